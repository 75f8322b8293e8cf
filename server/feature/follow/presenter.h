// Who presents in a room, as the log tells it, and since when they have been away: that part is
// counted anew when the room opens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"
#include "core/event.h"
#include "core/room_feature.h"

namespace atelier::feature::follow {

class Presenter {
 public:
  void apply(const core::Event& event);
  json::object save() const;
  void load(const json::object& saved);

  bool is_anybody() const { return !id_.empty(); }
  bool is(std::string_view principal) const { return is_anybody() && id_ == principal; }
  const std::string& id() const { return id_; }
  json::object describe() const { return {{"principal", id_}, {"since", since_}}; }

  /// Looks whether they are here; called again and again.
  void watch(const core::RoomContext& room);
  /// FOL14: away too long, put out, or no editor any more.
  bool is_over(const core::RoomContext& room) const;

 private:
  void set(std::string id, WallMs since);

  std::string id_;
  WallMs since_ = 0;
  WallMs away_since_ = 0;  // 0: here
  bool put_out_ = false;
};

}  // namespace atelier::feature::follow
