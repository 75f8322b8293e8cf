// Blocks as HTML (VER21): semantic elements, everything escaped, no scripts, and no targets other
// than safe ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

std::string blocks_html(const std::vector<Block>& blocks);
/// A whole page around what is HTML already.
std::string html_page(std::string_view title, std::string_view body);
std::string escaped_html(std::string_view text);

}  // namespace atelier::feature::docs::render
