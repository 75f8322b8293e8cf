// Rewrites the databases of a data folder so that nothing of what was deleted or replaced stands in
// their files any more: neither in free pages nor in the index of words nor in the log (SAF7).
#pragma once

#include <filesystem>

#include "base/result.h"

namespace atelier::adapter {

/// Nobody else has them open. Needs about as much free disk as they take; may be begun again.
Result<void> scrub_databases(const std::filesystem::path& folder);

}  // namespace atelier::adapter
