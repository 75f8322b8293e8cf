#include "crdt/awareness.h"

#include "base/json_text.h"

namespace atelier::crdt {

Result<std::vector<AwarenessEntry>> decode_awareness(std::string_view bytes,
                                                     const AwarenessLimits& limits) {
  VarReader reader(bytes);
  const std::uint64_t count = reader.var_uint();
  if (count > reader.remaining() / 3) return invalid("The awareness update is cut off.");
  if (count > limits.max_clients) return too_large("Too many clients in one awareness update.");
  std::vector<AwarenessEntry> entries;
  entries.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t index = 0; index < count; ++index) {
    const Id id = read_id(reader);
    const std::string_view state = reader.var_string();
    if (!reader.ok()) break;
    if (state.size() > limits.max_state_bytes)
      return too_large("The awareness state is too large.");
    if (!json_text::validate(state)) return invalid("An awareness state is not JSON.");
    entries.push_back({id.client, id.clock, state});
  }
  if (!reader.ok() || !reader.at_end()) return invalid("The awareness update is malformed.");
  return entries;
}

std::string encode_awareness(const std::vector<AwarenessEntry>& entries) {
  VarWriter writer;
  writer.var_uint(entries.size());
  for (const AwarenessEntry& entry : entries) {
    write_id(writer, {entry.client, entry.clock});
    writer.var_bytes(entry.state);
  }
  return writer.take();
}

}  // namespace atelier::crdt
