// Who attends a meeting, and for how long: intervals of presence, written when they begin and when
// they end. Bounded; who comes first is kept.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "core/event.h"
#include "core/room_feature.h"

namespace atelier::feature::meeting {

struct Attendee {
  core::Principal who;
  WallMs first_at = 0;
  WallMs last_at = 0;    // the end of the last interval that is over
  DurationMs ms = 0;     // of the intervals that are over
  WallMs here_from = 0;  // of the interval that goes on; 0: none
  WallMs seen_at = 0;    // in it
};

class Attendance {
 public:
  /// Takes note of who is present now: what is worth writing about it, or nothing. `closing`: the
  /// meeting ends with it, and whoever is away has left. Does not change what apply changes.
  std::optional<core::NewEvent> look(const std::string& meeting,
                                     const std::vector<core::Principal>& present, WallMs now,
                                     bool closing);
  /// An event that look made.
  void apply(const core::Event& event);
  /// Who does something is there.
  void see(std::string_view principal, WallMs at);
  void close(WallMs at);

  /// When anybody was there last; 0: nobody ever was.
  WallMs seen_at() const;
  /// [{id, name, kind, ms, first_at, last_at}] in the order of coming, as of `now`.
  json::array describe(WallMs now) const;

  json::object save() const;
  void load(const json::object& state);

 private:
  struct Changes;
  Changes compare(const std::vector<core::Principal>& present, WallMs now, bool closing) const;
  void came(const std::string& id, const json::object& who, WallMs at);

  std::map<std::string, Attendee, std::less<>> people_;
  WallMs noted_at_ = 0;  // of the last event
};

}  // namespace atelier::feature::meeting
