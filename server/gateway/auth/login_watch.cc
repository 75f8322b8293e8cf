#include "gateway/auth/login_watch.h"

#include <utility>
#include <vector>

#include "feature/people/people.h"

namespace atelier::gateway {

LoginWatch::Id LoginWatch::watch(const std::string& login, Task ended) {
  if (login.empty()) return kNone;
  watches_[++last_] = {login, std::move(ended)};
  by_login_.emplace(login, last_);
  return last_;
}

void LoginWatch::unwatch(Id id) {
  const auto found = watches_.find(id);
  if (found == watches_.end()) return;
  const auto [from, to] = by_login_.equal_range(found->second.login);
  for (auto at = from; at != to; ++at) {
    if (at->second != id) continue;
    by_login_.erase(at);
    break;
  }
  watches_.erase(found);
}

void LoginWatch::deliver(const core::SharedDelivery& delivery) {
  if (!delivery->room.empty() || delivery->name != feature::people::kLoginEnded) return;
  std::vector<Id> ids;
  const auto [from, to] = by_login_.equal_range(delivery->subject);
  for (auto at = from; at != to; ++at) ids.push_back(at->second);
  for (const Id id : ids) {
    // Each is looked up anew: the one before may have unwatched others.
    const auto found = watches_.find(id);
    if (found == watches_.end()) continue;
    Task ended = std::move(found->second.ended);
    unwatch(id);
    ended();
  }
}

}  // namespace atelier::gateway
