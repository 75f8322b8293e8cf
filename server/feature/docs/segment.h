// A closed run of a document's log as one record: what the entries brought, joined, and who
// delivered which part of it first and when. Knows no store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crdt/delete_set.h"
#include "feature/docs/log_entry.h"

namespace atelier::feature::docs {

struct UnitRange {
  crdt::ClientId client = 0;
  crdt::ClockRange clocks;
  bool operator==(const UnitRange&) const = default;
};

/// What one principal delivered within a few seconds; `at` is when it began.
struct Delivered {
  std::string author;
  WallMs at = 0;
  std::vector<UnitRange> inserted;
  std::vector<UnitRange> deleted;
};

struct Segment {
  std::uint64_t first = 0;  // sequence numbers of the entries it replaces
  std::uint64_t last = 0;
  std::string update;
  /// In order. A unit belongs to the first part that names it, of this and earlier segments.
  std::vector<Delivered> parts;
};

struct NumberedEntry {
  std::uint64_t seq = 0;
  LogEntry entry;
};

/// Of entries that hold their updates and follow one another. At each of `boundaries`, times in
/// ascending order, a part ends, so that none holds what came before and after it.
Result<Segment> make_segment(const std::vector<NumberedEntry>& entries,
                             const std::vector<WallMs>& boundaries = {});

std::string encode_segment(const Segment& segment);
Result<Segment> decode_segment(std::string_view bytes);

}  // namespace atelier::feature::docs
