// Inline text as GitHub's Markdown. What would be Markdown in it is escaped; what Markdown has no
// word for (underline, colours) is left out. Used by markdown_writer only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

/// How a line break is written: a break, a space, `<br>`.
enum class InlinePlace : std::uint8_t { kParagraph, kHeading, kCell };

/// Lines are separated by '\n'; each may still begin like a block.
std::string inline_markdown(const Inline& content, InlinePlace place);

/// Escapes what makes a line the beginning of a heading, a list, a rule and so on.
std::string escaped_line(std::string_view line);

/// Within a text: what Markdown would take for a mark.
std::string escaped_markdown(std::string_view text);
/// The target of a link, with its brackets.
std::string markdown_target(std::string_view target, std::string_view title = {});

}  // namespace atelier::feature::docs::render
