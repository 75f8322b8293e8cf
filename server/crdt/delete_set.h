// Delete set: which units of a document are deleted, as ranges of clocks of each client. Always
// sorted, disjoint and with adjacent ranges joined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "crdt/id.h"

namespace atelier::crdt {

/// Clocks [from, until).
struct ClockRange {
  Clock from = 0;
  Clock until = 0;
  bool operator==(const ClockRange&) const = default;
};

class DeleteSet {
 public:
  /// Descending by client: the order of the wire.
  using Ranges = std::map<ClientId, std::vector<ClockRange>, std::greater<>>;

  /// Empty ranges are ignored. Fast at or near the end of a client's clocks.
  void add(ClientId client, ClockRange range);
  /// Takes many ranges in any order, in time O(n log n) whatever the order.
  void add_all(ClientId client, std::vector<ClockRange> ranges);
  void add_all(const DeleteSet& other);

  /// Gives a client's ranges away.
  std::vector<ClockRange> take(ClientId client);

  bool contains(const DeleteSet& other) const;
  bool contains(ClientId client, ClockRange range) const;
  /// What of a range that is not empty is alike at its start: in the set, or out of it.
  struct Run {
    bool is_in = false;
    std::uint64_t length = 0;
  };
  Run run_at_start(ClientId client, ClockRange range) const;
  /// The parts of a range that are not in the set, in order.
  std::vector<ClockRange> missing(ClientId client, ClockRange range) const;
  const Ranges& ranges() const { return ranges_; }
  bool empty() const { return ranges_.empty(); }

  bool operator==(const DeleteSet&) const = default;

 private:
  Ranges ranges_;
};

/// Reads the V1 form (absolute clock and length) and drops zero lengths; fails the reader on
/// malformed input and above `max_ranges`.
DeleteSet read_delete_set(VarReader& reader, std::size_t max_ranges);
void write_delete_set(VarWriter& writer, const DeleteSet& deletes);

}  // namespace atelier::crdt
