// Threads of a room (spec/threads.md): discussions anchored to something on a surface, the same for
// documents, boards, code and cards. What the rest of the server needs to host them.
#pragma once

#include "core/policy.h"
#include "core/room_feature.h"
#include "port/search_index.h"

namespace atelier::feature::thread {

/// Adds the commands with their least roles.
void register_commands(core::CommandTable& table);

/// `search` outlives every room.
core::RoomFeatureFactory make_feature(port::SearchIndex& search);

}  // namespace atelier::feature::thread
