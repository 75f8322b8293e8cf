#include "feature/people/workspace_settings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "feature/people/body.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

constexpr std::array<std::string_view, 3> kRegistrations{"closed", "invite", "open"};

bool is_registration(std::string_view text) {
  return std::ranges::find(kRegistrations, text) != kRegistrations.end();
}

json::object to_object(const WorkspaceLimits& limits) {
  return {{"registration", limits.registration},
          {"guests", limits.guests},
          {"upload_mb", limits.upload_mb},
          {"rooms_per_person", limits.rooms_per_person}};
}

json::array ids_of(const Group& group) {
  json::array ids;
  for (const std::string& id : group.members) ids.emplace_back(id);
  return ids;
}

Result<void> read_number(const json::object& body, const char* key, std::int64_t least,
                         std::int64_t most, json::object& changed) {
  if (!body.contains(key)) return {};
  const auto number = int_member(body, key);
  if (!number || *number < least || *number > most) {
    return invalid(std::string(key) + " must be a whole number from " + std::to_string(least) +
                   " to " + std::to_string(most) + '.');
  }
  changed[key] = *number;
  return {};
}

core::Decision one(std::string kind, const json::object& body) {
  core::Decision decision;
  decision.events.push_back(event_of(std::move(kind), body));
  return decision;
}

}  // namespace

bool WorkspaceSettings::knows(std::string_view command) {
  return command == "workspace.limit" || command == "workspace.logo" ||
         command.starts_with("group.");
}

Result<core::Decision> WorkspaceSettings::decide(std::string_view command,
                                                 const json::object& body) const {
  if (command == "workspace.limit") return limit(body);
  if (command == "group.put") return put_group(body);
  if (command == "group.remove") return remove_group(body);
  // Which logo there is says the gateway, who has its bytes; the answer names the one before.
  core::Decision decision = one("workspace.branded", {{"logo", text_of(body, "logo")}});
  decision.answer = json::serialize(json::object{{"logo", logo_}});
  return decision;
}

// AUTH74: what is not named stays.
Result<core::Decision> WorkspaceSettings::limit(const json::object& body) const {
  json::object changed;
  if (body.contains("registration")) {
    if (!is_registration(text_of(body, "registration"))) {
      return invalid("registration must be closed, invite or open.");
    }
    changed["registration"] = body.at("registration");
  }
  if (body.contains("guests")) {
    if (!body.at("guests").is_bool()) return invalid("guests must be true or false.");
    changed["guests"] = body.at("guests");
  }
  const auto upload = read_number(body, "upload_mb", 1, kUploadMostMb, changed);
  if (!upload) return upload.error();
  const auto rooms = read_number(body, "rooms_per_person", 0, kRoomsPerPersonMost, changed);
  if (!rooms) return rooms.error();
  if (changed.empty()) {
    return invalid("Give at least one of registration, guests, upload_mb and rooms_per_person.");
  }
  return one("workspace.limited", changed);
}

Result<void> WorkspaceSettings::allows(std::string_view command, const json::object& body) const {
  if (command == "guest.create" && !limits_.guests) {
    return forbidden("This workspace takes no guests now: ask for an invite with an account.");
  }
  const bool account = command == "account.create" && !people_.setup_needed();
  if (account && limits_.registration == "closed") {
    return forbidden("Nobody can make an account here now: ask an owner of the workspace.");
  }
  const bool uninvited = (account && !body.contains("invite")) || command == "signup.ask";
  if (uninvited && limits_.registration != "open") {
    return forbidden("Accounts are made by invite here: ask somebody for one.");
  }
  return {};
}

