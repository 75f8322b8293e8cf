#include "crdt/delete_set.h"

#include <algorithm>
#include <utility>

#include "crdt/delete_set_reader.h"

namespace atelier::crdt {
namespace {

/// Above this many new ranges, sorting all of them is cheaper than inserting one by one.
constexpr std::size_t kInsertOneByOne = 16;

void normalise(std::vector<ClockRange>& ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const ClockRange& a, const ClockRange& b) { return a.from < b.from; });
  std::size_t kept = 0;
  for (const ClockRange& range : ranges) {
    if (range.from >= range.until) continue;
    if (kept > 0 && range.from <= ranges[kept - 1].until) {
      ranges[kept - 1].until = std::max(ranges[kept - 1].until, range.until);
    } else {
      ranges[kept++] = range;
    }
  }
  ranges.resize(kept);
}

/// The first range that ends at or behind `clock`.
template <class Vector>
auto first_ending_from(Vector& ranges, Clock clock) {
  return std::partition_point(ranges.begin(), ranges.end(),
                              [clock](const ClockRange& range) { return range.until < clock; });
}

}  // namespace

void DeleteSet::add(ClientId client, ClockRange range) {
  if (range.from >= range.until) return;
  auto& ranges = ranges_[client];
  const auto first = first_ending_from(ranges, range.from);
  auto last = first;
  for (; last != ranges.end() && last->from <= range.until; ++last) {
    range = {std::min(range.from, last->from), std::max(range.until, last->until)};
  }
  if (first == last) {
    ranges.insert(first, range);
  } else {
    *first = range;
    ranges.erase(first + 1, last);
  }
}

void DeleteSet::add_all(ClientId client, std::vector<ClockRange> added) {
  if (added.size() <= kInsertOneByOne) {
    for (const ClockRange& range : added) add(client, range);
    return;
  }
  auto& ranges = ranges_[client];
  if (ranges.empty()) {
    ranges = std::move(added);
  } else {
    ranges.insert(ranges.end(), added.begin(), added.end());
  }
  normalise(ranges);
  if (ranges.empty()) ranges_.erase(client);
}

void DeleteSet::add_all(const DeleteSet& other) {
  for (const auto& [client, ranges] : other.ranges_) add_all(client, ranges);
}

std::vector<ClockRange> DeleteSet::take(ClientId client) {
  const auto found = ranges_.find(client);
  if (found == ranges_.end()) return {};
  std::vector<ClockRange> taken = std::move(found->second);
  ranges_.erase(found);
  return taken;
}

bool DeleteSet::contains(ClientId client, ClockRange range) const {
  const auto found = ranges_.find(client);
  if (found == ranges_.end()) return false;
  const auto holder = first_ending_from(found->second, range.until);
  return holder != found->second.end() && holder->from <= range.from;
}

DeleteSet::Run DeleteSet::run_at_start(ClientId client, ClockRange range) const {
  const std::uint64_t length = range.until - range.from;
  const auto found = ranges_.find(client);
  if (found == ranges_.end()) return {false, length};
  const auto next = first_ending_from(found->second, range.from + 1);
  if (next == found->second.end() || next->from >= range.until) return {false, length};
  if (next->from > range.from) return {false, next->from - range.from};
  return {true, std::min(range.until, next->until) - range.from};
}

std::vector<ClockRange> DeleteSet::missing(ClientId client, ClockRange range) const {
  std::vector<ClockRange> missing;
  while (range.from < range.until) {
    const Run run = run_at_start(client, range);
    if (!run.is_in) missing.push_back({range.from, range.from + run.length});
    range.from += run.length;
  }
  return missing;
}

bool DeleteSet::contains(const DeleteSet& other) const {
  for (const auto& [client, ranges] : other.ranges_) {
    for (const ClockRange& range : ranges) {
      if (!contains(client, range)) return false;
    }
  }
  return true;
}

DeleteSet read_delete_set(VarReader& reader, std::size_t max_ranges) {
  return read_delete_set_with(reader, max_ranges, [](VarReader& from_bytes, Clock) {
    const Clock from = from_bytes.var_uint();
    const std::uint64_t length = from_bytes.var_uint();
    if (length > kMaxVarUint - from) from_bytes.fail();
    return ClockRange{from, from + length};
  });
}

void write_delete_set(VarWriter& writer, const DeleteSet& deletes) {
  writer.var_uint(deletes.ranges().size());
  for (const auto& [client, ranges] : deletes.ranges()) {
    writer.var_uint(client);
    writer.var_uint(ranges.size());
    for (const ClockRange& range : ranges) {
      writer.var_uint(range.from);
      writer.var_uint(range.until - range.from);
    }
  }
}

}  // namespace atelier::crdt
