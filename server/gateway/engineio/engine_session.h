// One Engine.IO session on its loop: the state machine of wire/engineio joined to parked requests,
// a WebSocket and a timer. What the protocol above (Socket.IO, or an echo) sends goes through here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "port/executor.h"
#include "port/http.h"
#include "wire/engineio/session.h"

namespace atelier::gateway {

class EngineServer;

/// The protocol above one session. Calls come from the loop; it may send and close within them.
class EngineHandler {
 public:
  virtual ~EngineHandler() = default;
  virtual void on_message(std::string_view data, bool binary) = 0;
  /// Once; the handler is destroyed at the end of the turn.
  virtual void on_closed(wire::engineio::CloseReason reason) = 0;
  /// Something went out: buffered_bytes() is lower now.
  virtual void on_writable() {}
};

class EngineSession final : public wire::engineio::SessionOutput, public port::WebSocketHandler {
 public:
  EngineSession(EngineServer& server, wire::engineio::SessionOptions options,
                port::HttpRequest handshake);
  ~EngineSession() override;
  EngineSession(const EngineSession&) = delete;
  EngineSession& operator=(const EngineSession&) = delete;

  // For the protocol above.
  const std::string& sid() const { return session_.sid(); }
  /// The request that opened the session: cookies, address, origin.
  const port::HttpRequest& handshake() const { return handshake_; }
  bool is_open() const { return session_.is_open(); }
  void send(std::string_view data, bool binary);
  /// A whole text packet of type message.
  void send_packet(std::string packet);
  /// Would go out now: a volatile packet is sent only then.
  bool is_writable() const;
  /// True when ready-made WebSocket frames may be sent with send_frames, in order with send().
  bool takes_frames() const { return session_.sends_on_websocket(); }
  void send_frames(const std::shared_ptr<const std::string>& run, std::size_t from, std::size_t to);
  /// Ends the transport; the client may come back.
  void close();
  /// Waiting bytes of all kinds. Above limits::kSocketIoOutboxBytes nothing more is taken, and the
  /// session ends with this turn (SIO42).
  std::size_t buffered_bytes() const;

  // For the server.
  void set_handler(std::unique_ptr<EngineHandler> handler) { handler_ = std::move(handler); }
  /// `cookie`: a Set-Cookie header of the first answer, or empty.
  void begin(std::unique_ptr<port::HttpExchange> exchange, const std::string& cookie);
  void on_poll(std::unique_ptr<port::HttpExchange> exchange);
  void on_post(std::unique_ptr<port::HttpExchange> exchange);
  /// The head of a POST has come; on_post follows when its body has (EIO33).
  void on_post_begun() { ++posts_under_way_; }
  /// `home` is the loop on which the connection lives.
  void on_upgrade(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home);
  /// Where the WebSocket of the upgrade that is under way lives.
  port::Executor& socket_loop() const { return *socket_loop_; }
  wire::engineio::Transport transport() const { return session_.transport(); }
  bool is_upgrading() const { return session_.is_upgrading(); }
  bool is_finished() const { return session_.is_finished(); }

 private:
  // wire::engineio::SessionOutput
  void answer_poll(std::string payload) override;
  void send_text(std::string_view packet) override;
  void send_binary(std::string_view bytes) override;
  void close_websocket() override;
  void request_flush() override;
  void on_message(std::string_view data, bool binary) override;
  void on_closed(wire::engineio::CloseReason reason) override;
  void on_finished() override;
  // port::WebSocketHandler
  void on_text(std::string_view utf8) override;
  void on_binary(std::string_view bytes) override;
  void on_close(std::uint16_t code) override;
  void on_writable() override;

  void park(std::unique_ptr<port::HttpExchange> exchange);
  std::unique_ptr<port::WebSocket> accept(port::HttpExchange& exchange);
  void turn_away(port::HttpExchange& exchange);
  bool has_room();
  void arm_timer();
  void on_timer();

  EngineServer& server_;
  port::HttpRequest handshake_;
  wire::engineio::Session session_;
  std::unique_ptr<EngineHandler> handler_;
  std::unique_ptr<port::HttpExchange> parked_;
  std::unique_ptr<port::WebSocket> socket_;
  port::Executor* socket_loop_;     // never null
  port::HeaderList first_headers_;  // of the answer to the handshake
  int posts_under_way_ = 0;
  port::Executor::TimerId timer_ = port::Executor::kNoTimer;
  MonoMs timer_due_ = 0;
  bool flush_requested_ = false;
  bool overflowed_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
