// Where links and files of a document may lead (VER21). Knows no format.
#pragma once

#include <string_view>

namespace atelier::feature::docs::render {

/// http, https, mailto or tel.
bool is_safe_link(std::string_view target);
/// Of an image or a file: http, https, or a path on the server that has the document.
bool is_safe_source(std::string_view target);
/// Runs code where a reader follows it.
bool is_script(std::string_view target);

}  // namespace atelier::feature::docs::render
