// Invites of the workspace: decides and answers invite.* (spec/auth.md AUTH60..). A part of
// PeopleFeature, which makes accounts from them. Knows no passwords and no rooms: the gateway has
// checked who may invite, and tells the room whom to let in.
#pragma once

#include <optional>
#include <string>

#include "core/room_feature.h"
#include "feature/people/invite_state.h"
#include "feature/people/people.h"
#include "feature/people/people_state.h"

namespace atelier::feature::people {

/// What an invite's secret says of who has it.
struct Shown {
  const Invite* invite = nullptr;
  bool mailed = false;  // the invited address is theirs (AUTH62)
};

class Invites {
 public:
  Invites(core::LogContext& context, const PeopleNeeds& needs, const PeopleState& people)
      : context_(context), needs_(needs), people_(people) {}

  Result<core::Decision> decide(const core::Command& command, const json::object& body) const;
  Result<json::object> answer(const core::Command& command, const json::object& body) const;
  void apply(const core::Event& event) { state_.apply(event); }
  json::array save() const { return state_.save(); }
  void load(const json::object& state) { state_.load(state); }

  /// The invite of body's {invite, hash}, when `who` may accept it (AUTH63).
  Result<Shown> usable(const json::object& body, const core::Principal& who) const;
  /// Adds the acceptance; the account may be made by the same decision.
  void accept(core::Decision& decision, const Invite& invite) const;
  /// An invite that somebody asked for themselves (AUTH67), and its mail.
  core::Decision ask_for(const std::string& email, const std::string& language) const;

 private:
  Result<core::Decision> create(const core::Command& command, const json::object& body) const;
  Result<core::Decision> renew(const json::object& body) const;
  Result<core::Decision> revoke(const json::object& body) const;
  Result<core::Decision> decline(const core::Command& command, const json::object& body) const;
  Result<core::Decision> take(const core::Command& command, const json::object& body) const;
  core::Decision settle(const json::object& body) const;
  Result<Invite> read_wish(const core::Command& command, const json::object& body) const;
  Result<void> has_room_for(const Invite& invite) const;
  json::object look(const Shown& shown, const core::Principal& who) const;

  std::string secret_of(const std::string& invite, bool mailed) const;
  /// `mailed`: with the secret that proves the address.
  core::Mail mail_of(const Invite& invite, bool mailed) const;
  core::NewEvent creation(const Invite& invite) const;
  std::string made(const Invite& invite, bool mailed) const;

  core::LogContext& context_;
  const PeopleNeeds& needs_;
  const PeopleState& people_;
  InviteState state_;
};

}  // namespace atelier::feature::people
