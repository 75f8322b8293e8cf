// Blocks as JSON (VER21), in the shape that BlockNote's `editor.document` has.
#pragma once

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

json::array blocks_json(const std::vector<Block>& blocks);

}  // namespace atelier::feature::docs::render
