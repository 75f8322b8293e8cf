// GitHub's Markdown as blocks (VER22), parsed by md4c: nothing else here knows that library.
// Pictures become blocks of their own, tags of HTML are left out and their text stays.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

/// Blocks and cells of tables together; beyond, nobody could edit the document.
inline constexpr std::size_t kMaxImportedBlocks = 20'000;
/// What is nested deeper stands at this depth.
inline constexpr std::size_t kMaxImportedDepth = 16;

/// Blocks without ids, with those properties that are not as usual. Valid UTF-8; too_large beyond
/// the limits.
Result<std::vector<Block>> blocks_of_markdown(std::string_view markdown);
/// A paragraph of each line.
Result<std::vector<Block>> blocks_of_text(std::string_view text);

}  // namespace atelier::feature::docs::render
