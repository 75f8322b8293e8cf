// The texts of both measured protocols: Socket.IO v4 over a WebSocket, and plain WebSocket
// messages. Pure text, no sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::bench {

inline constexpr std::string_view kRoom = "bench";
/// Digits of the sequence number that opens each payload.
inline constexpr std::size_t kSequenceDigits = 10;

class Protocol {
 public:
  enum class Kind { kSocketIo, kRaw };
  /// What a server's message means to the generator.
  enum class Meaning { kDelivery, kOpened, kConnected, kJoined, kRefused, kPing, kOther };

  Protocol(Kind kind, std::size_t payload_bytes);

  Kind kind() const { return kind_; }
  std::string upgrade_request(int port) const;
  std::string connect_message(std::string_view token) const;
  std::string join_message() const;
  /// Valid until the next call. The payload is the sequence number and filling up to its size.
  std::string_view broadcast_message(std::uint64_t sequence);

  Meaning meaning(std::string_view message) const;
  /// Of a delivery.
  std::uint64_t sequence(std::string_view message) const;

 private:
  Kind kind_;
  std::string prefix_;     // of a delivery, up to the payload
  std::string broadcast_;  // as it was sent last
};

}  // namespace atelier::bench
