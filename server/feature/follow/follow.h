// Following and presenting in a room (spec/follow.md): who goes where somebody else goes, and who
// presents. Who follows whom and what leaders look at is kept in memory only; presenting is in the
// log. Knows no surface: a view is what the client of the leader says of itself.
#pragma once

#include <cstddef>

#include "base/time.h"
#include "core/policy.h"
#include "core/room_feature.h"

namespace atelier::feature::follow {

inline constexpr std::size_t kSurfaceBytes = 200;
inline constexpr std::size_t kViewAtBytes = 2048;
inline constexpr std::size_t kViewPartBytes = 512;  // the selection, the laser
inline constexpr std::size_t kViewBytes = 4096;     // the whole command
inline constexpr std::size_t kFollowsPerRoom = 5000;
inline constexpr DurationMs kSweepMs = 1000;
// A presenter who is away for longer presents no more.
inline constexpr DurationMs kPresenterAwayMs = 60 * 1000;

void register_commands(core::CommandTable& table);
core::RoomFeatureFactory make_feature();

}  // namespace atelier::feature::follow
