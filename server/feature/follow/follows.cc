#include "feature/follow/follows.h"

#include <algorithm>
#include <set>
#include <utility>

namespace atelier::feature::follow {

void Follows::start(core::PeerId peer, Follow follow) {
  follows_[peer] = std::move(follow);
}

std::string Follows::stop(core::PeerId peer) {
  const auto found = follows_.find(peer);
  if (found == follows_.end()) return {};
  std::string leader = std::move(found->second.leader);
  follows_.erase(found);
  return leader;
}

// Each round adds whom the reached ones follow, until nobody new is found.
bool Follows::leads_to(std::string_view from, std::string_view to) const {
  std::set<std::string_view> reached{from};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const auto& [peer, follow] : follows_) {
      if (reached.contains(follow.follower)) reached.insert(follow.leader);
    }
  }
  return reached.contains(to);
}

bool Follows::is_followed(std::string_view leader) const {
  return std::ranges::any_of(follows_,
                             [&](const auto& each) { return each.second.leader == leader; });
}

std::vector<std::string> Follows::followers_of(std::string_view leader) const {
  std::set<std::string> found;
  for (const auto& [peer, follow] : follows_) {
    if (follow.leader == leader) found.insert(follow.follower);
  }
  return {found.begin(), found.end()};
}

std::vector<core::PeerId> Follows::peers_of(std::string_view leader) const {
  std::vector<core::PeerId> found;
  for (const auto& [peer, follow] : follows_) {
    if (follow.leader == leader) found.push_back(peer);
  }
  return found;
}

std::vector<std::string> Follows::leaders() const {
  std::set<std::string> found;
  for (const auto& [peer, follow] : follows_) found.insert(follow.leader);
  return {found.begin(), found.end()};
}

const std::string* Follows::view_of(const std::string& leader) const {
  const auto found = views_.find(leader);
  return found == views_.end() ? nullptr : &found->second;
}

}  // namespace atelier::feature::follow
