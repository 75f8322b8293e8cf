// RoomState: a room that is deleted, brought back, or removed for good (spec/trash.md).
#include <algorithm>
#include <array>
#include <utility>

#include "core/keys.h"
#include "core/room_state.h"
#include "core/trash.h"

namespace atelier::core {
namespace {

NewEvent until_event(std::string kind, WallMs until) {
  return {std::move(kind), json::serialize(json::object{{"until", until}})};
}

}  // namespace

bool is_of_the_trash(std::string_view name) {
  constexpr std::array<std::string_view, 8> kNames{"room.delete",   "room.deleted",  "room.restore",
                                                   "room.restored", "room.purge",    "room.purged",
                                                   "room.forget",   "room.forgotten"};
  return std::ranges::find(kNames, name) != kNames.end();
}

// Who is not in it now has a list of rooms that is another.
Delivery RoomState::listed_otherwise() const {
  Delivery delivery;
  delivery.name = "rooms.changed";
  delivery.args = "[" + json::serialize(json::object{{"room", room_}}) + "]";
  delivery.audience = Audience::kElsewhere;
  each_member("", [&delivery](const Member& member) {
    delivery.principals.push_back(member.principal.id);
    return true;
  });
  return delivery;
}

Delivery RoomState::gone() {
  Delivery delivery;
  delivery.control = Control::kRoomGone;
  return delivery;
}

// What is so already is acknowledged alike.
Result<Decision> RoomState::trash(const Command& command) const {
  if (command.name == "room.forget") return forget_room();
  if (command.name == "room.purge") return purge_room();
  if (purged_) return no_such_room();
  if (command.name == "room.restore") return restore_room();
  return remove_room(command);
}

// TRS6
Result<Decision> RoomState::remove_room(const Command& command) const {
  if (room_.starts_with(kDirectPrefix)) {
    return forbidden("a direct room belongs to two people; it cannot be deleted");
  }
  Decision decision;
  if (is_gone()) return decision;
  decision.events.push_back(until_event("room.deleted", command.at + kTrashMs));
  decision.deliveries.push_back(listed_otherwise());
  decision.deliveries.push_back(gone());
  decision.after = views_.closing();
  return decision;
}

// TRS8
Result<Decision> RoomState::restore_room() const {
  Decision decision;
  if (!is_gone()) return decision;
  decision.events.push_back(until_event("room.restored", trashed_->until));
  decision.deliveries.push_back(listed_otherwise());
  return decision;
}

// TRS9. From here on nothing brings it back; what there is of it goes, and then `room.forget`.
Result<Decision> RoomState::purge_room() const {
  Decision decision;
  if (purged_) return decision;
  if (!is_gone()) return Error{Errc::kConflict, "this room is not in the trash; delete it first"};
  decision.events.push_back(until_event("room.purged", trashed_->until));
  decision.after = views_.forgetting();
  return decision;
}

Result<Decision> RoomState::forget_room() const {
  if (!purged_) return Error{Errc::kConflict, "this room was not removed for good"};
  Decision decision;
  decision.events.push_back({"room.forgotten"});
  decision.after = views_.forgetting();
  return decision;
}

bool RoomState::apply_trash(const Event& event) {
  if (!is_of_the_trash(event.kind)) return false;
  if (event.kind == "room.deleted") {
    trashed_ = {event.actor, event.at, int_member(object_of(event.body), "until").value_or(0)};
  } else if (event.kind == "room.restored") {
    trashed_.reset();
  } else if (event.kind == "room.purged") {
    purged_ = true;
  }
  return true;
}

// Who lists rooms finds it in one place or in the other; TRS10 finds it by its time, and what was
// begun to be removed at once.
std::vector<port::Write> RoomState::trash_rows(const Event& event) const {
  const auto key = [this](std::string sort) {
    return port::RecordKey{directory_, std::move(sort)};
  };
  const auto due = [&](WallMs until) { return key(trash_sort(until, room_, kWholeRoom)); };
  const WallMs until = int_member(object_of(event.body), "until").value_or(0);
  const std::string listed = std::string(kTrashedPrefix) + room_;
  if (event.kind == "room.deleted") {
    const std::string shown = json::serialize(json::object{{"name", title_}});
    return {port::Delete{key("room/" + room_)}, port::Put{key(listed), shown},
            port::Put{due(until), "{}"}};
  }
  if (event.kind == "room.restored") {
    return {room_row(), port::Delete{key(listed)}, port::Delete{due(until)}};
  }
  if (event.kind == "room.purged") {
    return {port::Delete{key(listed)}, port::Delete{due(until)}, port::Put{due(0), "{}"}};
  }
  return {port::Delete{due(0)}};
}

Result<Answer> RoomState::trashed() const {
  if (!is_gone() || purged_) return not_found("this room is not in the trash");
  const json::object answer{{"name", title_},
                            {"deleted_by", json::parse(to_json(trashed_->by))},
                            {"deleted_at", trashed_->at},
                            {"until", trashed_->until},
                            {"member_count", member_count_}};
  return Answer{json::serialize(answer)};
}

json::object RoomState::save_trashed() const {
  return {{"by", json::parse(to_json(trashed_->by))},
          {"at", trashed_->at},
          {"until", trashed_->until},
          {"purged", purged_}};
}

void RoomState::load_trashed(const json::object& state) {
  const json::value* saved = state.if_contains("trashed");
  if (saved == nullptr || !saved->is_object()) return;
  const json::object& trashed = saved->get_object();
  Trashed kept;
  if (const json::value* by = trashed.if_contains("by"); by != nullptr && by->is_object()) {
    kept.by.id = string_member(by->get_object(), "id").value_or("");
    kept.by.name = string_member(by->get_object(), "name").value_or("");
    kept.by.kind = parse_kind(string_member(by->get_object(), "kind").value_or(""))
                       .value_or(PrincipalKind::kUser);
  }
  kept.at = int_member(trashed, "at").value_or(0);
  kept.until = int_member(trashed, "until").value_or(0);
  trashed_ = std::move(kept);
  purged_ = bool_member(trashed, "purged", false);
}

}  // namespace atelier::core
