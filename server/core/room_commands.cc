// RoomState: its commands, and how its events look to clients.
#include <algorithm>
#include <string>
#include <utility>

#include "base/base64.h"
#include "base/json_text.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "core/room_state.h"

namespace atelier::core {
namespace {

Result<std::string> read_subject(const json::object& body) {
  const auto principal = string_member(body, "principal");
  if (!principal || principal->empty() || principal->size() > limits::kPrincipalIdBytes) {
    return invalid("principal is the id of a person");
  }
  return std::string(*principal);
}

/// Lines of words, or none.
// SAF41
bool is_keeping(std::int64_t days) {
  return days == 0 || days == 30 || days == 90 || days == 365;
}

bool is_consent(const json::value& value) {
  if (!value.is_string()) return false;
  const std::string_view text = value.get_string();
  if (text.size() > limits::kConsentBytes || !utf8::is_valid(text)) return false;
  return std::ranges::all_of(text, [](char c) {
    return c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  });
}

NewEvent about(std::string kind, std::string_view subject) {
  return {std::move(kind), json::serialize(json::object{{"principal", subject}})};
}

std::string broadcast_content(const Command& command) {
  std::string text = "{\"payload\":" + command.body;
  if (command.attachments != nullptr) {
    text += ",\"parts\":[";
    for (const std::string& part : *command.attachments) {
      if (text.back() != '[') text += ',';
      json_text::append_quoted(text, base64::encode_url(part));
    }
    text += ']';
  }
  return text + '}';
}

Attachments read_parts(std::string_view text) {
  auto parts = std::make_shared<std::vector<std::string>>();
  const auto list = parse_json(text);
  if (!list || !list->is_array()) return parts;
  for (const json::value& part : list->as_array()) {
    if (part.is_string()) parts->push_back(base64::decode_url(part.as_string()).value_or(""));
  }
  return parts;
}

std::string broadcast_args(std::string_view room, std::string_view payload, const Principal& from,
                           WallMs at, std::uint64_t seq) {
  std::string text = "[";
  json_text::append_quoted(text, room);
  text += ',';
  text += payload;
  text += ",{\"from\":" + to_json(from) + ",\"at\":" + std::to_string(at);
  if (seq != 0) text += ",\"seq\":" + std::to_string(seq);
  return text + "}]";
}

/// `[room, {seq, <members>, from, at}]`
std::string event_args(std::string_view room, const Event& event, std::string_view members) {
  std::string text = "[";
  json_text::append_quoted(text, room);
  text += ",{\"seq\":" + std::to_string(event.seq) + ",";
  text += members;
  text += ",\"from\":" + to_json(event.actor) + ",\"at\":" + std::to_string(event.at);
  return text + "}]";
}

}  // namespace

Delivery RoomState::notice(Control control, const std::string& subject, Role role) {
  Delivery delivery;
  delivery.control = control;
  delivery.subject = subject;
  delivery.role = role;
  delivery.audience = Audience::kPrincipals;
  delivery.principals = {subject};
  return delivery;
}

Delivery RoomState::kick(std::string_view room, const std::string& subject, bool ban) {
  Delivery delivery = notice(Control::kRemoved, subject, Role::kNone);
  delivery.name = "room.removed";
  delivery.args =
      "[" + json_text::quote(room) + ",{\"reason\":\"" + (ban ? "banned" : "removed") + "\"}]";
  return delivery;
}

void RoomState::add_commands(CommandTable& table) {
  using enum CommandClass;
  const auto owner = [&](const char* name, bool in_archive) {
    table.add({name, "room", Role::kOwner, kDurable, RateBucket::kAdmin, true, 8192, in_archive});
  };
  owner("room.rename", false);
  for (const char* name :
       {"room.archive", "room.configure", "member.set_role", "member.remove", "member.unban"}) {
    owner(name, true);
  }
  const auto trash = [&](const char* name, CommandClass kind, bool idempotent) {
    const RateBucket bucket = kind == kQuery ? RateBucket::kRead : RateBucket::kAdmin;
    table.add({name, "room", Role::kOwner, kind, bucket, idempotent, 4096, true, true});
  };
  trash("room.delete", kDurable, true);
  trash("room.restore", kDurable, true);
  trash("room.trashed", kQuery, false);
  // For the gateway, which removes what there is in between.
  trash("room.purge", kDurable, false);
  trash("room.forget", kDurable, false);
  table.add({"room.broadcast", "room", Role::kCommenter, kDurable, RateBucket::kSignal, false,
             limits::kBroadcastBytes});
  table.add({"room.members", "room", Role::kViewer, kQuery, RateBucket::kRead, false, 4096});
  table.add({"room.people", "room", Role::kViewer, kQuery, RateBucket::kRead, false, 262144});
  table.add({"room.events", "room", Role::kViewer, kQuery, RateBucket::kRead, false, 4096});
  table.add({"room.look", "room", Role::kViewer, kQuery, RateBucket::kRead, false, 4096});
  table.add({"room.activity", "room", Role::kOwner, kQuery, RateBucket::kRead, false, 4096});
}

Result<Decision> RoomState::decide(const Command& command, const Rows&) {
  if (command.name == "room.broadcast") return broadcast(command);
  if (is_of_the_trash(command.name)) return trash(command);
  ATELIER_TRY(const json::value value, parse_json(command.body));
  if (!value.is_object()) return invalid(command.name + " takes an object");
  const json::object& body = value.as_object();
  if (command.name == "room.rename") return rename(body);
  if (command.name == "room.archive") return archive(body);
  if (command.name == "room.configure") return configure(body);
  if (command.name == "member.set_role") return set_role(body);
  if (command.name == "member.remove") return remove(body);
  if (command.name == "member.unban") return unban(body);
  return Error{Errc::kUnsupported, "there is no command " + command.name};
}

Result<Decision> RoomState::rename(const json::object& body) const {
  const auto title = string_member(body, "name");
  if (!title || title->empty() || title->size() > limits::kRoomTitleBytes) {
    return invalid("name is a text of 1 to 256 bytes");
  }
  Decision decision;
  decision.events.push_back({"room.renamed", json::serialize(json::object{{"name", *title}})});
  return decision;
}

Result<Decision> RoomState::archive(const json::object& body) const {
  const bool on = bool_member(body, "on", true);
  Decision decision;
  if (on == archived_) return decision;  // nothing changes; acknowledged alike
  decision.events.push_back({"room.archived", json::serialize(json::object{{"on", on}})});
  decision.deliveries = roles_told(on);
  return decision;
}

// EVT23: what is not named stays as it is.
Result<Decision> RoomState::configure(const json::object& body) const {
  const json::value* knock = body.if_contains("knock");
  const json::value* consent = body.if_contains("consent");
  const json::value* keep = body.if_contains("keep_days");
  const json::value* history = body.if_contains("guest_history");
  if (knock == nullptr && consent == nullptr && keep == nullptr && history == nullptr) {
    return invalid("name knock, consent, keep_days or guest_history");
  }
  json::object changed;
  if (knock != nullptr) {
    if (!knock->is_bool()) return invalid("knock is true or false");
    if (knock->get_bool() != knock_) changed["knock"] = *knock;
  }
  if (consent != nullptr) {
    if (!is_consent(*consent)) return invalid("consent is a text of at most 1000 bytes");
    if (std::string_view(consent->get_string()) != consent_) changed["consent"] = *consent;
  }
  if (keep != nullptr) {
    const auto days = int_member(body, "keep_days");
    if (!days || !is_keeping(*days)) return invalid("keep_days is 30, 90, 365, or 0 for ever");
    if (*days != keep_days_) changed["keep_days"] = *days;
  }
  if (history != nullptr) {
    const auto see = string_member(body, "guest_history").value_or("");
    if (see != kSeeAll && see != kSeeSinceJoined) return invalid("guest_history is all or joined");
    if ((see == kSeeAll) != guests_see_all_) changed["guest_history"] = see;
  }
  Decision decision;
  if (changed.empty()) return decision;  // nothing changes; acknowledged alike
  decision.events.push_back({"room.configured", json::serialize(changed)});
  return decision;
}

// Documents of the room ask for roles only once: who has one open must hear of it.
std::vector<Delivery> RoomState::roles_told(bool archived) const {
  std::vector<Delivery> told;
  each_member("", [&](const Member& each) {
    const Role role = archived ? std::min(each.role, kArchiveRole) : each.role;
    told.push_back(notice(Control::kRoleChanged, each.principal.id, role));
    return true;
  });
  // Those who own the workspace and are no members: their role is asked for again.
  told.push_back(notice(Control::kRoleChanged, "", archived ? kArchiveRole : Role::kNone));
  return told;
}

Result<Decision> RoomState::set_role(const json::object& body) const {
  ATELIER_TRY(const std::string subject, read_subject(body));
  const auto role = parse_role(string_member(body, "role").value_or(""));
  if (!role) return invalid("role is viewer, commenter, editor or owner");
  const auto known = people_.find(subject);
  if (known == people_.end()) return not_found("this person has never been in the room");
  if (known->second.banned) {
    return Error{Errc::kConflict, "this person is banned; lift the ban first"};
  }
  if (*role != Role::kOwner && is_last_owner(subject)) {
    return Error{Errc::kConflict, "the last owner stays owner; name another one first"};
  }
  Decision decision;
  decision.events.push_back(
      {"member.role",
       json::serialize(json::object{{"principal", subject}, {"role", name_of(*role)}})});
  decision.deliveries.push_back(notice(Control::kRoleChanged, subject, *role));
  return decision;
}

Result<Decision> RoomState::remove(const json::object& body) const {
  ATELIER_TRY(const std::string subject, read_subject(body));
  const bool ban = bool_member(body, "ban", false);
  if (!ban && member(subject) == nullptr) return not_found("this person is not in the room");
  if (is_last_owner(subject)) {
    return Error{Errc::kConflict, "the last owner stays; name another one first"};
  }
  Decision decision;
  decision.events.push_back(about(ban ? "member.banned" : "member.removed", subject));
  decision.deliveries.push_back(kick(room_, subject, ban));
  decision.after = views_.removal(subject);
  return decision;
}

Result<Decision> RoomState::unban(const json::object& body) const {
  ATELIER_TRY(const std::string subject, read_subject(body));
  if (!standing(subject).banned) return not_found("this person is not banned");
  Decision decision;
  decision.events.push_back(about("member.unbanned", subject));
  return decision;
}

Result<Decision> RoomState::broadcast(const Command& command) const {
  Decision decision;
  if (command.wants_answer) {
    decision.events.push_back({"room.broadcast", "{}", broadcast_content(command),
                               command.at + limits::kBroadcastKeepMs});
    return decision;
  }
  Delivery delivery;
  delivery.name = "room.broadcast";
  delivery.args = broadcast_args(room_, command.body, command.principal, command.at, 0);
  delivery.attachments = command.attachments;
  delivery.except_peer = command.peer;
  decision.deliveries.push_back(std::move(delivery));
  return decision;
}

std::optional<Rendered> RoomState::render(const Event& event) const {
  if (event.kind == "room.broadcast") return render_broadcast(event);
  if (event.kind == "room.renamed" || event.kind == "room.archived" ||
      event.kind == "room.configured" || event.kind == "room.deleted" ||
      event.kind == "room.restored") {
    if (event.body.size() <= 2 || event.body.front() != '{') return std::nullopt;
    const std::string_view members(event.body.data() + 1, event.body.size() - 2);
    return Rendered{event.kind, event_args(room_, event, members)};
  }
  if (event.kind == "member.role") return render_member(event, "role");
  if (event.kind == "member.removed") return render_member(event, "removed");
  if (event.kind == "member.banned") return render_member(event, "banned");
  if (event.kind == "member.unbanned") return render_member(event, "unbanned");
  // Who came for the first time is told by presence: 5,000 first joins must not be 25 M messages.
  return std::nullopt;
}

std::optional<Rendered> RoomState::render_member(const Event& event,
                                                 std::string_view change) const {
  const auto found = people_.find(subject_of(event));
  if (found == people_.end()) return std::nullopt;
  std::string members = "\"change\":\"" + std::string(change) + "\",\"member\":";
  members += views_.member_json(found->second.member);
  return Rendered{"room.member", event_args(room_, event, members)};
}

std::optional<Rendered> RoomState::render_broadcast(const Event& event) const {
  const auto content = json_text::split_object(event.content);
  if (!content) return std::nullopt;  // not kept any more
  Rendered rendered{"room.broadcast", {}, nullptr, true};
  for (const auto& [name, raw] : *content) {
    if (name == "payload") {
      rendered.args = broadcast_args(room_, raw, event.actor, event.at, event.seq);
    } else if (name == "parts") {
      rendered.attachments = read_parts(raw);
    }
  }
  return rendered;
}

}  // namespace atelier::core