// AUTH76
Result<core::Decision> WorkspaceSettings::put_group(const json::object& body) const {
  const std::string id = text_of(body, "group");
  const auto known = groups_.find(id);
  const bool made = bool_member(body, "new", false);
  if (!made && known == groups_.end()) return not_found("There is no such group.");
  if (!is_group_id(id)) return invalid("id must be 1 to 40 of a-z 0-9 - and begin with a letter.");
  if (known == groups_.end() && groups_.size() >= kGroups) {
    return Error{Errc::kConflict, "This workspace has as many groups as it can have."};
  }
  if (made && known != groups_.end()) {
    return Error{Errc::kConflict, "There is a group with this id: choose another name."};
  }
  json::object changed{{"group", id}};
  if (made || body.contains("name")) {
    ATELIER_TRY(changed["name"], shown_name(body, "name", kGroupNameBytes));
  }
  if (const json::value* members = body.if_contains("members")) {
    if (!members->is_array() || members->get_array().size() > kGroupMembers) {
      return invalid("members is a list of at most 500 ids.");
    }
    for (const json::value& each : members->get_array()) {
      if (!each.is_string() || people_.account(each.get_string()) == nullptr) {
        return invalid("members must be people with an account.");
      }
    }
    changed["members"] = *members;
  }
  return one("group.set", changed);
}

Result<core::Decision> WorkspaceSettings::remove_group(const json::object& body) const {
  const std::string id = text_of(body, "group");
  if (!groups_.contains(id)) return not_found("There is no such group.");
  return one("group.removed", {{"group", id}});
}

json::object WorkspaceSettings::look() const {
  return {{"logo", logo_}, {"limits", to_object(limits_)}};
}

json::object WorkspaceSettings::groups() const {
  json::array groups;
  for (const auto& [id, group] : groups_) {
    json::array members;
    for (const std::string& member : group.members) {
      const Account* account = people_.account(member);
      if (account != nullptr) members.push_back({{"id", member}, {"name", account->name}});
    }
    groups.push_back({{"id", id}, {"name", group.name}, {"members", std::move(members)}});
  }
  return {{"groups", std::move(groups)}};
}

void WorkspaceSettings::apply(const core::Event& event) {
  const json::object body = object_of(event.body);
  if (event.kind == "workspace.limited") {
    read_limits(body);
  } else if (event.kind == "workspace.branded") {
    logo_ = text_of(body, "logo");
  } else if (event.kind == "group.set") {
    read_group(body);
  } else if (event.kind == "group.removed") {
    groups_.erase(text_of(body, "group"));
  } else if (event.kind == "account.erased") {
    for (auto& [id, group] : groups_) group.members.erase(text_of(body, "account"));
  }
}

void WorkspaceSettings::read_limits(const json::object& saved) {
  if (is_registration(text_of(saved, "registration"))) {
    limits_.registration = text_of(saved, "registration");
  }
  limits_.guests = bool_member(saved, "guests", limits_.guests);
  limits_.upload_mb = int_member(saved, "upload_mb").value_or(limits_.upload_mb);
  limits_.rooms_per_person =
      int_member(saved, "rooms_per_person").value_or(limits_.rooms_per_person);
}

void WorkspaceSettings::read_group(const json::object& saved) {
  Group& group = groups_[text_of(saved, "group")];
  group.id = text_of(saved, "group");
  if (saved.contains("name")) group.name = text_of(saved, "name");
  const json::value* members = saved.if_contains("members");
  if (members == nullptr || !members->is_array()) return;
  group.members.clear();
  for (const json::value& each : members->get_array()) {
    if (each.is_string()) group.members.emplace(each.get_string());
  }
}

json::object WorkspaceSettings::save() const {
  json::array groups;
  for (const auto& [id, group] : groups_) {
    groups.push_back({{"group", id}, {"name", group.name}, {"members", ids_of(group)}});
  }
  return {{"limits", to_object(limits_)}, {"logo", logo_}, {"groups", std::move(groups)}};
}

void WorkspaceSettings::load(const json::object& state) {
  const json::value* saved = state.if_contains("settings");
  if (saved == nullptr || !saved->is_object()) return;
  const json::object& settings = saved->get_object();
  logo_ = text_of(settings, "logo");
  if (const auto* limits = settings.if_contains("limits"); limits != nullptr && limits->is_object())
    read_limits(limits->get_object());
  const json::value* groups = settings.if_contains("groups");
  if (groups == nullptr || !groups->is_array()) return;
  for (const json::value& group : groups->get_array()) {
    if (group.is_object()) read_group(group.get_object());
  }
}

}  // namespace atelier::feature::people
