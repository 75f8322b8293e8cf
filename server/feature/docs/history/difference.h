// What changed between two states of one document, as people read it (VER10, VER11): its blocks
// with runs that are the same, added or removed, and who did that. Pure; made on the pool.
#pragma once

#include "base/json.h"
#include "feature/docs/history/history.h"

namespace atelier::feature::docs {

/// Both states are of `history`. `{blocks, added, removed}`; `from` of a run is a principal id.
json::object difference(const History& history, const crdt::Doc& earlier, const crdt::Doc& later);

}  // namespace atelier::feature::docs
