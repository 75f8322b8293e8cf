// Blocks as GitHub's Markdown (VER21): lists nest, tables and tasks as there, code in fences. What
// is nested deeper than kMaxMarkdownDepth stands at that depth, so that indents stay short.
#pragma once

#include <string>
#include <vector>

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

inline constexpr int kMaxMarkdownDepth = 20;

std::string blocks_markdown(const std::vector<Block>& blocks);

}  // namespace atelier::feature::docs::render
