// Blocks into the XML fragment of a rich document, as y-prosemirror writes what BlockNote's schema
// makes of them: with a container and an id for each, and every property, the usual ones too.
#pragma once

#include <vector>

#include "base/result.h"
#include "crdt/edit.h"
#include "feature/docs/render/rich_document.h"
#include "feature/docs/render/write.h"

namespace atelier::feature::docs::render {

/// The update with which every editor begins an empty document: one empty paragraph by a client
/// that is the same for all, so that those who begin it at once begin one document.
std::string rich_seed();

/// Behind what is there, or in its place. An empty paragraph at the end stays where it is: editors
/// keep one there, and somebody may be about to write in it.
Result<void> write_blocks(crdt::Edit& edit, const std::vector<Block>& blocks, WriteMode mode,
                          const MakeBlockId& make_id);

}  // namespace atelier::feature::docs::render
