// A snapshot: a moment of a document, as what was inserted and what of it was deleted by then. To
// show it takes a document whose deleted content is still there (gc off).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crdt/delete_set.h"
#include "crdt/state_vector.h"
#include "crdt/update.h"

namespace atelier::crdt {

struct Snapshot {
  DeleteSet deletes;
  StateVector known;

  bool operator==(const Snapshot&) const = default;
};

/// V1: the delete set, then the state vector (YJS24).
std::string encode_snapshot(const Snapshot& snapshot);
Result<Snapshot> decode_snapshot(std::string_view bytes);

/// True if everything the update inserts and deletes was there already (YJS25).
bool contains_update(const Snapshot& snapshot, const Update& update);

/// How far, from one unit on, all units of a client are equally visible.
struct VisibleRun {
  bool is_visible = false;
  std::uint64_t length = 0;
};
/// Units [from, until) of `client`, from < until: those at the start. An item that was split or cut
/// since has several runs.
VisibleRun visible_run(const Snapshot& snapshot, ClientId client, Clock from, Clock until);

}  // namespace atelier::crdt
