// Inline text as HTML. Used by html_writer only.
#pragma once

#include <string>
#include <string_view>

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

/// ` name="value"`, escaped.
void append_attribute(std::string& out, std::string_view name, std::string_view value);
/// ` style="..."` of the colours and the alignment of a block or a cell; nothing for the defaults.
void append_style(std::string& out, const json::object& props);

void append_inline_html(std::string& out, const Inline& content);

}  // namespace atelier::feature::docs::render
