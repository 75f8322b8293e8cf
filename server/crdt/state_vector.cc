#include "crdt/state_vector.h"

namespace atelier::crdt {

Clock StateVector::clock(ClientId client) const {
  const auto found = clocks_.find(client);
  return found == clocks_.end() ? 0 : found->second;
}

void StateVector::set(ClientId client, Clock clock) {
  if (clock == 0) {
    clocks_.erase(client);
  } else {
    clocks_[client] = clock;
  }
}

void StateVector::advance(ClientId client, Clock clock) {
  if (clock == 0) return;
  Clock& known = clocks_[client];
  if (known < clock) known = clock;
}

Result<StateVector> decode_state_vector(std::string_view bytes) {
  VarReader reader(bytes);
  const std::uint64_t count = reader.var_uint();
  if (count > reader.remaining() / 2) return invalid("The state vector is cut off.");
  StateVector vector;
  for (std::uint64_t index = 0; index < count; ++index) {
    const Id entry = read_id(reader);
    vector.set(entry.client, entry.clock);
  }
  if (!reader.ok() || !reader.at_end()) return invalid("The state vector is malformed.");
  return vector;
}

std::string encode_state_vector(const StateVector& vector) {
  VarWriter writer;
  writer.var_uint(vector.clocks().size());
  for (const auto& [client, clock] : vector.clocks()) write_id(writer, {client, clock});
  return writer.take();
}

}  // namespace atelier::crdt
