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

/// Sorts by the time from which it is to go: TRS5.
inline port::RecordKey trash_key(std::string_view workspace, WallMs until, std::string_view room,
                                 std::string_view what) {
  std::string sort = Ledger::sequence_key(kTrashPrefix, static_cast<std::uint64_t>(until));
  sort.append("/").append(room).append("/").append(what);
  return {workspace_partition(workspace), std::move(sort)};
}

}  // namespace atelier::core
