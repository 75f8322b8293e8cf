#include "feature/docs/history/authorship.h"

#include <map>

namespace atelier::feature::docs {
Authorship authorship(History& history) {
  Authorship written;
  std::map<std::string, std::size_t> places;
  const crdt::DeleteSet deleted = history.all().delete_set();
  for (const Delivered& moment : history.moments()) {
    const auto [place, is_new] = places.try_emplace(moment.author, written.authors.size());
    if (is_new) written.authors.push_back(moment.author);
    for (const UnitRange& range : moment.inserted) {
      for (const crdt::ClockRange& kept : deleted.missing(range.client, range.clocks)) {
        written.parts.push_back(
            json::array{range.client, kept.from, kept.until - kept.from, place->second, moment.at});
      }
    }
  }
  return written;
}

}  // namespace atelier::feature::docs
