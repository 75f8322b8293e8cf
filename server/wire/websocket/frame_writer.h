// Frames as bytes. A server sends each message as one unmasked frame, so frames can be encoded once
// for many receivers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wire/websocket/frame.h"
#include "wire/websocket/mask.h"

namespace atelier::wire::websocket {

/// Bytes before the payload of an unmasked frame: 2, 4 or 10.
constexpr std::size_t header_size(std::size_t payload_bytes) {
  return payload_bytes <= 125 ? 2 : payload_bytes <= 0xFFFF ? 4 : 10;
}

/// Only the header, for a payload that is written behind it piece by piece.
void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_bytes);
/// A whole frame. Payloads of control frames above 125 bytes are cut to 125.
void append_frame(std::string& out, Opcode opcode, std::string_view payload);
/// A close frame. kNoCode and codes that may not be sent: without code and reason. The reason is
/// cut to fit, between characters.
void append_close_frame(std::string& out, std::uint16_t code, std::string_view reason);

/// What a client sends: masked with `key`, and possibly one fragment of several.
struct ClientFrame {
  Opcode opcode = Opcode::kText;
  MaskKey key{};
  bool final = true;
};
void append_client_frame(std::string& out, const ClientFrame& frame, std::string_view payload);

}  // namespace atelier::wire::websocket
