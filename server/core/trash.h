// What was thrown away stays for a while (spec/trash.md): for how long, and the list of the
// workspace of what is to go for good, by time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "core/keys.h"
#include "core/ledger.h"
#include "port/record_store.h"

namespace atelier::core {

inline constexpr DurationMs kTrashMs = 30LL * 24 * 3600 * 1000;

inline constexpr std::string_view kTrashPrefix = "trash/";

/// What a whole room is called there; everything else is in a room.
inline constexpr std::string_view kWholeRoom = "room";

/// Sort keys "trashed/<room>" in the partition of the workspace: the rooms in the trash (TRS8).
inline constexpr std::string_view kTrashedPrefix = "trashed/";
inline constexpr std::string_view kTrashedEnd = "trashed0";

inline std::string trash_sort(WallMs until, std::string_view room, std::string_view what) {
  std::string sort = Ledger::sequence_key(kTrashPrefix, static_cast<std::uint64_t>(until));
  return sort.append("/").append(room).append("/").append(what);
}

/// Sorts by the time from which it is to go: TRS5.
inline port::RecordKey trash_key(std::string_view workspace, WallMs until, std::string_view room,
                                 std::string_view what) {
  return {workspace_partition(workspace), trash_sort(until, room, what)};
}

}  // namespace atelier::core
