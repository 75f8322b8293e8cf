#include "feature/docs/history/history.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/ledger.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {
namespace {

/// VER3
constexpr DurationMs kPauseMs = 120'000;
constexpr DurationMs kRunMs = 600'000;
constexpr std::size_t kAuthorsShown = 20;

/// Entries that no segment replaces, with their bytes.
Result<std::vector<NumberedEntry>> loose_entries(const StoredLog& log,
                                                 const std::vector<Segment>& segments) {
  std::vector<NumberedEntry> loose;
  auto segment = segments.begin();
  for (const port::Record& record : log.entries) {
    const std::uint64_t seq = core::Ledger::sequence_of(record.key.sort);
    while (segment != segments.end() && segment->last < seq) ++segment;
    if (segment != segments.end() && segment->first <= seq) continue;
    ATELIER_TRY(LogEntry entry, decode_entry(record.value));
    if (!entry.blob.empty()) {
      const auto blob = log.blobs.find(entry.blob);
      if (blob == log.blobs.end()) return unavailable("The history changed; try again.");
      entry.update = blob->second;
      entry.blob.clear();
    }
    loose.push_back({seq, std::move(entry)});
  }
  return loose;
}

/// Runs of loose entries as segments of their own, none larger than a stored one but for its first.
Result<void> add_loose(std::vector<NumberedEntry> loose, const std::vector<WallMs>& boundaries,
                       std::vector<Segment>& segments) {
  std::vector<NumberedEntry> run;
  std::size_t bytes = 0;
  const auto cut = [&]() -> Result<void> {
    if (run.empty()) return {};
    ATELIER_TRY(Segment made, make_segment(run, boundaries));
    segments.push_back(std::move(made));
    run.clear();
    bytes = 0;
    return {};
  };
  for (NumberedEntry& entry : loose) {
    const bool follows = run.empty() || (run.back().seq + 1 == entry.seq && bytes < kSegmentBytes);
    if (!follows) {
      if (auto done = cut(); !done) return done;
    }
    bytes += entry.entry.update.size();
    run.push_back(std::move(entry));
  }
  return cut();
}

}  // namespace

std::uint64_t units_in(const std::vector<UnitRange>& ranges) {
  std::uint64_t units = 0;
  for (const UnitRange& range : ranges) units += range.clocks.until - range.clocks.from;
  return units;
}

Result<std::unique_ptr<History>> History::read(const StoredLog& log) {
  std::unique_ptr<History> history(new History());
  history->named_ = decode_all_named(log.names);
  std::vector<Segment> segments;
  for (const port::Record& record : log.segments) {
    ATELIER_TRY(Segment segment, decode_segment(record.value));
    segments.push_back(std::move(segment));
  }
  ATELIER_TRY(std::vector<NumberedEntry> loose, loose_entries(log, segments));
  const auto added = add_loose(std::move(loose), times_of(history->named_), segments);
  if (!added) return added.error();
  std::sort(segments.begin(), segments.end(),
            [](const Segment& a, const Segment& b) { return a.first < b.first; });
  for (Segment& segment : segments) {
    if (auto put = history->add(std::move(segment)); !put) return put.error();
  }
  return history;
}

Result<void> History::add(Segment segment) {
  if (const auto applied = all_.apply(segment.update); !applied) return applied.error();
  for (Delivered& part : segment.parts) {
    for (const UnitRange& range : part.inserted) inserters_.add(range, moments_.size());
    for (const UnitRange& range : part.deleted) deleters_.add(range, moments_.size());
    moments_.push_back(std::move(part));
  }
  return {};
}

std::size_t History::count_until(WallMs at) const {
  const auto last = std::find_if(moments_.rbegin(), moments_.rend(),
                                 [at](const Delivered& moment) { return moment.at <= at; });
  return static_cast<std::size_t>(moments_.rend() - last);
}

// In the order of the log times may go back: the earliest of what follows counts.
std::optional<WallMs> History::same_until(WallMs at) const {
  const auto first = moments_.begin() + static_cast<std::ptrdiff_t>(count_until(at));
  const auto next = std::ranges::min_element(first, moments_.end(), {}, &Delivered::at);
  if (next == moments_.end()) return std::nullopt;
  return next->at - 1;
}

Result<std::unique_ptr<crdt::Doc>> History::as_of(WallMs at) {
  crdt::Snapshot then;
  std::map<crdt::ClientId, std::vector<crdt::ClockRange>> deleted;
  const std::size_t count = count_until(at);
  for (std::size_t i = 0; i < count; ++i) {
    for (const UnitRange& range : moments_[i].inserted) {
      then.known.advance(range.client, range.clocks.until);
    }
    for (const UnitRange& range : moments_[i].deleted) {
      deleted[range.client].push_back(range.clocks);
    }
  }
  for (auto& [client, ranges] : deleted) then.deletes.add_all(client, std::move(ranges));
  return all_.at(then);
}

std::vector<std::string> History::authors_of(std::size_t from, std::size_t until) const {
  std::map<std::string, std::uint64_t> units;
  for (std::size_t i = from; i < until; ++i) {
    if (moments_[i].author.empty()) continue;
    units[moments_[i].author] += units_in(moments_[i].inserted) + units_in(moments_[i].deleted);
  }
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [author, count] : units) order.emplace_back(count, author);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> authors;
  for (auto& [count, author] : order) {
    if (authors.size() < kAuthorsShown) authors.push_back(std::move(author));
  }
  return authors;
}

std::vector<Version> History::versions() const {
  // Ends of versions: how many moments they have. A named one counts before an automatic one.
  std::vector<std::pair<std::size_t, Version>> ends;
  for (const NamedVersion& named : named_) {
    ends.push_back({count_until(named.at), {named.at, &named, {}}});
  }
  WallMs run_began = moments_.empty() ? 0 : moments_.front().at;
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    const bool is_last = i + 1 == moments_.size();
    const WallMs next = is_last ? 0 : moments_[i + 1].at;
    if (!is_last && next - moments_[i].at < kPauseMs && next - run_began < kRunMs) continue;
    run_began = next;
    const auto same = [i](const auto& end) { return end.first == i + 1; };
    const bool is_named = std::any_of(ends.begin(), ends.end(), same);
    if (!is_named) ends.push_back({i + 1, {moments_[i].at, nullptr, {}}});
  }
  std::stable_sort(ends.begin(), ends.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Version> versions;
  std::size_t from = 0;
  for (auto& [count, version] : ends) {
    version.authors = authors_of(std::min(from, count), count);
    from = count;
    versions.push_back(std::move(version));
  }
  return versions;
}

}  // namespace atelier::feature::docs
