// Who stands at the door of a room now: in memory only. Each sign of them keeps them there a little
// longer.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "core/principal.h"

namespace atelier::feature::door {

struct Knock {
  core::Principal principal;
  std::string link;
  std::string network;  // where they come from, as the gateway bounds it; never shown
  WallMs at = 0;
  WallMs seen_at = 0;
};

class Waiting {
 public:
  /// Somebody new, or a sign of who waits already; true when they are new.
  Result<bool> add(Knock knock);
  /// A sign of somebody; false when they do not wait.
  bool see(std::string_view principal, WallMs now);
  const Knock* find(std::string_view principal) const;
  /// All three say whether anybody is gone.
  bool remove(std::string_view principal);
  bool remove_link(std::string_view link);
  bool remove_unseen(WallMs now);
  bool clear();

  bool empty() const { return knocks_.empty(); }
  /// As owners see them, in the order of coming.
  json::array list() const;

 private:
  bool remove_if(const std::function<bool(const Knock&)>& goes);

  std::map<std::string, Knock, std::less<>> knocks_;
};

}  // namespace atelier::feature::door
