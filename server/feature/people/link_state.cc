#include "feature/people/link_state.h"

#include "feature/people/body.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

Link read_link(const json::object& from) {
  Link link;
  link.id = text_of(from, "link");
  link.role = core::parse_role(text_of(from, "role")).value_or(core::Role::kViewer);
  link.hash = text_of(from, "hash");
  link.label = text_of(from, "label");
  link.expires_at = int_member(from, "expires_at").value_or(0);
  link.max_uses = int_member(from, "max_uses").value_or(0);
  link.uses = int_member(from, "uses").value_or(0);
  link.revoked = bool_member(from, "revoked", false);
  link.host = text_of(from, "host");
  link.creator = text_of(from, "creator");
  link.request = text_of(from, "request");
  return link;
}

json::object write_link(const Link& link) {
  json::array users;
  for (const std::string& user : link.users) users.emplace_back(user);
  return {{"link", link.id},         {"role", name_of(link.role)},    {"hash", link.hash},
          {"label", link.label},     {"expires_at", link.expires_at}, {"max_uses", link.max_uses},
          {"uses", link.uses},       {"revoked", link.revoked},       {"host", link.host},
          {"creator", link.creator}, {"request", link.request},       {"users", std::move(users)}};
}

}  // namespace

json::object to_object(const Link& link) {
  json::object out{{"id", link.id}, {"role", name_of(link.role)}};
  if (link.expires_at != 0) out["expires_at"] = link.expires_at;
  if (link.max_uses != 0) out["max_uses"] = link.max_uses;
  out["uses"] = link.uses;
  if (!link.label.empty()) out["label"] = link.label;
  out["revoked"] = link.revoked;
  return out;
}

void LinkState::apply(const core::Event& event) {
  if (event.kind.starts_with("member.")) {
    const std::string subject = text_of(object_of(event.body), "principal");
    if (event.kind == "member.banned") banned_.insert(subject);
    if (event.kind == "member.unbanned") banned_.erase(subject);
    return;
  }
  if (!event.kind.starts_with("link.")) return;
  json::object body = object_of(event.body);
  if (event.kind == "link.created") {
    for (const auto& [key, value] : object_of(event.content)) body[key] = value;
    Link link = read_link(body);
    link.host = event.actor.name;
    link.creator = event.actor.id;
    links_[link.id] = std::move(link);
    return;
  }
  const auto found = links_.find(text_of(body, "link"));
  if (found == links_.end()) return;
  Link& link = found->second;
  if (event.kind == "link.revoked") link.revoked = true;
  if (event.kind == "link.used") {
    ++link.uses;
    if (link.users.size() < kUsersRememberedPerLink) link.users.insert(event.actor.id);
  }
}

json::object LinkState::save() const {
  json::array links;
  for (const auto& [id, link] : links_) links.push_back(write_link(link));
  json::array banned;
  for (const std::string& id : banned_) banned.emplace_back(id);
  return {{"links", std::move(links)}, {"banned", std::move(banned)}};
}

void LinkState::load(const json::object& state) {
  for (const json::value& each : state.at("links").as_array()) {
    Link link = read_link(each.as_object());
    for (const json::value& user : each.at("users").as_array()) {
      link.users.emplace(user.as_string());
    }
    links_[link.id] = std::move(link);
  }
  for (const json::value& id : state.at("banned").as_array()) banned_.emplace(id.as_string());
}

const Link* LinkState::find(std::string_view id) const {
  const auto found = links_.find(id);
  return found == links_.end() ? nullptr : &found->second;
}

const Link* LinkState::made_by(std::string_view creator, std::string_view request) const {
  for (const auto& [id, link] : links_) {
    if (link.creator == creator && link.request == request) return &link;
  }
  return nullptr;
}

}  // namespace atelier::feature::people
