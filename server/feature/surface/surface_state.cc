#include "feature/surface/surface_state.h"

#include <algorithm>
#include <utility>

#include "core/trash.h"
#include "feature/surface/surface.h"

namespace atelier::feature::surface {
namespace {

std::vector<std::uint64_t> numbers_in(const json::object& object, std::string_view key) {
  std::vector<std::uint64_t> numbers;
  const json::value* list = object.if_contains(key);
  if (list == nullptr || !list->is_array()) return numbers;
  for (const json::value& each : list->get_array()) {
    numbers.push_back(each.to_number<std::uint64_t>());
  }
  return numbers;
}

json::object saved(const Surface& surface) {
  json::array titles(surface.titles.begin(), surface.titles.end());
  return {{"shown", surface.shown}, {"titles", std::move(titles)}};
}

json::object object_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_object() ? value->get_object() : json::object();
}

Surface surface_in(const json::object& object) {
  return {object_in(object, "shown"), numbers_in(object, "titles")};
}

}  // namespace

json::object made_by(const core::Event& event) {
  const json::object body = object_of(event.body);
  return {{"id", text_of(body, "id")},
          {"kind", text_of(body, "kind")},
          {"title", text_of(object_of(event.content), "title")},
          {"created_by", event.actor.id},
          {"created_at", event.at}};
}

void SurfaceState::apply(const core::Event& event) {
  if (!event.kind.starts_with("surface.")) return;
  const std::string id = text_of(object_of(event.body), "id");
  if (event.kind == "surface.created") {
    surfaces_[id] = {made_by(event), {event.seq}};
  } else if (event.kind == "surface.removed") {
    throw_away(event, id);
  } else if (event.kind == "surface.purged") {
    trash_.erase(id);
  } else if (event.kind == "surface.restored") {
    if (auto found = trash_.extract(id)) surfaces_[id] = std::move(found.mapped().surface);
  } else if (const auto found = surfaces_.find(id); found != surfaces_.end()) {
    change(event, found->second);
  }
}

void SurfaceState::change(const core::Event& event, Surface& surface) {
  if (event.kind == "surface.renamed") {
    // Without one when who gave it was erased: then the name before stays.
    const std::string title = text_of(object_of(event.content), "title");
    if (!title.empty()) surface.shown["title"] = title;
    if (surface.titles.size() >= kTitlesKept) surface.titles.erase(surface.titles.begin());
    surface.titles.push_back(event.seq);
  } else if (event.kind == "surface.pinned") {
    if (bool_member(object_of(event.body), "on", true)) {
      surface.shown["pinned"] = true;
    } else {
      surface.shown.erase("pinned");
    }
  }
}

void SurfaceState::throw_away(const core::Event& event, const std::string& id) {
  auto found = surfaces_.extract(id);
  if (!found) return;
  if (trash_.size() >= kInTrashPerRoom) {
    trash_.erase(
        std::ranges::min_element(trash_, {}, [](const auto& entry) { return entry.second.at; }));
  }
  trash_[id] = {std::move(found.mapped()), event.actor.id, event.at};
}

const Surface* SurfaceState::find(std::string_view id) const {
  const auto found = surfaces_.find(id);
  return found == surfaces_.end() ? nullptr : &found->second;
}

json::array SurfaceState::list() const {
  json::array list;
  for (const auto& [id, surface] : surfaces_) list.push_back(surface.shown);
  std::ranges::sort(list, {}, [](const json::value& surface) {
    return surface.at("created_at").to_number<std::int64_t>();
  });
  return list;
}

const Thrown* SurfaceState::thrown(std::string_view id) const {
  const auto found = trash_.find(id);
  return found == trash_.end() ? nullptr : &found->second;
}

const Thrown* SurfaceState::in_trash(std::string_view id, WallMs now) const {
  const Thrown* found = thrown(id);
  return found == nullptr || found->at + core::kTrashMs <= now ? nullptr : found;
}

json::array SurfaceState::trash(WallMs now) const {
  json::array list;
  for (const auto& [id, thrown] : trash_) {
    if (in_trash(id, now) == nullptr) continue;
    json::object entry = thrown.surface.shown;
    entry["removed_by"] = thrown.by;
    entry["removed_at"] = thrown.at;
    entry["until"] = thrown.at + core::kTrashMs;
    list.push_back(std::move(entry));
  }
  std::ranges::sort(list, std::ranges::greater(), [](const json::value& entry) {
    return entry.at("removed_at").to_number<std::int64_t>();
  });
  return list;
}

json::object SurfaceState::save() const {
  json::object surfaces;
  for (const auto& [id, surface] : surfaces_) surfaces[id] = saved(surface);
  json::object trash;
  for (const auto& [id, thrown] : trash_) {
    json::object entry = saved(thrown.surface);
    entry["by"] = thrown.by;
    entry["at"] = thrown.at;
    trash[id] = std::move(entry);
  }
  return {{"surfaces", std::move(surfaces)}, {"trash", std::move(trash)}};
}

void SurfaceState::load(const json::object& state) {
  for (const auto& [id, surface] : object_in(state, "surfaces")) {
    surfaces_[std::string(id)] = surface_in(surface.as_object());
  }
  for (const auto& [id, entry] : object_in(state, "trash")) {
    const json::object& thrown = entry.as_object();
    trash_[std::string(id)] = {surface_in(thrown), text_of(thrown, "by"),
                               int_member(thrown, "at").value_or(0)};
  }
  // As snapshots were before there was a trash.
  if (state.contains("surfaces")) return;
  for (const auto& [id, surface] : state) {
    surfaces_[std::string(id)] = {surface.as_object(), {}};
  }
}

}  // namespace atelier::feature::surface
