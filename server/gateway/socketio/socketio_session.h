// Socket.IO on one Engine.IO session: the protocol engine of wire/socketio joined to the session
// below and the sockets above.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/socketio/socket.h"
#include "port/clock.h"
#include "port/executor.h"
#include "port/random.h"

namespace atelier::gateway {

struct SocketIoOptions {
  DurationMs connect_timeout_ms = 45'000;
  bool msgpack = false;  // the parser of socket.io-msgpack-parser instead of the usual one
};

class SocketIoSession final : public EngineHandler, public wire::socketio::ConnectionOutput {
 public:
  struct Needs {
    SocketIoApplication& application;
    port::Executor& executor;
    const port::Clock& clock;
    port::Random& random;
    const wire::socketio::Codec& codec;
    SocketIoOptions options;
  };
  SocketIoSession(const Needs& needs, EngineSession& engine);
  ~SocketIoSession() override;

  // EngineHandler
  void on_message(std::string_view data, bool binary) override;
  void on_closed(wire::engineio::CloseReason reason) override;
  void on_writable() override;

  // For sockets.
  EngineSession& engine() { return engine_; }
  wire::socketio::Connection& connection() { return connection_; }
  bool is_text() const { return !needs_.options.msgpack; }
  std::string new_sid();
  /// The socket leaves: its handler hears of it and goes at the end of the turn.
  void remove(Socket& socket, bool tell);
  MonoMs now() const { return needs_.clock.mono(); }
  /// There is a new deadline of the connection.
  void arm_timer(MonoMs due);
  bool holds_back() const;
  void emit_latest(Latest latest);

 private:
  // wire::socketio::ConnectionOutput
  void send_packet(std::string packet) override;
  void send_binary(std::string_view bytes) override;
  void close_transport() override;
  void on_connect(std::string_view nsp, std::string_view auth) override;
  void on_event(const wire::socketio::Incoming& event) override;
  void on_ack(const wire::socketio::Incoming& ack) override;
  void on_ack_timeout(std::string_view nsp, wire::socketio::AckId id) override;
  void on_disconnect(std::string_view nsp, wire::socketio::Leave leave) override;

  Needs needs_;
  EngineSession& engine_;
  wire::socketio::Connection connection_;
  std::map<std::string, std::unique_ptr<Socket>, std::less<>> sockets_;
  std::vector<Latest> latest_;  // kept back, oldest first
  port::Executor::TimerId timer_ = port::Executor::kNoTimer;
  MonoMs timer_due_ = 0;
};

}  // namespace atelier::gateway
