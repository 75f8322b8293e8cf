// Walks over the unmasked WebSocket frames a server sends, without copying them. Knows only what
// the measured servers send: whole messages, no fragments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::bench {

struct Frame {
  int opcode = 0;
  std::string_view payload;
};

class FrameCursor {
 public:
  explicit FrameCursor(std::string_view bytes) : rest_(bytes) {}

  /// False when the rest holds no whole frame.
  bool next(Frame& frame) {
    if (rest_.size() < 2) return false;
    std::size_t header = 2;
    std::uint64_t length = byte(1) & 0x7F;
    if (length >= 126) {
      const std::size_t wide = length == 126 ? 2 : 8;
      header += wide;
      if (rest_.size() < header) return false;
      length = 0;
      for (std::size_t at = 2; at < header; ++at) length = length << 8 | byte(at);
    }
    if (rest_.size() - header < length) return false;
    frame = {static_cast<int>(byte(0) & 0x0F), rest_.substr(header, length)};
    rest_.remove_prefix(header + length);
    return true;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::uint64_t byte(std::size_t at) const { return static_cast<unsigned char>(rest_[at]); }

  std::string_view rest_;
};

/// One masked frame. The key is zero: allowed, and it costs the server as much to unmask.
inline void append_client_frame(std::string& out, int opcode, std::string_view payload) {
  out += static_cast<char>(0x80 | opcode);
  if (payload.size() <= 125) {
    out += static_cast<char>(0x80 | payload.size());
  } else {
    out += static_cast<char>(0x80 | 126);
    out += static_cast<char>(payload.size() >> 8);
    out += static_cast<char>(payload.size() & 0xFF);
  }
  out.append(4, '\0');
  out += payload;
}

}  // namespace atelier::bench
