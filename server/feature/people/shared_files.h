// What hangs on the messages of a room that can be read (spec/events.md EVT74, EVT75): one row a
// message, made from the events of the chat alone, and pages of them for everybody in the room.
//   files/m/<seq>   {"from", "at", "thread_root"?, "files": [id, ...]}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/room_feature.h"

namespace atelier::feature::people {

/// Rows that follow from an event of the chat; nothing for other events.
std::vector<port::Write> shared_file_rows(const std::string& partition, const core::Event& event);

/// "picture", "document" or "other", from what the upload was seen to be and its name.
std::string_view kind_of_file(std::string_view type, std::string_view name);
/// Whether `name` has `part` in it, whatever the case of letters without and with accents of
/// Western Europe.
bool has_part(std::string_view name, std::string_view part);

/// file.shared. On the room's executor; answers once, later.
void read_shared_files(core::RoomContext& room, const core::Command& command,
                       const json::object& body, core::Reply reply);

}  // namespace atelier::feature::people
