#include "feature/people/invite_state.h"

#include <algorithm>

#include "feature/people/body.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

Invite read_invite(const json::object& from) {
  Invite invite;
  invite.id = text_of(from, "invite");
  invite.room = text_of(from, "room");
  invite.room_name = text_of(from, "room_name");
  invite.role = text_of(from, "role");
  invite.email = text_of(from, "email");
  invite.language = text_of(from, "language");
  invite.note = text_of(from, "note");
  invite.request = text_of(from, "request");
  invite.asked_for = bool_member(from, "asked_for", false);
  invite.asked_until = int_member(from, "asked_until").value_or(0);
  invite.expires_at = int_member(from, "expires_at").value_or(0);
  return invite;
}

// What only a snapshot says; of an event the rest follows.
void read_course(const json::object& from, Invite& invite) {
  invite.inviter = {text_of(from, "inviter"), text_of(from, "inviter_name")};
  invite.created_at = int_member(from, "created_at").value_or(0);
  invite.sent_at = int_member(from, "sent_at").value_or(0);
  invite.sends = static_cast<int>(int_member(from, "sends").value_or(1));
  invite.end = static_cast<InviteEnd>(int_member(from, "end").value_or(0));
  invite.accepted_by = {text_of(from, "accepted_by"), text_of(from, "accepted_name")};
  invite.accepted_by.kind =
      core::parse_kind(text_of(from, "accepted_kind")).value_or(core::PrincipalKind::kUser);
  invite.settled = bool_member(from, "settled", true);
}

json::object write_invite(const Invite& invite) {
  return {{"invite", invite.id},
          {"room", invite.room},
          {"room_name", invite.room_name},
          {"role", invite.role},
          {"email", invite.email},
          {"language", invite.language},
          {"note", invite.note},
          {"request", invite.request},
          {"asked_for", invite.asked_for},
          {"asked_until", invite.asked_until},
          {"expires_at", invite.expires_at},
          {"inviter", invite.inviter.id},
          {"inviter_name", invite.inviter.name},
          {"created_at", invite.created_at},
          {"sent_at", invite.sent_at},
          {"sends", invite.sends},
          {"end", static_cast<int>(invite.end)},
          {"accepted_by", invite.accepted_by.id},
          {"accepted_name", invite.accepted_by.name},
          {"accepted_kind", core::name_of(invite.accepted_by.kind)},
          {"settled", invite.settled}};
}

bool is_waiting(const Invite& invite, WallMs now) {
  return invite.end == InviteEnd::kNone && invite.expires_at > now;
}

template <class F>
std::vector<const Invite*> newest_first(const std::map<std::string, Invite, std::less<>>& all,
                                        F which) {
  std::vector<const Invite*> found;
  for (const auto& [id, invite] : all) {
    if (which(invite)) found.push_back(&invite);
  }
  std::ranges::sort(found, [](const Invite* a, const Invite* b) {
    return a->created_at != b->created_at ? a->created_at > b->created_at : a->id < b->id;
  });
  return found;
}

}  // namespace

std::string_view state_of(const Invite& invite, WallMs now) {
  switch (invite.end) {
    case InviteEnd::kNone:
      return invite.expires_at > now ? "pending" : "expired";
    case InviteEnd::kAccepted:
      return "accepted";
    case InviteEnd::kDeclined:
      return "declined";
    case InviteEnd::kRevoked:
      return "revoked";
  }
  return "revoked";
}

json::object to_object(const Invite& invite, WallMs now) {
  json::object out{{"id", invite.id},
                   {"role", invite.role},
                   {"state", state_of(invite, now)},
                   {"inviter", {{"id", invite.inviter.id}, {"name", invite.inviter.name}}},
                   {"created_at", invite.created_at},
                   {"expires_at", invite.expires_at}};
  if (!invite.room.empty()) out["room"] = invite.room;
  if (!invite.email.empty()) out["email"] = invite.email;
  if (!invite.accepted_by.id.empty()) {
    out["accepted_by"] = {{"id", invite.accepted_by.id}, {"name", invite.accepted_by.name}};
  }
  return out;
}

