#include "wire/websocket/frame_writer.h"

#include <algorithm>

#include "base/limits.h"

namespace atelier::wire::websocket {
namespace {

constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kMasked = 0x80;

void append_big_endian(std::string& out, std::uint64_t number, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(number >> shift & 0xFF);
  }
}

void append_start(std::string& out, std::uint8_t first, std::uint8_t mask_bit,
                  std::size_t payload_bytes) {
  out += static_cast<char>(first);
  if (payload_bytes <= 125) {
    out += static_cast<char>(mask_bit | payload_bytes);
  } else if (payload_bytes <= 0xFFFF) {
    out += static_cast<char>(mask_bit | 126);
    append_big_endian(out, payload_bytes, 2);
  } else {
    out += static_cast<char>(mask_bit | 127);
    append_big_endian(out, payload_bytes, 8);
  }
}

bool is_control(Opcode opcode) {
  return (static_cast<std::uint8_t>(opcode) & 0x08) != 0;
}

// The longest start of valid UTF-8 that fits and ends between characters.
std::string_view cut_text(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  while (max_bytes > 0 && (static_cast<unsigned char>(text[max_bytes]) & 0xC0) == 0x80) --max_bytes;
  return text.substr(0, max_bytes);
}

}  // namespace

void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_bytes) {
  append_start(out, static_cast<std::uint8_t>(kFinal | static_cast<std::uint8_t>(opcode)), 0,
               payload_bytes);
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
  if (is_control(opcode)) payload = payload.substr(0, limits::kWebSocketControlPayloadBytes);
  append_frame_header(out, opcode, payload.size());
  out.append(payload);
}

void append_close_frame(std::string& out, std::uint16_t code, std::string_view reason) {
  if (!may_be_sent(code)) return append_frame_header(out, Opcode::kClose, 0);
  reason = cut_text(reason, limits::kWebSocketControlPayloadBytes - 2);
  append_frame_header(out, Opcode::kClose, reason.size() + 2);
  append_big_endian(out, code, 2);
  out.append(reason);
}

void append_client_frame(std::string& out, const ClientFrame& frame, std::string_view payload) {
  const int first = static_cast<int>(frame.opcode) | (frame.final ? kFinal : 0);
  append_start(out, static_cast<std::uint8_t>(first), kMasked, payload.size());
  out.append(frame.key.begin(), frame.key.end());
  const std::size_t start = out.size();
  out.append(payload);
  apply_mask(std::span(out).subspan(start), frame.key);
}

}  // namespace atelier::wire::websocket
