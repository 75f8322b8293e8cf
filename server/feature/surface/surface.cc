#include "feature/surface/surface.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/ids.h"
#include "base/json.h"
#include "base/json_text.h"

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

void pin(json::object& surface, bool on) {
  if (on) {
    surface["pinned"] = true;
  } else {
    surface.erase("pinned");
  }
}

class SurfaceFeature final : public core::RoomFeature {
 public:
  explicit SurfaceFeature(core::RoomContext& room) : room_(room) {}

  std::string_view name() const override { return "surface"; }

  Result<core::Decision> decide(const core::Command& command, const core::Rows&) override {
    const json::object body = object_of(command.body);
    if (command.name == "surface.create") return create(command, body);
    const auto found = surfaces_.find(text_of(body, "surface"));
    if (found == surfaces_.end()) return not_found("There is no such surface in this room.");
    if (command.name == "surface.remove") {
      return one_event("surface.removed", json::object{{"id", found->first}}, {});
    }
    if (command.name == "surface.pin") {
      return one_event("surface.pinned",
                       json::object{{"id", found->first}, {"on", bool_member(body, "on", true)}},
                       {});
    }
    ATELIER_TRY(const std::string title, title_of(body));
    return one_event("surface.renamed", json::object{{"id", found->first}},
                     json::object{{"title", title}});
  }

  void apply(const core::Event& event) override {
    if (!event.kind.starts_with("surface.")) return;
    const json::object body = object_of(event.body);
    const std::string id = text_of(body, "id");
    const json::object content = object_of(event.content);
    if (event.kind == "surface.created") {
      surfaces_[id] = json::object{{"id", id},
                                   {"kind", body.at("kind")},
                                   {"title", text_of(content, "title")},
                                   {"created_by", event.actor.id},
                                   {"created_at", event.at}};
    } else if (event.kind == "surface.renamed") {
      surfaces_[id]["title"] = text_of(content, "title");
    } else if (event.kind == "surface.pinned") {
      pin(surfaces_[id], bool_member(body, "on", true));
    } else if (event.kind == "surface.removed") {
      surfaces_.erase(id);
    }
  }

  std::optional<core::Rendered> render(const core::Event& event) const override {
    if (!event.kind.starts_with("surface.")) return std::nullopt;
    const json::object body = object_of(event.body);
    json::object out{{"seq", event.seq}, {"at", event.at}};
    out["from"] = json::parse(to_json(event.actor));
    const std::string id = text_of(body, "id");
    if (event.kind == "surface.created") {
      out["surface"] = json::object{{"id", id},
                                    {"kind", body.at("kind")},
                                    {"title", text_of(object_of(event.content), "title")},
                                    {"created_by", event.actor.id},
                                    {"created_at", event.at}};
    } else {
      out["surface"] = id;
      if (event.kind == "surface.renamed")
        out["title"] = text_of(object_of(event.content), "title");
      if (event.kind == "surface.pinned") out["on"] = bool_member(body, "on", true);
    }
    return core::Rendered{event.kind,
                          "[" + json_text::quote(room_.id()) + "," + json::serialize(out) + "]"};
  }

  void query(const core::Command&, core::Reply reply) override {
    reply(Error{Errc::kUnsupported, "Surfaces come with room.join."});
  }

  void describe_join(const core::Principal&, json::object& answer) const override {
    json::array list;
    for (const auto& [id, surface] : surfaces_) list.push_back(surface);
    std::ranges::sort(list, {}, [](const json::value& surface) {
      return surface.at("created_at").to_number<std::int64_t>();
    });
    answer["surfaces"] = std::move(list);
  }

  json::object save() const override {
    json::object out;
    for (const auto& [id, surface] : surfaces_) out[id] = surface;
    return out;
  }
  void load(const json::object& state) override {
    for (const auto& [id, surface] : state) surfaces_[std::string(id)] = surface.as_object();
  }

 private:
  static core::Decision one_event(std::string kind, json::object body, json::object content) {
    core::Decision decision;
    decision.events.push_back({std::move(kind), json::serialize(body),
                               content.empty() ? std::string() : json::serialize(content), 0, 0});
    return decision;
  }

  Result<core::Decision> create(const core::Command& command, const json::object& body) const {
    const std::string kind = text_of(body, "kind");
    if (std::ranges::find(kKinds, kind) == kKinds.end()) {
      return Error{Errc::kUnsupported, "This version knows the kinds rich and text."};
    }
    ATELIER_TRY(const std::string title, title_of(body));
    if (surfaces_.size() >= kSurfacesPerRoom) {
      return Error{Errc::kConflict, "A room holds at most 200 surfaces: remove one first."};
    }
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

  core::RoomContext& room_;
  std::map<std::string, json::object> surfaces_;
};

}  // namespace

void register_commands(core::CommandTable& table) {
  for (const char* name : {"surface.create", "surface.rename", "surface.pin", "surface.remove"}) {
    table.add({name, "surface", core::Role::kEditor, core::CommandClass::kDurable,
               core::RateBucket::kWrite, true, 4096});
  }
}

core::RoomFeatureFactory make_feature() {
  return [](core::RoomContext& room) { return std::make_unique<SurfaceFeature>(room); };
}

}  // namespace atelier::feature::surface
