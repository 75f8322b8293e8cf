// Update format V2, the denser one in columns, that yjs uses for storage. It decodes to the same
// Update as V1 and is encoded from it; bodies of content stay in their V1 form in memory. Never on
// the wire of y-websocket or Hocuspocus. State vectors are the same in both formats.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "crdt/snapshot.h"
#include "crdt/update.h"

namespace atelier::crdt {

/// Borrows from the encoded bytes as every Update does, and from `made`, which holds what V2 spells
/// differently.
struct UpdateV2 {
  Update update;
  std::deque<std::string> made;
};

/// Decodes all of `bytes` or nothing (YJS40, YJS41). What re-encoding makes is bounded by
/// limits.max_bytes, too.
Result<UpdateV2> decode_update_v2(std::string_view bytes, const DecodeLimits& limits = {});
std::string encode_update_v2(const Update& update);

Result<std::string> convert_update_v1_to_v2(std::string_view bytes,
                                            const DecodeLimits& limits = {});
Result<std::string> convert_update_v2_to_v1(std::string_view bytes,
                                            const DecodeLimits& limits = {});

/// Clocks are counted from the end of the range before, lengths are less by one.
DeleteSet read_delete_set_v2(VarReader& reader, std::size_t max_ranges);
void write_delete_set_v2(VarWriter& writer, const DeleteSet& deletes);

/// The delete set in its V2 form, then the state vector (YJS44).
std::string encode_snapshot_v2(const Snapshot& snapshot);
Result<Snapshot> decode_snapshot_v2(std::string_view bytes);

}  // namespace atelier::crdt
