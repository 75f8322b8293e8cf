// The surfaces of a room (spec/events.md EVT60, EVT61): which documents, boards, reviews and plans
// it has, with their titles. Their content lives elsewhere; this is the list that people see.
#pragma once

#include "core/policy.h"
#include "core/room_feature.h"

namespace atelier::feature::surface {

inline constexpr std::size_t kSurfacesPerRoom = 200;
inline constexpr std::size_t kTitleBytes = 200;

void register_commands(core::CommandTable& table);
core::RoomFeatureFactory make_feature();

}  // namespace atelier::feature::surface
