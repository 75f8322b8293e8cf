#include "crdt/snapshot.h"

#include <algorithm>

#include "crdt/limits.h"

namespace atelier::crdt {

std::string encode_snapshot(const Snapshot& snapshot) {
  VarWriter writer;
  write_delete_set(writer, snapshot.deletes);
  writer.bytes(encode_state_vector(snapshot.known));
  return writer.take();
}

Result<Snapshot> decode_snapshot(std::string_view bytes) {
  VarReader reader(bytes);
  Snapshot snapshot;
  snapshot.deletes = read_delete_set(reader, DecodeLimits().max_delete_ranges);
  if (!reader.ok()) return invalid("The snapshot is malformed.");
  ATELIER_TRY(snapshot.known, decode_state_vector(bytes.substr(reader.position())));
  return snapshot;
}

bool contains_update(const Snapshot& snapshot, const Update& update) {
  for (const ClientStructs& section : update.clients) {
    const Clock known = snapshot.known.clock(section.client);
    for (const UpdateStruct& next : section.structs) {
      if (!next.is_skip() && next.end() > known) return false;
    }
  }
  return snapshot.deletes.contains(update.deletes);
}

VisibleRun visible_run(const Snapshot& snapshot, ClientId client, Clock from, Clock until) {
  const Clock known = snapshot.known.clock(client);
  if (from >= known) return {false, until - from};
  until = std::min(until, known);
  const DeleteSet::Run deleted = snapshot.deletes.run_at_start(client, {from, until});
  return {!deleted.is_in, deleted.length};
}

}  // namespace atelier::crdt