void InviteState::apply(const core::Event& event) {
  if (!event.kind.starts_with("invite.")) return;
  if (event.kind == "invite.created") return put(event);
  const json::object body = object_of(event.body);
  const auto found = invites_.find(text_of(body, "invite"));
  if (found == invites_.end()) return;
  Invite& invite = found->second;
  if (event.kind == "invite.renewed") {
    invite.expires_at = int_member(body, "expires_at").value_or(invite.expires_at);
    invite.sent_at = event.at;
    ++invite.sends;
  } else if (event.kind == "invite.accepted") {
    invite.end = InviteEnd::kAccepted;
    invite.accepted_by = event.actor;
    invite.settled = invite.room.empty();
  } else if (event.kind == "invite.settled") {
    invite.settled = true;
  } else if (event.kind == "invite.declined") {
    invite.end = InviteEnd::kDeclined;
  } else if (event.kind == "invite.revoked") {
    invite.end = InviteEnd::kRevoked;
  }
}

void InviteState::put(const core::Event& event) {
  Invite invite = read_invite(said_by(event));
  invite.inviter = event.actor;
  invite.created_at = invite.sent_at = event.at;
  while (invites_.size() >= kInvites) forget_oldest();
  invites_[invite.id] = std::move(invite);
}

// What is over goes first; a function of the log alone.
void InviteState::forget_oldest() {
  const auto oldest = std::ranges::min_element(invites_, {}, [](const auto& entry) {
    const Invite& invite = entry.second;
    const bool over = invite.end != InviteEnd::kNone && invite.settled;
    return std::pair(!over, invite.created_at);
  });
  invites_.erase(oldest);
}

json::array InviteState::save() const {
  json::array all;
  for (const auto& [id, invite] : invites_) all.push_back(write_invite(invite));
  return all;
}

void InviteState::load(const json::object& state) {
  const json::value* all = state.if_contains("invites");
  if (all == nullptr) return;  // a snapshot from before there were invites
  for (const json::value& each : all->as_array()) {
    Invite invite = read_invite(each.as_object());
    read_course(each.as_object(), invite);
    invites_[invite.id] = std::move(invite);
  }
}

const Invite* InviteState::find(std::string_view id) const {
  const auto found = invites_.find(id);
  return found == invites_.end() ? nullptr : &found->second;
}

const Invite* InviteState::made_by(std::string_view inviter, std::string_view request) const {
  for (const auto& [id, invite] : invites_) {
    if (invite.inviter.id == inviter && invite.request == request) return &invite;
  }
  return nullptr;
}

std::vector<const Invite*> InviteState::of(std::string_view room) const {
  return newest_first(
      invites_, [room](const Invite& invite) { return invite.room == room && !invite.asked_for; });
}

std::vector<const Invite*> InviteState::unsettled() const {
  return newest_first(invites_, [](const Invite& invite) { return !invite.settled; });
}

std::size_t InviteState::waiting_of(std::string_view inviter, WallMs now) const {
  return static_cast<std::size_t>(std::ranges::count_if(invites_, [&](const auto& entry) {
    return entry.second.inviter.id == inviter && is_waiting(entry.second, now);
  }));
}

std::size_t InviteState::asked_for(WallMs now) const {
  return static_cast<std::size_t>(std::ranges::count_if(invites_, [&](const auto& entry) {
    return entry.second.asked_for && is_waiting(entry.second, now);
  }));
}

const Invite* InviteState::waiting_for(std::string_view room, std::string_view email,
                                       WallMs now) const {
  for (const auto& [id, invite] : invites_) {
    const bool same = invite.room == room && invite.email == email && !invite.asked_for;
    if (same && is_waiting(invite, now)) return &invite;
  }
  return nullptr;
}

}  // namespace atelier::feature::people
