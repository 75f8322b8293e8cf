// Engine.IO v4 packets and polling payloads as text (spec/engineio.md). Knows no session and no
// transport beyond how each writes a packet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace atelier::wire::engineio {

enum class PacketType : std::uint8_t {
  kOpen,
  kClose,
  kPing,
  kPong,
  kMessage,
  kUpgrade,
  kNoop,
};

/// What separates the packets of a polling payload.
inline constexpr char kSeparator = '\x1e';

struct Packet {
  PacketType type = PacketType::kMessage;
  bool binary = false;  // only of kMessage
  std::string data;

  bool operator==(const Packet&) const = default;
};

/// A packet of a polling payload, or a WebSocket text frame: both may be `b` and base64.
Result<Packet> decode_text(std::string_view text);

/// All packets of a POST body, up to limits::kEngineIoPacketsPerPayload. One that is malformed
/// spoils them all.
Result<std::vector<Packet>> decode_payload(std::string_view body);

/// `<type><data>`; `b<base64>` for a binary message.
std::string encode_text(const Packet& packet);
std::string encode_binary_as_text(std::string_view bytes);

}  // namespace atelier::wire::engineio
