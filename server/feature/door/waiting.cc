#include "feature/door/waiting.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "feature/door/door.h"

namespace atelier::feature::door {
namespace {

Error too_many() {
  return {Errc::kRateLimited, "Too many people wait at this door: try again in a minute.",
          kKnockMs};
}

}  // namespace

Result<bool> Waiting::add(Knock knock) {
  if (see(knock.principal.id, knock.seen_at)) return false;
  if (knocks_.size() >= kWaitingPerRoom) return too_many();
  const auto neighbours = std::ranges::count_if(
      knocks_, [&](const auto& each) { return each.second.network == knock.network; });
  if (static_cast<std::size_t>(neighbours) >= kWaitingPerNetwork) return too_many();
  const std::string id = knock.principal.id;
  knocks_[id] = std::move(knock);
  return true;
}

bool Waiting::see(std::string_view principal, WallMs now) {
  const auto found = knocks_.find(principal);
  if (found == knocks_.end()) return false;
  found->second.seen_at = now;
  return true;
}

const Knock* Waiting::find(std::string_view principal) const {
  const auto found = knocks_.find(principal);
  return found == knocks_.end() ? nullptr : &found->second;
}

bool Waiting::remove(std::string_view principal) {
  return remove_if([principal](const Knock& knock) { return knock.principal.id == principal; });
}

bool Waiting::remove_link(std::string_view link) {
  return remove_if([link](const Knock& knock) { return knock.link == link; });
}

bool Waiting::remove_unseen(WallMs now) {
  return remove_if([now](const Knock& knock) { return knock.seen_at + kKnockMs <= now; });
}

bool Waiting::clear() {
  return remove_if([](const Knock&) { return true; });
}

bool Waiting::remove_if(const std::function<bool(const Knock&)>& goes) {
  return std::erase_if(knocks_, [&goes](const auto& each) { return goes(each.second); }) > 0;
}

json::array Waiting::list() const {
  std::vector<const Knock*> sorted;
  for (const auto& [id, knock] : knocks_) sorted.push_back(&knock);
  std::ranges::stable_sort(sorted, {}, [](const Knock* knock) { return knock->at; });
  json::array list;
  for (const Knock* knock : sorted) {
    list.push_back(json::object{{"id", knock->principal.id},
                                {"name", knock->principal.name},
                                {"kind", name_of(knock->principal.kind)},
                                {"at", knock->at}});
  }
  return list;
}

}  // namespace atelier::feature::door
