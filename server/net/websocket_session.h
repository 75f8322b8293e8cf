// WebSocketSession: the frames of one WebSocket over its connection. Answers pings, close frames
// and broken input itself. The owner's port::WebSocket is a handle on it that may be destroyed at
// any time, also inside a call to its handler. On the connection's loop.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "net/connection.h"
#include "port/http.h"
#include "wire/websocket/frame_reader.h"

namespace atelier::net {

class WebSocketSession final : public ConnectionUser,
                               public std::enable_shared_from_this<WebSocketSession> {
 public:
  WebSocketSession(LoopHost& host, std::shared_ptr<Connection> connection,
                   port::WebSocketHandler& handler, const port::WebSocketLimits& limits);
  ~WebSocketSession() override;

  /// The owner's handle. Destroying it without close() aborts the connection.
  static std::unique_ptr<port::WebSocket> handle_of(std::shared_ptr<WebSocketSession> session);

  Connection& connection() { return *connection_; }
  void send(wire::websocket::Opcode opcode, std::string_view payload);
  void send_frames(const std::shared_ptr<const std::string>& run, std::size_t from, std::size_t to);
  void close(std::uint16_t code, std::string_view reason);
  void abort();
  /// The handler is called no more.
  void detach();

  // ConnectionUser
  void on_input(std::span<char> bytes) override;
  void on_gone() override;
  void on_written() override;
  void on_drain() override {}  // the gateway closes its sockets in batches

 private:
  enum class State : std::uint8_t {
    kOpen,
    kClosing,  // our close frame is out; only the peer's close frame counts now
    kClosed,
  };

  void on_event(wire::websocket::FrameReader::Event event);
  void on_ping();
  void on_peer_close();
  void on_broken();
  void finish(std::uint16_t code_for_handler);
  void on_close_timeout();

  LoopHost& host_;
  std::shared_ptr<Connection> connection_;  // which owns this: the ring ends when it closes
  port::WebSocketHandler* handler_;         // null when it is not to be called any more
  wire::websocket::FrameReader reader_;
  std::uint16_t oversize_code_;
  std::unique_ptr<Deadline> close_deadline_;
  State state_ = State::kOpen;
};

}  // namespace atelier::net
