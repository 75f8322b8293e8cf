// The y-websocket protocol: frames of one document on one WebSocket, decoded and encoded. Knows no
// connection, no document and nothing of what updates contain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace atelier::wire::yjs {

/// A document message and all around it (YWS4).
inline constexpr std::size_t kMaxMessageBytes = 16 * 1024 * 1024;

// All views borrow from the decoded frame.

/// "This is what I have; send me the rest."
struct SyncStep1 {
  std::string_view state_vector;
};
/// The answer to step 1: all that was missing, or the last part of it.
struct SyncStep2 {
  std::string_view update;
};
struct SyncUpdate {
  std::string_view update;
};
struct AwarenessUpdate {
  std::string_view update;
};
/// Only servers send it.
struct PermissionDenied {
  std::string_view reason;
};
struct QueryAwareness {};
/// A type that y-websocket does not have (YWS3).
struct UnknownFrame {
  std::uint64_t type = 0;
};

using Frame = std::variant<SyncStep1, SyncStep2, SyncUpdate, AwarenessUpdate, PermissionDenied,
                           QueryAwareness, UnknownFrame>;

Result<Frame> decode_frame(std::string_view bytes);

std::string encode_step1(std::string_view state_vector);
std::string encode_step2(std::string_view update);
std::string encode_update(std::string_view update);
std::string encode_awareness(std::string_view awareness_update);
std::string encode_permission_denied(std::string_view reason);
std::string encode_query_awareness();

}  // namespace atelier::wire::yjs
