#include "feature/people/invites.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "base/ids.h"
#include "feature/people/body.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

// One answer for invites that are wrong or over: it tells nothing of anybody (AUTH63).
Error no_such_invite() {
  return not_found("This invite does not work any more: ask for a new one.");
}

Error conflict(std::string message) {
  return {Errc::kConflict, std::move(message)};
}

core::NewEvent about(std::string kind, const Invite& invite) {
  return {std::move(kind), json::serialize(json::object{{"invite", invite.id}})};
}

bool is_role_of(const Invite& invite) {
  if (invite.room.empty()) return invite.role == "member" || invite.role == "owner";
  return core::parse_role(invite.role).has_value();
}

bool has_mail_server(const json::object& body) {
  return bool_member(body, "mail_server", false);
}

std::string mail_id(const Invite& invite, int sends) {
  return "invite-" + invite.id + "-" + std::to_string(sends);
}

}  // namespace

Result<core::Decision> Invites::decide(const core::Command& command,
                                       const json::object& body) const {
  if (command.name == "invite.create") return create(command, body);
  if (command.name == "invite.renew") return renew(body);
  if (command.name == "invite.revoke") return revoke(body);
  if (command.name == "invite.decline") return decline(command, body);
  if (command.name == "invite.settle") return settle(body);
  return take(command, body);
}

std::string Invites::secret_of(const std::string& invite, bool mailed) const {
  const std::string bytes = needs_.crypto.hmac_sha256(
      needs_.server_secret, (mailed ? "invite/mailed/" : "invite/shown/") + invite);
  return "invite_" + base64::encode_url(std::string_view(bytes).substr(0, 24));
}

std::string Invites::made(const Invite& invite, bool mailed) const {
  return json::serialize(json::object{{"invite", to_object(invite, context_.now())},
                                      {"secret", secret_of(invite.id, false)},
                                      {"mail", mailed ? mail_id(invite, invite.sends) : ""}});
}

// Where no mail server is set up the owner passes the mail's link on: it proves nothing (AUTH62).
core::Mail Invites::mail_of(const Invite& invite, bool mailed) const {
  core::Mail mail;
  mail.id = mail_id(invite, invite.sends);
  mail.to = invite.email;
  mail.language = invite.language;
  mail.template_name = invite.asked_for ? "verify" : "invite";
  mail.until = invite.expires_at;
  mail.values = {
      {"workspace", people_.shown_workspace_name()},
      {"link", needs_.public_url() + "/join/" + invite.id + "#" + secret_of(invite.id, mailed)},
      {"expires_at", std::to_string(invite.expires_at)}};
  if (invite.asked_for) return mail;
  mail.values["inviter"] = invite.inviter.name;
  if (!invite.room_name.empty()) mail.values["room"] = invite.room_name;
  if (!invite.note.empty()) mail.values["note"] = invite.note;
  return mail;
}

Result<Invite> Invites::read_wish(const core::Command& command, const json::object& body) const {
  Invite invite;
  invite.request = text_of(body, "id");
  if (!is_uuid_v7(invite.request)) return invalid("id must be a UUIDv7.");
  invite.room = text_of(body, "room");
  invite.room_name = text_of(body, "room_name");
  invite.role = body.contains("role") ? text_of(body, "role")
                : invite.room.empty() ? "member"
                                      : "commenter";
  if (!is_role_of(invite)) {
    return invalid(invite.room.empty() ? "role is member or owner."
                                       : "role is viewer, commenter, editor or owner.");
  }
  if (body.contains("email")) {
    ATELIER_TRY(invite.email, address_of(body));
    invite.language = language_of(body);
  } else if (invite.role == "owner") {
    return invalid("Owners are invited by their e-mail address.");
  }
  if (body.contains("note")) {
    ATELIER_TRY(invite.note, plain_text(body, "note", kInviteNoteBytes));
  }
  // The event's own time: told again after a restart, it is the same.
  const WallMs now = command.at;
  invite.expires_at = now + kInviteMs;
  if (body.contains("expires_at")) {
    invite.asked_until = int_member(body, "expires_at").value_or(0);
    invite.expires_at = invite.asked_until;
    if (invite.expires_at < now + kInviteLeastMs || invite.expires_at > now + kInviteMostMs) {
      return invalid("expires_at must be a time from an hour to 90 days ahead.");
    }
  }
  invite.inviter = command.principal;
  invite.created_at = invite.sent_at = now;
  return invite;
}

Result<void> Invites::has_room_for(const Invite& invite) const {
  const WallMs now = context_.now();
  if (state_.waiting_of(invite.inviter.id, now) >= kWaitingInvitesPerPerson) {
    return conflict("You have 200 invites that wait: revoke some first.");
  }
  if (!invite.email.empty() && state_.waiting_for(invite.room, invite.email, now) != nullptr) {
    return conflict("This address is invited already: send that invite again.");
  }
  return {};
}

