// A document as it is now without what one person wrote (spec/safe.md SAF6). Knows no store.
#pragma once

#include <optional>
#include <string>

#include "feature/docs/history/history.h"

namespace atelier::feature::docs {

/// The state with gc, as an update, after their words were deleted; nothing if they had no part in
/// the document.
Result<std::optional<std::string>> state_without(History& history, const std::string& author);

}  // namespace atelier::feature::docs
