// Stateless work on encoded updates: merging many into one with adjacent items joined, and leaving
// out what a peer knows. Keeps all content, also of structs that could not be integrated yet.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crdt/update.h"

namespace atelier::crdt {

/// Time O(n log n) in the number of structs. Where two updates disagree about a unit, the earlier
/// one counts (YJS13).
Result<std::string> merge_updates(std::span<const std::string_view> updates,
                                  const DecodeLimits& limits = {});

/// Without the structs that `known` contains; all deletions stay. Joins nothing (YJS14).
Update diff_update(const Update& update, const StateVector& known);
Result<std::string> diff_update(std::string_view update, const StateVector& known);

}  // namespace atelier::crdt
