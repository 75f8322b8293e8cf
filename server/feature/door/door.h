// The door of a room (spec/auth.md AUTH80): where newcomers wait while the room asks for knocking,
// and what owners answered them. Who waits is kept in memory only and is forgotten soon after the
// last sign of them; answers are in the log. Knows no links but their ids: who shows a link that
// works is sent here by the gateway, before it lets them use it.
#pragma once

#include <cstddef>

#include "base/time.h"
#include "core/policy.h"
#include "core/room_feature.h"

namespace atelier::feature::door {

inline constexpr std::size_t kWaitingPerRoom = 50;
inline constexpr std::size_t kWaitingPerNetwork = 10;
inline constexpr std::size_t kAnswersPerRoom = 500;  // remembered; the oldest go first
inline constexpr std::size_t kWatchersPerRoom = 100;
// Since the last sign of who waits. Browsers let a hidden page ask once a minute.
inline constexpr DurationMs kKnockMs = 90 * 1000;
inline constexpr DurationMs kSweepMs = 10 * 1000;
inline constexpr DurationMs kRefusedMs = 10 * 60 * 1000;
inline constexpr DurationMs kLetInMs = 24LL * 3600 * 1000;

void register_commands(core::CommandTable& table);
core::RoomFeatureFactory make_feature();

}  // namespace atelier::feature::door
