// An edit after which a document shows what it showed before. Touches nothing that both states
// have, so that cursors and comments in it stay.
#pragma once

#include <string>

#include "crdt/doc.h"

namespace atelier::crdt {

/// One transaction of `now`, whose new units get `client`; the update for the others, empty if both
/// show the same. `then` is an earlier state of the same document. Subdocuments are left as they
/// are, and so is what is nested deeper than view::kMaxDepth.
std::string revert(Doc& now, const Doc& then, ClientId client);

}  // namespace atelier::crdt
