// How much one encoded update may make us hold. Checked before anything is reserved, so a short
// message cannot ask for much memory.
#pragma once

#include <cstddef>

namespace atelier::crdt {

struct DecodeLimits {
  std::size_t max_bytes = 64 * 1024 * 1024;
  /// Structs take about 150 bytes each in memory and at least 2 in an update.
  std::size_t max_structs = 1'000'000;
  std::size_t max_delete_ranges = 1'000'000;
};

/// How many values one within another an `any` may hold: what base/json_text.h allows in JSON,
/// since embeds and formats are the one in V1 and the other in V2.
inline constexpr std::size_t kMaxAnyDepth = 101;
/// Values within one `any`, where it is read into memory.
inline constexpr std::size_t kMaxAnyValues = 1'000'000;

}  // namespace atelier::crdt
