// Plain text inside HTML.
#pragma once

#include <string>
#include <string_view>

namespace atelier {

/// As it may stand in an element and in a quoted attribute.
void append_escaped(std::string& out, std::string_view text);
std::string escape_html(std::string_view text);

}  // namespace atelier
