// Words of RFC 6455 that reader and writer share.
#pragma once

#include <cstdint>

namespace atelier::wire::websocket {

enum class Opcode : std::uint8_t {
  kContinuation = 0x0,
  kText = 0x1,
  kBinary = 0x2,
  kClose = 0x8,
  kPing = 0x9,
  kPong = 0xA,
};

enum class Side : std::uint8_t { kServer, kClient };

namespace close_code {
inline constexpr std::uint16_t kNormal = 1000;
inline constexpr std::uint16_t kGoingAway = 1001;
inline constexpr std::uint16_t kProtocolError = 1002;
inline constexpr std::uint16_t kNoCode = 1005;       // never sent: a close frame without a code
inline constexpr std::uint16_t kAbnormal = 1006;     // never sent: no close frame at all
inline constexpr std::uint16_t kInvalidText = 1007;  // not UTF-8
inline constexpr std::uint16_t kPolicy = 1008;
inline constexpr std::uint16_t kTooBig = 1009;
inline constexpr std::uint16_t kServiceRestart = 1012;
inline constexpr std::uint16_t kTryAgainLater = 1013;
}  // namespace close_code

/// May this code stand in a close frame (RFC 6455 section 7.4 and the IANA registry)?
constexpr bool may_be_sent(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
         (code >= 3000 && code <= 4999);
}

}  // namespace atelier::wire::websocket
