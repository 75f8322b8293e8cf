// Meetings of a room (spec/meetings.md): a live gathering with a start and an end, who attended it
// for how long, and references to what came about meanwhile. Reads the events of other features by
// their kind and knows nothing else of them. What a meeting looks like afterwards stands in rows.
#pragma once

#include "core/policy.h"
#include "core/room_feature.h"

namespace atelier::feature::meeting {

void register_commands(core::CommandTable& table);
core::RoomFeatureFactory make_feature();

}  // namespace atelier::feature::meeting
