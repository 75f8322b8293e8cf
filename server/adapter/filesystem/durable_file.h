// Files that are there whole or not at all, also after a crash: written aside, synced, moved into
// place, folder synced. Blocking; any thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::adapter {

/// Creates `file` with these bytes. `aside` is a name on the same disk that nobody else uses.
/// kConflict when `file` exists; kUnavailable, without traces, when the disk refuses.
Result<void> create_durably(const std::filesystem::path& file, const std::filesystem::path& aside,
                            std::string_view bytes, mode_t mode);

/// The same in place of what is there.
Result<void> replace_durably(const std::filesystem::path& file, const std::filesystem::path& aside,
                             std::string_view bytes, mode_t mode);

/// Makes new and removed names in the folder durable.
Result<void> sync_folder(const std::filesystem::path& folder);

/// The bytes [offset, offset + length) or fewer at the end (length 0: all). kNotFound as it says.
Result<std::string> read_file(const std::filesystem::path& file, std::uint64_t offset = 0,
                              std::uint64_t length = 0);

}  // namespace atelier::adapter
