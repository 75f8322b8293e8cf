// Rooms as lists show them, asked of the rooms themselves (RST8, RST9), and the people in them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/keys.h"
#include "gateway/rest/services.h"

namespace atelier::gateway {

using core::kDirectPrefix;

/// Ids of the rooms somebody may be in: their memberships, and every room that is not direct for
/// owners of the workspace. Whether they may enter each is asked of the room.
void list_room_ids(Services& services, std::size_t loop, const Identity& identity,
                   UniqueFunction<void(Result<std::vector<std::string>>)> done);

/// `{id, name, role, kind, head_seq, unread, last_message?, present, archived, surfaces,
/// member_count}`; not_found for rooms that may not be entered.
void look_at_room(Services& services, std::size_t loop, const Identity& identity,
                  const std::string& room, JsonDone done);

/// Who shares a room with the caller, by id, without the caller; at most 1,000.
using People = std::map<std::string, core::Principal>;
void list_people(Services& services, std::size_t loop, const Identity& identity,
                 UniqueFunction<void(Result<People>)> done);

/// The direct room of the caller with somebody they share a room with, made at the first call
/// (EVT51). Both own it.
void open_direct_room(Services& services, std::size_t loop, const Identity& identity,
                      const std::string& other, UniqueFunction<void(Result<std::string>)> done);

/// Where these two meet: the same whoever asks (RST18).
std::string direct_room_id(const port::Crypto& crypto, std::string one, std::string two);

/// Calls `ask(i, one_done)` for each i below `count`, and `all_done` once each has been done.
void for_each_of(std::size_t count, const std::function<void(std::size_t, Task)>& ask,
                 Task all_done);

}  // namespace atelier::gateway
