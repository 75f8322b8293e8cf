// The name of one unit of a Yjs document: who inserted it and when in that client's own count.
#pragma once

#include <compare>
#include <cstdint>

#include "base/varint.h"

namespace atelier::crdt {

/// Yjs 13 picks 32-bit client ids, yjs 14 53-bit ones; both are compared as numbers.
using ClientId = std::uint64_t;
using Clock = std::uint64_t;

struct Id {
  ClientId client = 0;
  Clock clock = 0;
  auto operator<=>(const Id&) const = default;
};

inline Id read_id(VarReader& reader) {
  const ClientId client = reader.var_uint();
  return {client, reader.var_uint()};
}
inline void write_id(VarWriter& writer, const Id& id) {
  writer.var_uint(id.client);
  writer.var_uint(id.clock);
}

}  // namespace atelier::crdt