core::NewEvent Invites::creation(const Invite& invite) const {
  json::object body{{"invite", invite.id},
                    {"role", invite.role},
                    {"request", invite.request},
                    {"expires_at", invite.expires_at}};
  if (!invite.room.empty()) body["room"] = invite.room;
  if (invite.asked_for) body["asked_for"] = true;
  if (invite.asked_until != 0) body["asked_until"] = invite.asked_until;
  json::object content;
  if (!invite.email.empty()) {
    body["language"] = invite.language;
    content["email"] = invite.email;
  }
  if (!invite.note.empty()) content["note"] = invite.note;
  if (!invite.room_name.empty()) content["room_name"] = invite.room_name;
  return {"invite.created", json::serialize(body),
          content.empty() ? std::string() : json::serialize(content)};
}

// AUTH61: idempotent by itself and not by the memory of answers, which would keep the secret.
Result<core::Decision> Invites::create(const core::Command& command,
                                       const json::object& body) const {
  core::Decision decision;
  const Invite* known = state_.made_by(command.principal.id, text_of(body, "id"));
  if (known != nullptr) {
    json::object as_then = body;
    if (known->asked_until != 0) as_then.erase("expires_at");
    ATELIER_TRY(const Invite wish, read_wish(command, as_then));
    const bool same = known->room == wish.room && known->role == wish.role &&
                      known->email == wish.email && known->note == wish.note &&
                      known->asked_until == int_member(body, "expires_at").value_or(0);
    if (!same) return conflict("This id made another invite: take a new one.");
    decision.answer = made(*known, !known->email.empty());
    return decision;
  }
  ATELIER_TRY(Invite invite, read_wish(command, body));
  if (const auto may = has_room_for(invite); !may) return may.error();
  invite.id = base64::encode_url(needs_.random.bytes(9));
  decision.events.push_back(creation(invite));
  if (!invite.email.empty()) {
    decision.writes.push_back(
        core::mail_row(needs_.workspace, mail_of(invite, has_mail_server(body)), context_.now()));
  }
  decision.answer = made(invite, !invite.email.empty());
  return decision;
}

core::Decision Invites::ask_for(const std::string& email, const std::string& language) const {
  Invite invite;
  // Who floods the door with wishes must not push out the invites of others.
  if (state_.asked_for(context_.now()) >= kInvitesAskedFor) return {};
  invite.id = base64::encode_url(needs_.random.bytes(9));
  invite.role = "member";
  invite.email = email;
  invite.language = language;
  invite.asked_for = true;
  invite.expires_at = context_.now() + kVerifyMs;
  core::Decision decision;
  decision.events.push_back(creation(invite));
  decision.writes.push_back(
      core::mail_row(needs_.workspace, mail_of(invite, true), context_.now()));
  decision.answer = json::serialize(json::object{{"mail", mail_id(invite, 1)}});
  return decision;
}

Result<core::Decision> Invites::renew(const json::object& body) const {
  const Invite* known = state_.find(text_of(body, "invite"));
  if (known == nullptr || known->end != InviteEnd::kNone) return no_such_invite();
  const WallMs now = context_.now();
  if (known->sends >= kInviteSends) {
    return conflict("This invite was sent 10 times: make a new one.");
  }
  if (now - known->sent_at < kInviteAgainMs) {
    return Error{Errc::kRateLimited, "This invite was sent just now: wait a moment.",
                 kInviteAgainMs - (now - known->sent_at)};
  }
  Invite invite = *known;
  invite.expires_at = std::max(invite.expires_at, now + kInviteMs);
  invite.sent_at = now;
  ++invite.sends;
  core::Decision decision;
  decision.events.push_back(
      {"invite.renewed",
       json::serialize(json::object{{"invite", invite.id}, {"expires_at", invite.expires_at}})});
  if (!invite.email.empty()) {
    decision.writes.push_back(
        core::mail_row(needs_.workspace, mail_of(invite, has_mail_server(body)), now));
  }
  decision.answer = made(invite, !invite.email.empty());
  return decision;
}

Result<core::Decision> Invites::revoke(const json::object& body) const {
  const Invite* invite = state_.find(text_of(body, "invite"));
  if (invite == nullptr) return no_such_invite();
  core::Decision decision;
  if (invite->end == InviteEnd::kRevoked) return decision;
  if (invite->end != InviteEnd::kNone) return conflict("This invite is over already.");
  decision.events.push_back(about("invite.revoked", *invite));
  decision.writes.push_back(
      core::mail_withdrawal(needs_.workspace, mail_id(*invite, invite->sends)));
  decision.answer = json::serialize(json::object{{"mail", mail_id(*invite, invite->sends)}});
  return decision;
}

