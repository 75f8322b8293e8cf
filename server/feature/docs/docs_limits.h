// Bounds of documents (spec/yjs.md says what happens beyond each).
#pragma once

#include <cstddef>

#include "base/time.h"
#include "core/rate_limit.h"

namespace atelier::feature::docs {

inline constexpr std::size_t kMessageBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kDocumentBytes = 64 * 1024 * 1024;
inline constexpr std::size_t kStatelessBytes = 64 * 1024;
inline constexpr std::size_t kParkedBytes = 1024 * 1024;
inline constexpr std::size_t kParkedUpdates = 1000;
inline constexpr std::size_t kDocumentsPerRoom = 200;
/// Larger updates go to the blob store, and the log entry names the blob.
inline constexpr std::size_t kInlineUpdateBytes = 256 * 1024;
inline constexpr std::size_t kAwarenessClientsPerPeer = 64;
inline constexpr std::size_t kAwarenessClientsPerDocument = 4096;
/// Clients that have left but whose id stays with their principal; the oldest are forgotten.
inline constexpr std::size_t kDepartedClients = 1024;
inline constexpr std::size_t kPeersPerDocument = 5000;
inline constexpr std::size_t kDocumentsPerLoop = 20'000;
/// Answers to step 1 kept while the document does not change, for many joining at once.
inline constexpr std::size_t kCachedAnswers = 8;
/// A segment of the log replaces entries of at most this much and this long.
inline constexpr std::size_t kSegmentBytes = 200 * 1024;
inline constexpr DurationMs kSegmentMs = 600'000;
/// What takes longer than about 1 ms goes to the pool: updates to decode, a state to encode.
inline constexpr std::size_t kDecodeNowBytes = 128 * 1024;
inline constexpr std::size_t kEncodeNowBytes = 256 * 1024;
/// Messages of one principal on one document over all connections, and of everyone on it.
inline constexpr core::Rate kPrincipalRate{500, 4000};
inline constexpr core::Rate kDocumentRate{5000, 20'000};
/// A send takes about 10 us, so that one document keeps its loop busy for a fifth of the time at
/// most (DOC20): below 20 readers there is no pause.
inline constexpr std::size_t kPausePerReaderUs = 50;
inline constexpr DurationMs kLongestPauseMs = 50;
/// The first after a pause waits for the rest of its burst about as long as it takes to send. Below
/// 100 readers it goes at once.
inline constexpr std::size_t kGatherPerReaderUs = 10;
inline constexpr std::size_t kPausedBytes = 256 * 1024;
inline constexpr DurationMs kIdleMs = 60'000;

}  // namespace atelier::feature::docs
