// The Hocuspocus protocol, versions 3 and 4: messages of many documents on one WebSocket, decoded
// and encoded (spec/hocuspocus.md). Knows no connection, no document and nothing of updates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace atelier::wire::hocuspocus {

/// A message and all around it (HOC4).
inline constexpr std::size_t kMaxMessageBytes = 16 * 1024 * 1024;
/// Name and session id: longer ones are malformed.
inline constexpr std::size_t kMaxAddressBytes = 512;

/// Close codes of the protocol. Providers come back after each of them.
inline constexpr std::uint16_t kMessageTooBig = 1009;
inline constexpr std::uint16_t kServiceRestart = 1012;
inline constexpr std::uint16_t kTryAgainLater = 1013;
inline constexpr std::uint16_t kReset = 4205;
inline constexpr std::uint16_t kUnauthorized = 4401;
inline constexpr std::uint16_t kForbidden = 4403;
inline constexpr std::uint16_t kTimedOut = 4408;

// All views borrow from the decoded message.

/// Which document and whose: what stands before the NUL names the document. Answers repeat it
/// whole.
struct Address {
  std::string_view whole;

  std::string_view document() const { return whole.substr(0, whole.find('\0')); }
};

struct SyncStep1 {
  std::string_view state_vector;
};
struct SyncStep2 {
  std::string_view update;
};
struct SyncUpdate {
  std::string_view update;
};
struct AwarenessUpdate {
  std::string_view update;
};
/// The client's token. `provider_version` is empty for version 3.
struct Token {
  std::string_view token;
  std::string_view provider_version;
};
struct QueryAwareness {};
struct Stateless {
  std::string_view payload;
};
/// The client leaves this document and keeps the connection.
struct Leave {};
/// What only servers say to one another or to clients.
struct ServerOnly {
  std::uint64_t type = 0;
};
/// A type this protocol does not have.
struct Unknown {
  std::uint64_t type = 0;
};

using Body = std::variant<SyncStep1, SyncStep2, SyncUpdate, AwarenessUpdate, Token, QueryAwareness,
                          Stateless, Leave, ServerOnly, Unknown>;

struct Message {
  Address address;
  Body body;
};

/// Whole connections, not documents: a single byte without an address.
enum class Beat : std::uint8_t { kPing = 9, kPong = 10 };

using Frame = std::variant<Message, Beat>;

Result<Frame> decode_frame(std::string_view bytes);
/// The address alone, also of a message that is too large or malformed behind it.
Result<Address> decode_address(std::string_view bytes);

std::string encode_step1(std::string_view address, std::string_view state_vector);
std::string encode_step2(std::string_view address, std::string_view update);
std::string encode_update(std::string_view address, std::string_view update);
std::string encode_awareness(std::string_view address, std::string_view update);
std::string encode_token_request(std::string_view address);
std::string encode_permission_denied(std::string_view address, std::string_view reason);
std::string encode_authenticated(std::string_view address, bool may_write);
std::string encode_stateless(std::string_view address, std::string_view payload);
std::string encode_close(std::string_view address, std::string_view reason);
std::string encode_sync_status(std::string_view address, bool stored);
std::string encode_beat(Beat beat);

}  // namespace atelier::wire::hocuspocus
