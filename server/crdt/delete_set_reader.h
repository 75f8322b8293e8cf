// The frame of a delete set, which formats V1 and V2 share: they spell the ranges alone
// differently.
#pragma once

#include <utility>
#include <vector>

#include "crdt/delete_set.h"

namespace atelier::crdt {

/// `read_range(reader, end)` reads one range; `end` is where the client's range before it ended. It
/// fails the reader on clocks beyond kMaxVarUint.
template <class ReadRange>
DeleteSet read_delete_set_with(VarReader& reader, std::size_t max_ranges, ReadRange read_range) {
  // Gathered first: a client repeated many times must not cost a sort or a shift each.
  DeleteSet::Ranges gathered;
  std::size_t total = 0;
  const std::uint64_t clients = reader.var_uint();
  for (std::uint64_t index = 0; index < clients && reader.ok(); ++index) {
    const ClientId client = reader.var_uint();
    const std::uint64_t count = reader.var_uint();
    if (count > reader.remaining() / 2 || count > max_ranges - total) reader.fail();
    if (!reader.ok()) break;
    total += static_cast<std::size_t>(count);
    std::vector<ClockRange>& ranges = gathered[client];
    Clock end = 0;
    for (std::uint64_t range = 0; range < count && reader.ok(); ++range) {
      ranges.push_back(read_range(reader, end));
      end = ranges.back().until;
    }
  }
  DeleteSet deletes;
  if (!reader.ok()) return deletes;
  for (auto& [client, ranges] : gathered) deletes.add_all(client, std::move(ranges));
  return deletes;
}

}  // namespace atelier::crdt
