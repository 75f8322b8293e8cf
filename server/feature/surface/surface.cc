#include "feature/surface/surface.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/json_text.h"
#include "core/idempotency.h"
#include "core/log_actor.h"
#include "core/trash.h"
#include "feature/surface/surface_state.h"

namespace atelier::feature::surface {
namespace {

// Kinds this version can show; a document's name is <kind>.<id>.
constexpr std::array<std::string_view, 2> kKinds{"rich", "text"};

Result<std::string> title_of(const json::object& body) {
  const std::string title = text_of(body, "title");
  if (title.empty() || title.size() > kTitleBytes) {
    return invalid("title must be a text of 1 to 200 bytes.");
  }
  return title;
}

Error not_in_trash() {
  return not_found("There is no such surface in the trash of this room.");
}

class SurfaceFeature final : public core::RoomFeature {
 public:
  SurfaceFeature(core::RoomContext& room, std::string workspace)
      : room_(room), workspace_(std::move(workspace)) {}

  std::string_view name() const override { return "surface"; }

  Result<core::Decision> decide(const core::Command& command, const core::Rows&) override {
    const json::object body = object_of(command.body);
    if (command.name == "surface.create") return create(command, body);
    const std::string id = text_of(body, "surface");
    if (command.name == "surface.restore") return restore(command, id);
    if (command.name == "surface.purge") return purge(id);
    const Surface* surface = state_.find(id);
    if (surface == nullptr) return not_found("There is no such surface in this room.");
    if (command.name == "surface.remove") {
      const json::object removed{{"id", id},
                                 {"kind", text_of(surface->shown, "kind")},
                                 {"until", command.at + core::kTrashMs}};
      return one_event("surface.removed", removed, {});
    }
    if (command.name == "surface.pin") {
      const json::object pinned{{"id", id}, {"on", bool_member(body, "on", true)}};
      return one_event("surface.pinned", pinned, {});
    }
    return rename(id, body);
  }

  void apply(const core::Event& event) override { state_.apply(event); }

  // TRS5
  std::vector<port::Write> rows(const core::Event& event) const override {
    const bool comes = event.kind == "surface.removed";
    if (!comes && event.kind != "surface.restored" && event.kind != "surface.purged") return {};
    const json::object body = object_of(event.body);
    const WallMs until = int_member(body, "until").value_or(0);
    if (until == 0) return {};  // from before there was a trash
    port::RecordKey key =
        core::trash_key(workspace_, until, room_.id(), "surface/" + text_of(body, "id"));
    if (comes) {
      return {port::Put{
          std::move(key), json::serialize(json::object{{"kind", body.at("kind")}}), {}, 0}};
    }
    return {port::Delete{std::move(key), {}}};
  }

  std::optional<core::Rendered> render(const core::Event& event) const override {
    if (!event.kind.starts_with("surface.")) return std::nullopt;
    const json::object body = object_of(event.body);
    json::object out{{"seq", event.seq}, {"at", event.at}};
    out["from"] = json::parse(to_json(event.actor));
    if (event.kind == "surface.created") {
      out["surface"] = made_by(event);
    } else if (event.kind == "surface.restored") {
      json::object surface = body.at("surface").as_object();
      surface["title"] = text_of(object_of(event.content), "title");
      out["surface"] = std::move(surface);
    } else {
      out["surface"] = text_of(body, "id");
      if (event.kind == "surface.renamed")
        out["title"] = text_of(object_of(event.content), "title");
      if (event.kind == "surface.pinned") out["on"] = bool_member(body, "on", true);
    }
    return core::Rendered{event.kind,
                          "[" + json_text::quote(room_.id()) + "," + json::serialize(out) + "]"};
  }

  void query(const core::Command&, core::Reply reply) override {
    reply(core::Answer{json::serialize(json::object{{"surfaces", state_.trash(room_.now())}})});
  }

  void describe_join(const core::Principal&, json::object& answer) const override {
    answer["surfaces"] = state_.list();
  }

  json::object save() const override { return state_.save(); }
  void load(const json::object& state) override { state_.load(state); }

