// Bounds and times of meetings (spec/meetings.md says what happens beyond them).
#pragma once

#include <cstddef>

#include "base/time.h"

namespace atelier::feature::meeting {

inline constexpr std::size_t kTitleBytes = 200;
inline constexpr std::size_t kPeoplePerMeeting = 400;    // in the order of coming
inline constexpr std::size_t kThingsPerMeeting = 200;    // of each kind
inline constexpr std::size_t kThreadsRemembered = 5000;  // as many as a room holds
inline constexpr std::size_t kPageMeetings = 50;
inline constexpr std::size_t kDefaultPage = 20;

// Presence is looked at so often.
inline constexpr DurationMs kLookMs = 30 * 1000;
// Who is away for less was there all the time: connections flap.
inline constexpr DurationMs kAwayMs = 2 * 60 * 1000;
// What a crash may lose of those who stay.
inline constexpr DurationMs kNoteMs = 5 * 60 * 1000;
// Seen again later than this, nobody knows that they were there meanwhile.
inline constexpr DurationMs kUnseenMs = kNoteMs + kAwayMs;
// Without anybody for so long a meeting is over.
inline constexpr DurationMs kAbandonedMs = 15 * 60 * 1000;
static_assert(kLookMs < kAwayMs && kUnseenMs < kAbandonedMs);

}  // namespace atelier::feature::meeting
