// The invites of a workspace, as its log tells them (spec/auth.md AUTH60..). Knows no secrets: they
// are made from the id.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/event.h"

namespace atelier::feature::people {

enum class InviteEnd : std::uint8_t { kNone, kAccepted, kDeclined, kRevoked };

struct Invite {
  std::string id;
  std::string room;  // empty: the workspace
  std::string room_name;
  std::string role;      // of the room, or "member" and "owner" of the workspace
  std::string email;     // in lower case; empty: a link
  std::string language;  // of the mail
  std::string note;
  core::Principal inviter;
  std::string request;     // client id of the command that made it
  bool asked_for = false;  // by the invited person, where registration is open
  WallMs asked_until = 0;  // what the command wished for; 0: nothing
  WallMs created_at = 0;
  WallMs expires_at = 0;
  WallMs sent_at = 0;
  int sends = 1;
  InviteEnd end = InviteEnd::kNone;
  core::Principal accepted_by;
  bool settled = true;  // false: accepted, and the room does not know yet
};

class InviteState {
 public:
  void apply(const core::Event& event);
  json::array save() const;
  void load(const json::object& state);

  const Invite* find(std::string_view id) const;
  const Invite* made_by(std::string_view inviter, std::string_view request) const;
  /// Of a room, or of the workspace; newest first.
  std::vector<const Invite*> of(std::string_view room) const;
  std::vector<const Invite*> unsettled() const;
  std::size_t waiting_of(std::string_view inviter, WallMs now) const;
  /// How many that people asked for themselves still wait.
  std::size_t asked_for(WallMs now) const;
  /// Somebody's invite to the same place that still waits.
  const Invite* waiting_for(std::string_view room, std::string_view email, WallMs now) const;

 private:
  void put(const core::Event& event);
  void forget_oldest();

  std::map<std::string, Invite, std::less<>> invites_;
};

/// pending, expired, accepted, declined, revoked
std::string_view state_of(const Invite& invite, WallMs now);
/// As who invites sees it.
json::object to_object(const Invite& invite, WallMs now);

}  // namespace atelier::feature::people
