#include "feature/docs/history/authorship.h"

#include <algorithm>
#include <map>

namespace atelier::feature::docs {
namespace {

/// What of the range is not deleted.
std::vector<crdt::ClockRange> kept_of(const UnitRange& range, const crdt::DeleteSet& deleted) {
  std::vector<crdt::ClockRange> kept;
  crdt::Clock from = range.clocks.from;
  const auto found = deleted.ranges().find(range.client);
  if (found != deleted.ranges().end()) {
    auto at =
        std::partition_point(found->second.begin(), found->second.end(),
                             [from](const crdt::ClockRange& gone) { return gone.until <= from; });
    for (; at != found->second.end() && at->from < range.clocks.until; ++at) {
      if (from < at->from) kept.push_back({from, at->from});
      from = std::max(from, at->until);
    }
  }
  if (from < range.clocks.until) kept.push_back({from, range.clocks.until});
  return kept;
}

}  // namespace

Authorship authorship(History& history) {
  Authorship written;
  std::map<std::string, std::size_t> places;
  const crdt::DeleteSet deleted = history.all().delete_set();
  for (const Delivered& moment : history.moments()) {
    const auto [place, is_new] = places.try_emplace(moment.author, written.authors.size());
    if (is_new) written.authors.push_back(moment.author);
    for (const UnitRange& range : moment.inserted) {
      for (const crdt::ClockRange& kept : kept_of(range, deleted)) {
        written.parts.push_back(
            json::array{range.client, kept.from, kept.until - kept.from, place->second, moment.at});
      }
    }
  }
  return written;
}

}  // namespace atelier::feature::docs
