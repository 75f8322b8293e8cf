#include "feature/docs/segment.h"

#include <algorithm>
#include <utility>

#include "base/varint.h"
#include "crdt/merge.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {
namespace {

constexpr std::uint8_t kSegmentFormat = 1;
/// What one principal delivers within this time is one part.
constexpr DurationMs kPartMs = 5'000;

/// Adds to `out` what of `range` is not in `seen` yet, and to `seen` all of it.
void take_new(crdt::DeleteSet& seen, UnitRange range, std::vector<UnitRange>& out) {
  for (const crdt::ClockRange& fresh : seen.missing(range.client, range.clocks)) {
    const bool goes_on =
        !out.empty() && out.back().client == range.client && out.back().clocks.until == fresh.from;
    if (goes_on) {
      out.back().clocks.until = fresh.until;
    } else {
      out.push_back({range.client, fresh});
    }
  }
  seen.add(range.client, range.clocks);
}

/// A boundary lies behind the one and not behind the other.
bool is_between(const std::vector<WallMs>& boundaries, WallMs from, WallMs until) {
  const auto next = std::lower_bound(boundaries.begin(), boundaries.end(), from);
  return next != boundaries.end() && *next < until;
}

Delivered& part_for(Segment& segment, const LogEntry& entry,
                    const std::vector<WallMs>& boundaries) {
  const bool goes_on = !segment.parts.empty() && segment.parts.back().author == entry.author &&
                       entry.at - segment.parts.back().at <= kPartMs &&
                       !is_between(boundaries, segment.parts.back().at, entry.at);
  if (!goes_on) segment.parts.push_back({entry.author, entry.at, {}, {}});
  return segment.parts.back();
}

void write_ranges(VarWriter& writer, const std::vector<UnitRange>& ranges) {
  writer.var_uint(ranges.size());
  for (const UnitRange& range : ranges) {
    writer.var_uint(range.client);
    writer.var_uint(range.clocks.from);
    writer.var_uint(range.clocks.until - range.clocks.from);
  }
}

std::vector<UnitRange> read_ranges(VarReader& reader) {
  std::vector<UnitRange> ranges;
  for (std::uint64_t left = reader.var_uint(); left > 0 && reader.ok(); --left) {
    UnitRange range;
    range.client = reader.var_uint();
    range.clocks.from = reader.var_uint();
    range.clocks.until = range.clocks.from + reader.var_uint();
    ranges.push_back(range);
  }
  return ranges;
}

}  // namespace

Result<Segment> make_segment(const std::vector<NumberedEntry>& entries,
                             const std::vector<WallMs>& boundaries) {
  Segment segment{entries.front().seq, entries.back().seq, {}, {}};
  std::vector<std::string_view> updates;
  crdt::DeleteSet inserted;
  crdt::DeleteSet deleted;
  for (const NumberedEntry& each : entries) {
    updates.push_back(each.entry.update);
    ATELIER_TRY(const crdt::Update update, crdt::decode_update(each.entry.update));
    Delivered& part = part_for(segment, each.entry, boundaries);
    for (const auto& section : update.clients) {
      for (const crdt::UpdateStruct& item : section.structs) {
        if (item.is_skip()) continue;
        take_new(inserted, {section.client, {item.clock, item.end()}}, part.inserted);
      }
    }
    for (const auto& [client, ranges] : update.deletes.ranges()) {
      for (const crdt::ClockRange& range : ranges) take_new(deleted, {client, range}, part.deleted);
    }
  }
  ATELIER_TRY(segment.update, crdt::merge_updates(updates));
  return segment;
}

std::string encode_segment(const Segment& segment) {
  VarWriter writer;
  writer.byte(kSegmentFormat);
  writer.var_uint(segment.first);
  writer.var_uint(segment.last);
  writer.var_bytes(segment.update);
  writer.var_uint(segment.parts.size());
  for (const Delivered& part : segment.parts) {
    writer.var_bytes(part.author);
    writer.var_uint(static_cast<std::uint64_t>(part.at));
    write_ranges(writer, part.inserted);
    write_ranges(writer, part.deleted);
  }
  return writer.take();
}

Result<Segment> decode_segment(std::string_view bytes) {
  VarReader reader(bytes);
  const std::uint8_t format = reader.byte();
  Segment segment;
  segment.first = reader.var_uint();
  segment.last = reader.var_uint();
  segment.update = reader.var_bytes();
  for (std::uint64_t left = reader.var_uint(); left > 0 && reader.ok(); --left) {
    Delivered part;
    part.author = reader.var_bytes();
    part.at = static_cast<WallMs>(reader.var_uint());
    part.inserted = read_ranges(reader);
    part.deleted = read_ranges(reader);
    segment.parts.push_back(std::move(part));
  }
  if (!reader.ok() || !reader.at_end() || format != kSegmentFormat) {
    return Error{Errc::kInternal, "A stored segment of the document cannot be read."};
  }
  return segment;
}

}  // namespace atelier::feature::docs
