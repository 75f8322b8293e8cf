#include "load/protocol.h"

namespace atelier::bench {

// The mark makes an accident impossible: nothing else that a server sends holds it in this place.
constexpr std::string_view kMark = "#~";

Protocol::Protocol(Kind kind, std::size_t payload_bytes) : kind_(kind) {
  const bool is_socketio = kind == Kind::kSocketIo;
  if (is_socketio) prefix_ = "42[\"room.broadcast\",\"" + std::string(kRoom) + "\",\"";
  prefix_ += kMark;
  broadcast_ = prefix_;
  broadcast_.append(payload_bytes - kMark.size(), '.');
  if (is_socketio) broadcast_ += "\"]";
}

std::string Protocol::upgrade_request(int port) const {
  const std::string path = kind_ == Kind::kSocketIo ? "/socket.io/?EIO=4&transport=websocket" : "/";
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

std::string Protocol::connect_message(std::string_view token) const {
  if (token.empty()) return "40";
  return "40{\"token\":\"" + std::string(token) + "\"}";
}

std::string Protocol::join_message() const {
  if (kind_ == Kind::kRaw) return "join";
  return "420[\"room.join\",\"" + std::string(kRoom) + "\"]";
}

std::string_view Protocol::broadcast_message(std::uint64_t sequence) {
  for (std::size_t digit = kSequenceDigits; digit > 0; --digit) {
    broadcast_[prefix_.size() + digit - 1] = static_cast<char>('0' + sequence % 10);
    sequence /= 10;
  }
  return broadcast_;
}

Protocol::Meaning Protocol::meaning(std::string_view message) const {
  if (message.starts_with(prefix_)) return Meaning::kDelivery;
  if (kind_ == Kind::kRaw) return message == "joined" ? Meaning::kJoined : Meaning::kOther;
  if (message == "2") return Meaning::kPing;
  if (message.starts_with("0{")) return Meaning::kOpened;
  if (message.starts_with("40")) return Meaning::kConnected;
  if (message.starts_with("44") || message.starts_with("41")) return Meaning::kRefused;
  if (message.starts_with("430[{\"ok\":true")) return Meaning::kJoined;
  if (message.starts_with("430")) return Meaning::kRefused;
  return Meaning::kOther;
}

std::uint64_t Protocol::sequence(std::string_view message) const {
  std::uint64_t value = 0;
  for (const char digit : message.substr(prefix_.size(), kSequenceDigits)) {
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return value;
}

}  // namespace atelier::bench
