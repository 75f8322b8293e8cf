// Blocks as plain text: a line for each, indented below its parent, with the marks of lists.
#pragma once

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

std::string blocks_text(const std::vector<Block>& blocks);

/// The number that each numbered item shows: the first of a row says where it begins.
class Numbering {
 public:
  /// Called for each block of a list of siblings, in order; 0 for what is no numbered item.
  std::int64_t next(const Block& block);

 private:
  std::int64_t last_ = 0;
};

}  // namespace atelier::feature::docs::render
