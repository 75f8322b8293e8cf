#include "feature/docs/history/unit_owners.h"

#include <algorithm>

namespace atelier::feature::docs {

void UnitOwners::add(const UnitRange& range, std::size_t moment) {
  Stretches& stretches = clients_[range.client];
  crdt::Clock from = range.clocks.from;
  auto next = stretches.upper_bound(from);
  if (next != stretches.begin()) from = std::max(from, std::prev(next)->second.until);
  while (from < range.clocks.until) {
    const crdt::Clock until =
        next == stretches.end() ? range.clocks.until : std::min(range.clocks.until, next->first);
    if (from < until) stretches.emplace_hint(next, from, Owned{moment, until});
    if (next == stretches.end()) return;
    from = next->second.until;
    ++next;
  }
}

std::optional<UnitOwners::Owned> UnitOwners::find(crdt::ClientId client, crdt::Clock clock) const {
  const auto stretches = clients_.find(client);
  if (stretches == clients_.end()) return std::nullopt;
  const auto next = stretches->second.upper_bound(clock);
  if (next == stretches->second.begin()) return std::nullopt;
  const Owned& owned = std::prev(next)->second;
  if (clock >= owned.until) return std::nullopt;
  return owned;
}

}  // namespace atelier::feature::docs
