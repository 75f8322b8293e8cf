// One Engine.IO v4 session (spec/engineio.md): a state machine from what transports bring to what
// they shall do. Knows no socket, no HTTP message and no clock; polls are whole requests, and at
// most one is parked. One WebSocket is attached at most: the transport, or the probe of an upgrade.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/time.h"
#include "wire/engineio/handshake.h"
#include "wire/engineio/heartbeat.h"
#include "wire/engineio/packet.h"
#include "wire/engineio/send_buffer.h"
#include "wire/engineio/upgrade.h"

namespace atelier::wire::engineio {

enum class CloseReason : std::uint8_t {
  kTransportError,
  kTransportClose,
  kForcedClose,  // by us
  kPingTimeout,
  kParseError,
};
/// As the reference names it, e.g. "ping timeout".
std::string_view name_of(CloseReason reason);

/// What a session asks for. Calls come from within its inputs; they may call send, close and the
/// getters, but nothing else, and must not destroy the session.
class SessionOutput {
 public:
  virtual ~SessionOutput() = default;
  /// The parked poll gets this body.
  virtual void answer_poll(std::string payload) = 0;
  /// A whole packet, or the bytes of a binary message, on the attached WebSocket.
  virtual void send_text(std::string_view packet) = 0;
  virtual void send_binary(std::string_view bytes) = 0;
  /// Close frame without a code. No input of this WebSocket may follow.
  virtual void close_websocket() = 0;
  /// Call flush() soon, at the end of the turn: packets gather until then.
  virtual void request_flush() = 0;
  virtual void on_message(std::string_view data, bool binary) = 0;
  /// Once. No message follows.
  virtual void on_closed(CloseReason reason) = 0;
  /// Once, after on_closed: nothing is owed to the client any more; forget the session.
  virtual void on_finished() = 0;
};

struct SessionOptions {
  std::string sid;
  Transport transport = Transport::kPolling;
  bool b64 = false;  // binary as text also on WebSocket
  DurationMs ping_interval_ms = 25'000;
  DurationMs ping_timeout_ms = 20'000;
  DurationMs upgrade_timeout_ms = 10'000;
  DurationMs close_timeout_ms = 30'000;  // how long a close packet waits for a poll
  std::size_t max_payload = limits::kEngineIoPayloadBytes;
};

class Session {
 public:
  Session(SessionOptions options, SessionOutput& output, MonoMs now);

  const std::string& sid() const { return options_.sid; }
  Transport transport() const { return transport_; }
  bool is_open() const { return state_ == State::kOpen; }
  bool is_finished() const { return state_ == State::kFinished; }
  bool is_upgrading() const { return upgrade_.is_attached(); }
  bool has_parked_poll() const { return poll_parked_; }
  std::size_t buffered_bytes() const { return buffer_.bytes(); }
  /// Packets go out on the WebSocket at once, so ready-made frames may be sent beside the session.
  bool sends_on_websocket() const { return is_open() && transport_ == Transport::kWebSocket; }
  /// Polling: a poll waits and nothing is queued for it (volatile packets go out only then).
  bool poll_is_writable() const { return poll_parked_ && buffer_.empty(); }

  /// Writes the open packet. Call once, before all else; of a polling session the handshake request
  /// then counts as its first poll.
  void open();

  // Polling. All of these only when the transport is polling and the session is not finished.
  /// A poll, when none is parked.
  void on_poll();
  /// A second poll while one is parked (EIO32): the caller answers it with kBadRequest.
  void on_second_poll();
  void on_poll_aborted();
  enum class PostAnswer : std::uint8_t { kOk, kBadRequest };
  PostAnswer on_post(std::string_view body, MonoMs now);
  /// A body that is not text (EIO34), or a second POST at the same time (EIO33).
  void on_bad_post();

  // WebSocket.
  /// False: this WebSocket is one too many, close it (EIO57).
  bool on_websocket_attached(MonoMs now);
  void on_websocket_text(std::string_view text, MonoMs now);
  void on_websocket_binary(std::string_view bytes);
  void on_websocket_closed();

  // Time.
  /// Never later than what is due next; nothing once it is finished.
  std::optional<MonoMs> deadline() const;
  void on_deadline(MonoMs now);

  // The application.
  void send_message(std::string_view data, bool binary);
  /// A whole text packet of type message.
  void send_packet(std::string packet);
  void close(MonoMs now);
  void flush();

 private:
  enum class State : std::uint8_t {
    kOpen,
    kClosing,  // closed for the application; a close packet waits for a poll
    kFinished,
  };

  void on_packet(const Packet& packet, MonoMs now);
  void on_control(PacketType type, MonoMs now);
  void on_probe_text(std::string_view text);
  void complete_upgrade();
  void drop_probe();
  void send_entry(SendBuffer::Entry entry);
  void answer_parked(std::string payload);
  void end(CloseReason reason);
  void finish(CloseReason reason, std::string_view last_poll_answer);

  SessionOptions options_;
  SessionOutput& output_;
  Heartbeat heartbeat_;
  Upgrade upgrade_;
  SendBuffer buffer_;
  MonoMs close_deadline_ = 0;
  State state_ = State::kOpen;
  Transport transport_;
  bool poll_parked_ = false;
};

}  // namespace atelier::wire::engineio
