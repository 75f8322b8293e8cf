// Presence: presence.update and presence.watch.
#include <algorithm>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/limits.h"
#include "core/presence.h"

namespace atelier::core {
namespace {

struct Update {
  std::optional<bool> active;
  std::optional<Status> status;
  WallMs until = 0;
  std::optional<std::string> place;
};

std::optional<Status> choosable(std::string_view name) {
  for (const Status status : {Status::kOnline, Status::kAway, Status::kDnd}) {
    if (name == name_of(status)) return status;
  }
  return std::nullopt;
}

Result<std::string> read_place(const json::value& place) {
  if (place.is_null()) return std::string("null");
  if (!place.is_object() || !string_member(place.as_object(), "surface")) {
    return invalid("place needs a surface");
  }
  std::string text = json::serialize(place);
  if (text.size() > limits::kPresencePlaceBytes) return too_large("place is above 512 bytes");
  return text;
}

Result<Update> read_update(std::string_view body) {
  ATELIER_TRY(const json::value value, parse_json(body));
  if (!value.is_object()) return invalid("presence.update takes an object");
  const json::object& object = value.as_object();
  Update update;
  if (object.contains("active")) update.active = bool_member(object, "active", true);
  if (object.contains("status")) {
    update.status = choosable(string_member(object, "status").value_or(""));
    if (!update.status) return invalid("status is online, away or dnd");
  }
  update.until = int_member(object, "until").value_or(0);
  if (const json::value* place = object.if_contains("place")) {
    ATELIER_TRY(update.place, read_place(*place));
  }
  return update;
}

}  // namespace

Result<void> Presence::update(PeerId peer, std::string_view body) {
  Entry* entry = entry_of(peer);
  if (entry == nullptr) return invalid("join the room before telling where you are");
  ATELIER_TRY(Update update, read_update(body));
  Device& device = entry->devices[peer];
  const WallMs now = ports_.clock.wall();
  if (update.active) device.active = *update.active;
  if (update.active.value_or(true)) entry->last_active = device.last_active = now;
  if (update.place) device.place = std::move(*update.place);
  if (update.status) {
    entry->chosen = *update.status;
    entry->until = update.until;
    if (entry->until > now) mark_later(principal_of_[peer], entry->until - now);
  }
  mark(principal_of_[peer]);
  return {};
}

Result<void> Presence::watch(PeerId peer, std::string_view body) {
  if (entry_of(peer) == nullptr) return invalid("join the room before watching people");
  ATELIER_TRY(const json::value value, parse_json(body));
  const json::value* list =
      value.is_object() ? value.as_object().if_contains("principals") : nullptr;
  if (list == nullptr || !list->is_array()) return invalid("principals is a list of ids");
  if (list->as_array().size() > limits::kPresenceWatched) {
    return too_large("at most 200 people can be watched");
  }
  std::set<std::string> wanted;
  for (const json::value& id : list->as_array()) {
    if (!id.is_string()) return invalid("principals is a list of ids");
    wanted.emplace(id.as_string());
  }
  watched_[peer] = std::move(wanted);
  return {};
}

}  // namespace atelier::core
