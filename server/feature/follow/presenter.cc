#include "feature/follow/presenter.h"

#include <utility>

#include "core/room_state.h"
#include "feature/follow/follow.h"

namespace atelier::feature::follow {

void Presenter::set(std::string id, WallMs since) {
  id_ = std::move(id);
  since_ = since;
  away_since_ = 0;
  put_out_ = false;
}

void Presenter::apply(const core::Event& event) {
  if (event.kind == "present.started") return set(event.actor.id, event.at);
  if (event.kind == "present.stopped") return set({}, 0);
  if (event.kind == "present.handed_over") {
    return set(text_of(object_of(event.body), "principal"), event.at);
  }
  const bool goes = event.kind == "member.removed" || event.kind == "member.banned";
  if (goes && is(core::RoomState::subject_of(event))) put_out_ = true;
}

json::object Presenter::save() const {
  return is_anybody() ? describe() : json::object();
}

void Presenter::load(const json::object& saved) {
  set(text_of(saved, "principal"), int_member(saved, "since").value_or(0));
}

void Presenter::watch(const core::RoomContext& room) {
  if (room.is_present(id_)) {
    away_since_ = 0;
  } else if (away_since_ == 0) {
    away_since_ = room.now();
  }
}

bool Presenter::is_over(const core::RoomContext& room) const {
  if (!is_anybody()) return false;
  if (put_out_) return true;
  const core::Member* member = room.member(id_);
  if (member != nullptr && member->role < core::Role::kEditor) return true;
  return away_since_ != 0 && room.now() - away_since_ >= kPresenterAwayMs;
}

}  // namespace atelier::feature::follow
