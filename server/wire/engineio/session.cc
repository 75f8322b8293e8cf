#include "wire/engineio/session.h"

#include <algorithm>

#include "base/result.h"

namespace atelier::wire::engineio {
namespace {

constexpr std::string_view kClosePacket = "1";
constexpr std::string_view kPingPacket = "2";
constexpr std::string_view kNoopPacket = "6";

}  // namespace

std::string_view name_of(CloseReason reason) {
  switch (reason) {
    case CloseReason::kTransportError:
      return "transport error";
    case CloseReason::kTransportClose:
      return "transport close";
    case CloseReason::kForcedClose:
      return "forced close";
    case CloseReason::kPingTimeout:
      return "ping timeout";
    case CloseReason::kParseError:
      return "parse error";
  }
  return {};
}

Session::Session(SessionOptions options, SessionOutput& output, MonoMs now)
    : options_(std::move(options)),
      output_(output),
      heartbeat_(options_.ping_interval_ms, options_.ping_timeout_ms, now),
      transport_(options_.transport) {}

void Session::open() {
  send_entry({encode_open({.sid = options_.sid,
                           .transport = transport_,
                           .ping_interval_ms = options_.ping_interval_ms,
                           .ping_timeout_ms = options_.ping_timeout_ms,
                           .max_payload = options_.max_payload}),
              false});
}

std::optional<MonoMs> Session::deadline() const {
  switch (state_) {
    case State::kOpen:
      return std::min(heartbeat_.deadline(), upgrade_.deadline().value_or(heartbeat_.deadline()));
    case State::kClosing:
      return close_deadline_;
    case State::kFinished:
      return std::nullopt;
  }
  return std::nullopt;
}

void Session::on_deadline(MonoMs now) {
  if (state_ == State::kClosing && now >= close_deadline_) {
    state_ = State::kFinished;
    output_.on_finished();
  }
  if (state_ != State::kOpen) return;
  if (const auto until = upgrade_.deadline(); until && now >= *until) drop_probe();  // EIO56
  switch (heartbeat_.advance(now)) {
    case Heartbeat::Due::kNothing:
      break;
    case Heartbeat::Due::kPing:
      send_entry({std::string(kPingPacket), false});
      break;
    case Heartbeat::Due::kTimeout:
      end(CloseReason::kPingTimeout);
      break;
  }
}

void Session::send_message(std::string_view data, bool binary) {
  if (binary) {
    if (state_ == State::kOpen) send_entry({std::string(data), true});
    return;
  }
  std::string packet;
  packet.reserve(data.size() + 1);
  packet += '4';
  packet += data;
  send_packet(std::move(packet));
}

void Session::send_packet(std::string packet) {
  if (state_ == State::kOpen) send_entry({std::move(packet), false});
}

void Session::send_entry(SendBuffer::Entry entry) {
  if (transport_ == Transport::kPolling) {
    buffer_.add(std::move(entry));
    if (poll_parked_) output_.request_flush();
    return;
  }
  if (!entry.binary) {
    output_.send_text(entry.bytes);
  } else if (options_.b64) {
    output_.send_text(encode_binary_as_text(entry.bytes));  // EIO24
  } else {
    output_.send_binary(entry.bytes);
  }
}

void Session::close(MonoMs now) {
  if (state_ != State::kOpen) return;
  if (transport_ == Transport::kWebSocket || poll_parked_) {
    // What was sent before still goes out, then the close packet or frame.
    std::string last = buffer_.take_payload();
    if (!last.empty()) last += kSeparator;
    last += kClosePacket;
    finish(CloseReason::kForcedClose, last);
    return;
  }
  state_ = State::kClosing;  // EIO46
  close_deadline_ = now + options_.close_timeout_ms;
  buffer_.add({std::string(kClosePacket), false});
  if (upgrade_.is_attached()) drop_probe();
  output_.on_closed(CloseReason::kForcedClose);
}

void Session::flush() {
  if (state_ != State::kOpen || !poll_parked_) return;
  if (!buffer_.empty()) {
    answer_parked(buffer_.take_payload());
  } else if (upgrade_.is_probed()) {
    answer_parked(std::string(kNoopPacket));  // EIO53
  }
}

void Session::answer_parked(std::string payload) {
  poll_parked_ = false;
  output_.answer_poll(std::move(payload));
}

// The parked poll hears that it is over (EIO32, EIO45).
void Session::end(CloseReason reason) {
  finish(reason, kClosePacket);
}

void Session::finish(CloseReason reason, std::string_view last_poll_answer) {
  if (state_ == State::kFinished) return;
  const bool was_open = state_ == State::kOpen;
  state_ = State::kFinished;
  if (poll_parked_) answer_parked(std::string(last_poll_answer));
  if (transport_ == Transport::kWebSocket || upgrade_.is_attached()) output_.close_websocket();
  upgrade_.end();
  buffer_.take();
  if (was_open) output_.on_closed(reason);
  output_.on_finished();
}

// A packet of either transport, from a peer that is allowed to send messages.
void Session::on_packet(const Packet& packet, MonoMs now) {
  if (packet.type == PacketType::kMessage) {
    output_.on_message(packet.data, packet.binary);
  } else {
    on_control(packet.type, now);
  }
}

void Session::on_control(PacketType type, MonoMs now) {
  switch (type) {
    case PacketType::kPing:
      end(CloseReason::kTransportError);  // EIO42
      break;
    case PacketType::kPong:
      heartbeat_.on_pong(now);
      break;
    case PacketType::kClose:
      finish(CloseReason::kTransportClose, kNoopPacket);  // EIO45
      break;
    case PacketType::kOpen:
    case PacketType::kMessage:
    case PacketType::kUpgrade:
    case PacketType::kNoop:
      break;  // EIO44
  }
}

}  // namespace atelier::wire::engineio
