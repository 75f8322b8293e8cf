// Bounds of the outbox (spec/mail.md MAIL20..MAIL27).
#pragma once

#include <array>
#include <cstddef>

#include "base/time.h"

namespace atelier::feature::mail {

inline constexpr DurationMs kMinuteMs = 60'000;
inline constexpr DurationMs kHourMs = 60 * kMinuteMs;
inline constexpr DurationMs kDayMs = 24 * kHourMs;

inline constexpr std::size_t kMostWaiting = 10'000;
inline constexpr std::size_t kMailsPerAddress = 20;  // in an hour
inline constexpr DurationMs kTriedFor = 3 * kDayMs;
inline constexpr DurationMs kKeptFor = 30 * kDayMs;
/// After the first failure, the second, ...; then always the last.
inline constexpr std::array<DurationMs, 5> kRetryAfter{kMinuteMs, 5 * kMinuteMs, 15 * kMinuteMs,
                                                       kHourMs, 4 * kHourMs};
/// The same for what holds for all mail.
inline constexpr std::array<DurationMs, 4> kPauses{kMinuteMs, 2 * kMinuteMs, 4 * kMinuteMs,
                                                   5 * kMinuteMs};
inline constexpr DurationMs kLookEvery = 10 * kMinuteMs;
inline constexpr DurationMs kStoreRetry = 5'000;
inline constexpr std::size_t kListedMost = 500;
inline constexpr std::size_t kErrorBytes = 300;

}  // namespace atelier::feature::mail
