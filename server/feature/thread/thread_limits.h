// Bounds of threads (spec/threads.md says what each refusal looks like).
#pragma once

#include <cstddef>

namespace atelier::feature::thread {

inline constexpr std::size_t kTextBytes = 16 * 1024;
inline constexpr std::size_t kExtraBytes = 4 * 1024;  // unknown members of a comment, together
inline constexpr std::size_t kMentions = 50;
inline constexpr std::size_t kEmojiBytes = 32;
inline constexpr std::size_t kReactionKinds = 20;
inline constexpr std::size_t kTargetBytes = 256;
inline constexpr std::size_t kPositionBytes = 1024;  // decoded
inline constexpr std::size_t kQuoteBytes = 2048;
inline constexpr std::size_t kSuggestionBytes = 16 * 1024;
inline constexpr std::size_t kThreadsPerRoom = 5000;
inline constexpr std::size_t kCommentsPerThread = 1000;  // tombstones included
// The content of older wordings goes when there are more: a deletion fits one transaction.
inline constexpr std::size_t kKeptEdits = 50;
inline constexpr std::size_t kPageThreads = 100;
inline constexpr std::size_t kPageComments = 200;
inline constexpr std::size_t kDefaultPage = 50;

}  // namespace atelier::feature::thread
