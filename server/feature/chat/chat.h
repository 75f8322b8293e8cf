// The chat of a room (spec/events.md EVT40..EVT51): messages, edits, reactions, pins, read marks,
// typing, history and search. What the rest of the server needs to host it.
#pragma once

#include "core/policy.h"
#include "core/room_feature.h"
#include "port/search_index.h"

namespace atelier::feature::chat {

/// Adds the chat's commands with their least roles.
void register_commands(core::CommandTable& table);

/// `search` outlives every room.
core::RoomFeatureFactory make_feature(port::SearchIndex& search);

}  // namespace atelier::feature::chat
