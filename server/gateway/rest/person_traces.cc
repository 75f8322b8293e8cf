#include "gateway/rest/person_traces.h"

#include <algorithm>
#include <array>

namespace atelier::gateway {
namespace {

constexpr std::array<std::string_view, 3> kSubjects{"principal", "account", "guest"};

bool is_about(const json::object& body, const std::string& id) {
  for (const std::string_view key : kSubjects) {
    if (text_of(body, key) == id) return true;
  }
  // Who wrote what is deleted: chat.deleted, thread.deleted.
  const json::value* kept = body.if_contains("kept");
  const json::object& holder = kept != nullptr && kept->is_object() ? kept->as_object() : body;
  const json::value* from = holder.if_contains("from");
  return from != nullptr && from->is_object() && text_of(from->as_object(), "id") == id;
}

json::array list_of(const std::set<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

std::set<std::string> set_of(const json::object& saved, std::string_view key) {
  std::set<std::string> texts;
  const json::value* list = saved.if_contains(key);
  if (list == nullptr || !list->is_array()) return texts;
  for (const json::value& each : list->as_array()) {
    if (each.is_string()) texts.emplace(each.as_string());
  }
  return texts;
}

bool ends_invite(std::string_view kind) {
  return kind == "invite.accepted" || kind == "invite.declined" || kind == "invite.revoked";
}

}  // namespace

void PersonTraces::learn(const core::Event& event) {
  const json::object body = object_of(event.body);
  const json::object content = object_of(event.content);
  const bool own = event.actor.id == id_ && !event.actor.name.empty();
  if (own) names_.insert(event.actor.name);
  if (is_about(body, id_)) {
    const bool tells = event.kind.starts_with("account.") || event.kind.starts_with("guest.");
    if (event.kind == "account.created") has_account_ = true;
    if (event.kind == "account.erased") has_account_ = false;
    if (tells && !text_of(content, "name").empty()) names_.insert(text_of(content, "name"));
    if (!text_of(content, "email").empty()) addresses_.insert(text_of(content, "email"));
  }
  if (!event.kind.starts_with("invite.")) return;
  const std::string invite = text_of(body, "invite");
  const bool made = event.kind == "invite.created" &&
                    (event.actor.id == id_ || addresses_.contains(text_of(content, "email")));
  const bool taken = event.kind == "invite.accepted" && event.actor.id == id_;
  if (made || taken) invites_.insert(invite);
  if (made) open_invites_.insert(invite);
  if (ends_invite(event.kind)) open_invites_.erase(invite);
}

bool PersonTraces::concerns(const core::Event& event) const {
  if (event.actor.id == id_ || is_about(object_of(event.body), id_)) return true;
  // Names by id, as of those who attend a meeting.
  return object_of(event.content).contains(id_);
}

bool PersonTraces::concerns_in_workspace(const core::Event& event) const {
  if (concerns(event)) return true;
  if (event.kind == "invite.created" &&
      invites_.contains(text_of(object_of(event.body), "invite"))) {
    return true;
  }
  for (const auto& [key, value] : object_of(event.content)) {
    if (value.is_string() && addresses_.contains(std::string(value.as_string()))) return true;
  }
  return false;
}

bool PersonTraces::is_named_in(const json::value& value) const {
  if (value.is_string()) {
    const std::string text(value.as_string());
    return text == id_ || addresses_.contains(text) || names_.contains(text);
  }
  if (value.is_array()) {
    return std::ranges::any_of(value.as_array(), [this](const auto& v) { return is_named_in(v); });
  }
  if (!value.is_object()) return false;
  return std::ranges::any_of(value.as_object(),
                             [this](const auto& member) { return is_named_in(member.value()); });
}

bool PersonTraces::is_in_mail(std::string_view mail_id, const json::value& mail) const {
  constexpr std::string_view kInvite = "invite-";
  if (mail_id.starts_with(kInvite)) {
    const std::string_view rest = mail_id.substr(kInvite.size());
    if (invites_.contains(std::string(rest.substr(0, rest.rfind('-'))))) return true;
  }
  return is_named_in(mail);
}

json::object PersonTraces::save() const {
  return {{"account", has_account_},
          {"addresses", list_of(addresses_)},
          {"names", list_of(names_)},
          {"invites", list_of(invites_)},
          {"open_invites", list_of(open_invites_)}};
}

PersonTraces PersonTraces::load(std::string id, const json::object& saved) {
  PersonTraces person(std::move(id));
  person.has_account_ = bool_member(saved, "account", false);
  person.addresses_ = set_of(saved, "addresses");
  person.names_ = set_of(saved, "names");
  person.invites_ = set_of(saved, "invites");
  person.open_invites_ = set_of(saved, "open_invites");
  return person;
}

}  // namespace atelier::gateway
