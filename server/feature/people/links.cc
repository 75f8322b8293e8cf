// Links of a room: offers of a role to whoever has them (spec/events.md EVT70). link.look and
// link.use are asked by the gateway with the rights of the server, for people who are not in the
// room; who already is a member may ask too, to no effect.
#include <utility>

#include "base/base64.h"
#include "base/ids.h"
#include "base/json_text.h"
#include "base/limits.h"
#include "core/keys.h"
#include "feature/people/body.h"
#include "feature/people/link_state.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

using core::Role;

// One answer for links that are wrong, spent, expired or revoked: it tells nothing of the room.
Error no_such_link() {
  return not_found("This link does not work any more: ask for a new one.");
}

class LinkFeature final : public core::RoomFeature {
 public:
  LinkFeature(core::RoomContext& room, const LinkNeeds& needs) : room_(room), needs_(needs) {}

  std::string_view name() const override { return "links"; }
  Result<core::Decision> decide(const core::Command& command, const core::Rows&) override {
    const json::object body = object_of(command.body);
    if (command.name == "link.create") return create(command, body);
    if (command.name == "link.use") return use(command, body);
    return revoke(body);
  }
  void apply(const core::Event& event) override { state_.apply(event); }
  std::vector<port::Write> rows(const core::Event& event) const override;
  void query(const core::Command& command, core::Reply reply) override;
  json::object save() const override { return state_.save(); }
  void load(const json::object& state) override { state_.load(state); }
  std::optional<core::Rendered> render(const core::Event& event) const override;

 private:
  Result<core::Decision> create(const core::Command& command, const json::object& body) const;
  Result<core::Decision> revoke(const json::object& body) const;
  Result<core::Decision> use(const core::Command& command, const json::object& body) const;
  Result<const Link*> usable(const json::object& body, std::string_view principal) const;
  Result<Link> read_wish(const json::object& body) const;
  std::string secret_of(const std::string& link) const;
  std::string created(const Link& link) const;

  core::RoomContext& room_;
  const LinkNeeds& needs_;
  LinkState state_;
};

std::string LinkFeature::secret_of(const std::string& link) const {
  const std::string bytes =
      needs_.crypto.hmac_sha256(needs_.server_secret, "link/" + room_.id() + "/" + link);
  return "link_" + base64::encode_url(std::string_view(bytes).substr(0, 24));
}

std::string LinkFeature::created(const Link& link) const {
  return json::serialize(json::object{{"link", to_object(link)}, {"secret", secret_of(link.id)}});
}

Result<Link> LinkFeature::read_wish(const json::object& body) const {
  Link link;
  link.request = text_of(body, "id");
  if (!is_uuid_v7(link.request)) return invalid("id must be a UUIDv7.");
  if (body.contains("role")) {
    const auto role = core::parse_role(text_of(body, "role"));
    if (!role || *role == Role::kOwner) return invalid("role is viewer, commenter or editor.");
    link.role = *role;
  }
  if (body.contains("label")) {
    ATELIER_TRY(link.label, plain_text(body, "label", kLinkLabelBytes));
  }
  if (body.contains("expires_at")) {
    link.expires_at = int_member(body, "expires_at").value_or(0);
    if (link.expires_at <= room_.now()) return invalid("expires_at must be a time to come.");
  }
  if (body.contains("max_uses")) {
    link.max_uses = int_member(body, "max_uses").value_or(0);
    if (link.max_uses < 1 || link.max_uses > kMaxLinkUses) {
      return invalid("max_uses must be a whole number from 1 to 1000000.");
    }
  }
  return link;
}

// Idempotent by itself and not by the room's memory of answers: that would keep the secret.
Result<core::Decision> LinkFeature::create(const core::Command& command,
                                           const json::object& body) const {
  ATELIER_TRY(Link link, read_wish(body));
  core::Decision decision;
  if (const Link* known = state_.made_by(command.principal.id, link.request)) {
    const bool same = known->role == link.role && known->label == link.label &&
                      known->expires_at == link.expires_at && known->max_uses == link.max_uses;
    if (!same) return Error{Errc::kConflict, "This id made another link: take a new one."};
    decision.answer = created(*known);
    return decision;
  }
  if (state_.all().size() >= kLinksPerRoom) {
    return Error{Errc::kConflict, "This room has 200 links: that is the most."};
  }
  link.id = base64::encode_url(needs_.random.bytes(9));
  const std::string secret = secret_of(link.id);
  json::object made{{"link", link.id}, {"role", name_of(link.role)}, {"request", link.request}};
  if (link.expires_at != 0) made["expires_at"] = link.expires_at;
  if (link.max_uses != 0) made["max_uses"] = link.max_uses;
  const json::object content{{"hash", hash_of(needs_.crypto, secret)}, {"label", link.label}};
  decision.events.push_back({"link.created", json::serialize(made), json::serialize(content)});
  decision.answer = created(link);
  return decision;
}

