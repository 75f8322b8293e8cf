// Every value of a records.db in another form, in place, while no server runs: for sealing what a
// folder holds, and back (spec/safe.md SAF53). Blocking.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::adapter {

/// The new value of a record; nothing: it stays as it is.
using Recode = std::function<Result<std::optional<std::string>>(
    std::string_view partition, std::string_view sort, std::string_view value)>;

/// Stores what it has done every few hundred records: interrupted, it is called again. How many
/// values it changed. Versions stay. Old values are still in free pages: scrub_databases ends them.
Result<std::size_t> recode_records(const std::filesystem::path& folder, const Recode& recode);

}  // namespace atelier::adapter