Result<Shown> Invites::usable(const json::object& body, const core::Principal& who) const {
  const std::string id = text_of(body, "invite");
  const std::string hash = text_of(body, "hash");
  Shown shown{state_.find(id), false};
  // Both are always compared, also for an id that nobody has.
  shown.mailed = needs_.crypto.equal(hash, hash_of(needs_.crypto, secret_of(id, true)));
  const bool given = needs_.crypto.equal(hash, hash_of(needs_.crypto, secret_of(id, false)));
  if (shown.invite == nullptr || (!shown.mailed && !given)) return no_such_invite();
  const Invite& invite = *shown.invite;
  if (invite.end == InviteEnd::kAccepted && invite.accepted_by.id == who.id) return shown;
  if (invite.end != InviteEnd::kNone || invite.expires_at <= context_.now()) {
    return no_such_invite();
  }
  return shown;
}

void Invites::accept(core::Decision& decision, const Invite& invite) const {
  decision.events.push_back(about("invite.accepted", invite));
}

Result<core::Decision> Invites::take(const core::Command& command, const json::object& body) const {
  ATELIER_TRY(const Shown shown, usable(body, command.principal));
  const Invite& invite = *shown.invite;
  core::Decision decision;
  json::object answer{{"role", invite.role}};
  const Account* account = people_.account(command.principal.id);
  if (account == nullptr && invite.room.empty()) {
    return forbidden("This invite is for an account: log in, or make one.");
  }
  if (account == nullptr && invite.role == "owner") answer["role"] = "editor";
  if (!invite.room.empty()) answer["room"] = {{"id", invite.room}, {"name", invite.room_name}};
  decision.answer = json::serialize(answer);
  if (invite.end == InviteEnd::kAccepted) return decision;
  accept(decision, invite);
  if (account == nullptr) return decision;
  const json::object who{{"account", account->id}};
  if (shown.mailed && account->email == invite.email && account->verified_at == 0) {
    decision.events.push_back({"account.verified", json::serialize(who)});
  }
  if (invite.room.empty() && invite.role == "owner" && !account->owner) {
    decision.events.push_back({"account.role", json::serialize(json::object{
                                                   {"account", account->id}, {"role", "owner"}})});
  }
  return decision;
}

Result<core::Decision> Invites::decline(const core::Command& command,
                                        const json::object& body) const {
  ATELIER_TRY(const Shown shown, usable(body, command.principal));
  core::Decision decision;
  if (shown.invite->end != InviteEnd::kNone) return conflict("You have accepted this invite.");
  decision.events.push_back(about("invite.declined", *shown.invite));
  return decision;
}

core::Decision Invites::settle(const json::object& body) const {
  const Invite* invite = state_.find(text_of(body, "invite"));
  core::Decision decision;
  if (invite != nullptr && !invite->settled) {
    decision.events.push_back(about("invite.settled", *invite));
  }
  return decision;
}

json::object Invites::look(const Shown& shown, const core::Principal& who) const {
  const Invite& invite = *shown.invite;
  json::object out{
      {"workspace", {{"name", people_.shown_workspace_name()}}},
      {"role", invite.role},
      {"host", {{"name", invite.inviter.name}}},
      {"asked_for", invite.asked_for},
      {"expires_at", invite.expires_at},
      {"accepted", invite.end == InviteEnd::kAccepted && invite.accepted_by.id == who.id}};
  if (!invite.room.empty()) out["room"] = {{"id", invite.room}, {"name", invite.room_name}};
  if (!invite.email.empty()) out["email"] = invite.email;
  return out;
}

Result<json::object> Invites::answer(const core::Command& command, const json::object& body) const {
  if (command.name == "invite.look") {
    ATELIER_TRY(const Shown shown, usable(body, command.principal));
    return look(shown, command.principal);
  }
  if (command.name == "invite.find") {
    const Invite* invite = state_.find(text_of(body, "invite"));
    if (invite == nullptr || invite->asked_for) return no_such_invite();
    return to_object(*invite, context_.now());
  }
  json::array list;
  if (command.name == "invite.unsettled") {
    for (const Invite* each : state_.unsettled()) {
      const core::Principal& who = each->accepted_by;
      const bool guest_owner = who.kind == core::PrincipalKind::kGuest && each->role == "owner";
      list.push_back(
          {{"invite", each->id},
           {"room", each->room},
           {"role", guest_owner ? "editor" : each->role},
           {"principal", {{"id", who.id}, {"name", who.name}, {"kind", core::name_of(who.kind)}}}});
    }
  } else {
    for (const Invite* each : state_.of(text_of(body, "room"))) {
      json::object shown = to_object(*each, context_.now());
      // Whoever may see the list may invite: they copy the link when the mail does not arrive.
      if (state_of(*each, context_.now()) == "pending")
        shown["secret"] = secret_of(each->id, false);
      list.push_back(std::move(shown));
    }
  }
  return json::object{{"invites", std::move(list)}};
}

}  // namespace atelier::feature::people