Result<core::Decision> LinkFeature::revoke(const json::object& body) const {
  const Link* link = state_.find(text_of(body, "link"));
  if (link == nullptr) return not_found("There is no such link in this room.");
  core::Decision decision;
  if (link->revoked) return decision;
  decision.events.push_back({"link.revoked", json::serialize(json::object{{"link", link->id}})});
  return decision;
}

Result<const Link*> LinkFeature::usable(const json::object& body,
                                        std::string_view principal) const {
  const Link* link = state_.find(text_of(body, "link"));
  const std::string expected = link == nullptr ? std::string(43, '-') : link->hash;
  const bool fits = needs_.crypto.equal(text_of(body, "hash"), expected);
  if (link == nullptr || link->hash.empty() || !fits || link->revoked) return no_such_link();
  if (link->expires_at != 0 && link->expires_at <= room_.now()) return no_such_link();
  if (state_.is_banned(principal)) return no_such_link();
  // Who came by it before comes back by it, however often it was used since.
  const bool came = link->users.contains(principal) && room_.member(principal) != nullptr;
  if (!came && link->max_uses != 0 && link->uses >= link->max_uses) return no_such_link();
  return link;
}

Result<core::Decision> LinkFeature::use(const core::Command& command,
                                        const json::object& body) const {
  ATELIER_TRY(const Link* link, usable(body, command.principal.id));
  const core::Member* member = room_.member(command.principal.id);
  const Role before = member == nullptr ? Role::kNone : member->role;
  core::Decision decision;
  decision.answer = json::serialize(json::object{{"room", room_.id()},
                                                 {"name", room_.title()},
                                                 {"role", name_of(std::max(before, link->role))}});
  if (before >= link->role) return decision;
  std::size_t members = 0;
  room_.each_member([&members](const core::Member&) { ++members; });
  if (before == Role::kNone && members >= limits::kMembersPerRoom) {
    return Error{Errc::kConflict, "This room is full."};
  }
  decision.events.push_back({"link.used", json::serialize(json::object{{"link", link->id}})});
  decision.events.push_back({before == Role::kNone ? "member.added" : "member.role",
                             json::serialize(json::object{{"principal", command.principal.id},
                                                          {"role", name_of(link->role)}})});
  core::Delivery notice;
  notice.control = core::Control::kRoleChanged;
  notice.subject = command.principal.id;
  notice.role = link->role;
  notice.audience = core::Audience::kPrincipals;
  notice.principals = {command.principal.id};
  if (before != Role::kNone) decision.deliveries.push_back(std::move(notice));
  return decision;
}

void LinkFeature::query(const core::Command& command, core::Reply reply) {
  if (command.name == "link.list") {
    json::array list;
    for (const auto& [id, link] : state_.all()) list.push_back(to_object(link));
    return reply(core::Answer{json::serialize(json::object{{"links", std::move(list)}})});
  }
  const Result<const Link*> link = usable(object_of(command.body), command.principal.id);
  if (!link) return reply(link.error());
  json::object out{{"room", {{"id", room_.id()}, {"name", room_.title()}}},
                   {"role", name_of((*link)->role)},
                   {"host", {{"name", (*link)->host}}}};
  if ((*link)->expires_at != 0) out["expires_at"] = (*link)->expires_at;
  if (!room_.consent().empty()) out["consent"] = room_.consent();
  reply(core::Answer{json::serialize(out)});
}

std::vector<port::Write> LinkFeature::rows(const core::Event& event) const {
  if (event.kind != "link.created") return {};
  const std::string link = text_of(object_of(event.body), "link");
  return {port::Put{link_row_key(needs_.workspace, link), room_.id(), {}, 0}};
}

std::optional<core::Rendered> LinkFeature::render(const core::Event& event) const {
  if (!event.kind.starts_with("link.")) return std::nullopt;
  const Link* link = state_.find(text_of(object_of(event.body), "link"));
  if (link == nullptr) return std::nullopt;
  core::Rendered rendered{"link.changed", "[" + json_text::quote(room_.id()) +
                                              ",{\"seq\":" + std::to_string(event.seq) +
                                              ",\"link\":" + json::serialize(to_object(*link)) +
                                              "}]"};
  room_.each_member([&rendered](const core::Member& member) {
    if (member.role == Role::kOwner) rendered.only_principals.push_back(member.principal.id);
  });
  // An empty list would mean everybody.
  if (rendered.only_principals.empty()) return std::nullopt;
  return rendered;
}

}  // namespace

port::RecordKey link_row_key(std::string_view workspace, std::string_view link) {
  return {core::workspace_partition(workspace), "link/" + std::string(link)};
}

core::RoomFeatureFactory make_links(LinkNeeds needs) {
  return [needs = std::make_shared<const LinkNeeds>(std::move(needs))](core::RoomContext& room) {
    return std::make_unique<LinkFeature>(room, *needs);
  };
}

}  // namespace atelier::feature::people