 private:
  static core::Decision one_event(std::string kind, json::object body, json::object content) {
    core::Decision decision;
    decision.events.push_back({std::move(kind), json::serialize(body),
                               content.empty() ? std::string() : json::serialize(content), 0, 0});
    return decision;
  }

  Result<void> has_room_for_one() const {
    if (state_.size() < kSurfacesPerRoom) return {};
    return Error{Errc::kConflict, "A room holds at most 200 surfaces: remove one first."};
  }

  Result<core::Decision> create(const core::Command& command, const json::object& body) const {
    const std::string kind = text_of(body, "kind");
    if (std::ranges::find(kKinds, kind) == kKinds.end()) {
      return Error{Errc::kUnsupported, "This version knows the kinds rich and text."};
    }
    ATELIER_TRY(const std::string title, title_of(body));
    if (auto room = has_room_for_one(); !room) return room.error();
    // The command's own id names the surface: unique, and known to the client before the answer.
    const json::object surface{{"id", command.id},
                               {"kind", kind},
                               {"title", title},
                               {"created_by", command.principal.id},
                               {"created_at", command.at}};
    core::Decision decision =
        one_event("surface.created", json::object{{"id", command.id}, {"kind", kind}},
                  json::object{{"title", title}});
    decision.answer = json::serialize(
        json::object{{"seq", command.next_seq}, {"at", command.at}, {"surface", surface}});
    return decision;
  }

  Result<core::Decision> rename(const std::string& id, const json::object& body) const {
    ATELIER_TRY(const std::string title, title_of(body));
    core::Decision decision =
        one_event("surface.renamed", json::object{{"id", id}}, json::object{{"title", title}});
    const std::vector<std::uint64_t>& titles = state_.find(id)->titles;
    if (titles.size() >= kTitlesKept) decision.writes.push_back(forget(titles.front()));
    return decision;
  }

  port::Delete forget(std::uint64_t seq) const {
    return {{room_.partition(), core::content_key(seq)}, {}};
  }

  // TRS2
  Result<core::Decision> restore(const core::Command& command, const std::string& id) const {
    const Thrown* thrown = state_.in_trash(id, command.at);
    if (thrown == nullptr) return not_in_trash();
    if (auto room = has_room_for_one(); !room) return room.error();
    json::object surface = thrown->surface.shown;
    const json::object content{{"title", text_of(surface, "title")}};
    surface.erase("title");
    return one_event(
        "surface.restored",
        json::object{{"id", id}, {"until", thrown->at + core::kTrashMs}, {"surface", surface}},
        content);
  }

  // TRS4. The gateway has emptied its document before.
  Result<core::Decision> purge(const std::string& id) const {
    const Thrown* thrown = state_.thrown(id);
    if (thrown == nullptr) return not_in_trash();
    core::Decision decision = one_event(
        "surface.purged", json::object{{"id", id}, {"until", thrown->at + core::kTrashMs}}, {});
    for (const std::uint64_t seq : thrown->surface.titles) {
      decision.writes.push_back(forget(seq));
    }
    // The answer to making it has its first title.
    const std::string maker = text_of(thrown->surface.shown, "created_by");
    decision.writes.push_back(
        port::Delete{core::Idempotency::row_key(room_.partition(), {maker, id, {}}), {}});
    return decision;
  }

  core::RoomContext& room_;
  std::string workspace_;
  SurfaceState state_;
};

}  // namespace

void register_commands(core::CommandTable& table) {
  using enum core::CommandClass;
  using core::RateBucket;
  using core::Role;
  for (const char* name :
       {"surface.create", "surface.rename", "surface.pin", "surface.remove", "surface.restore"}) {
    table.add({name, "surface", Role::kEditor, kDurable, RateBucket::kWrite, true, 4096});
  }
  table.add({"surface.trash", "surface", Role::kEditor, kQuery, RateBucket::kRead, false, 4096});
  // For the gateway, with the rights of the server.
  table.add({"surface.purge", "surface", Role::kOwner, kDurable, RateBucket::kWrite, false, 4096});
}

core::RoomFeatureFactory make_feature(std::string workspace) {
  return [workspace = std::move(workspace)](core::RoomContext& room) {
    return std::make_unique<SurfaceFeature>(room, workspace);
  };
}

}  // namespace atelier::feature::surface
