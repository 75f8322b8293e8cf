// Who follows whom now, and the newest view of those who are followed: in memory only. A follow is
// of one connection, so that another tab of the same person stays where it is; whom it follows is a
// person, whichever tab they use.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery.h"

namespace atelier::feature::follow {

class Follows {
 public:
  struct Follow {
    std::string follower;
    std::string leader;
  };

  /// Replaces what this connection followed before.
  void start(core::PeerId peer, Follow follow);
  /// Whom it followed; empty when nobody.
  std::string stop(core::PeerId peer);
  /// True when `from` goes, maybe over others, where `to` goes.
  bool leads_to(std::string_view from, std::string_view to) const;

  bool empty() const { return follows_.empty(); }
  std::size_t size() const { return follows_.size(); }
  bool is_followed(std::string_view leader) const;
  /// Each person once, in order.
  std::vector<std::string> followers_of(std::string_view leader) const;
  std::vector<core::PeerId> peers_of(std::string_view leader) const;
  std::vector<std::string> leaders() const;
  const std::map<core::PeerId, Follow>& all() const { return follows_; }

  void keep_view(const std::string& leader, std::string view) { views_[leader] = std::move(view); }
  void drop_view(const std::string& leader) { views_.erase(leader); }
  /// JSON object text, or null.
  const std::string* view_of(const std::string& leader) const;

 private:
  std::map<core::PeerId, Follow> follows_;
  std::map<std::string, std::string> views_;
};

}  // namespace atelier::feature::follow
