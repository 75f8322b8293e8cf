// The surfaces of a room (spec/events.md EVT60, EVT61): which documents, boards, reviews and plans
// it has, with their titles, and those in the trash (spec/trash.md). Their content lives elsewhere;
// this is the list that people see.
#pragma once

#include <string>

#include "core/policy.h"
#include "core/room_feature.h"

namespace atelier::feature::surface {

inline constexpr std::size_t kSurfacesPerRoom = 200;
inline constexpr std::size_t kTitleBytes = 200;
// Former titles of one surface, in the log; purging it forgets them in one transaction.
inline constexpr std::size_t kTitlesKept = 50;
inline constexpr std::size_t kInTrashPerRoom = 500;  // listed; the oldest go first

void register_commands(core::CommandTable& table);
core::RoomFeatureFactory make_feature(std::string workspace);

}  // namespace atelier::feature::surface
