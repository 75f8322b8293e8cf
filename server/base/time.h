// Units of time used everywhere: whole milliseconds in 64 bits.
#pragma once

#include <cstdint>

namespace atelier {

/// Milliseconds since the Unix epoch. For people, order and storage.
using WallMs = std::int64_t;
/// Milliseconds of a clock that never jumps. For deadlines.
using MonoMs = std::int64_t;
/// A span of milliseconds.
using DurationMs = std::int64_t;

}  // namespace atelier
