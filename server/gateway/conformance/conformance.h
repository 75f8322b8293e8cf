// The small echo applications that protocol test suites expect (spec/engineio.md,
// spec/socketio.md, "Conformance"): an Engine.IO echo, two Socket.IO namespaces, a raw WebSocket
// echo and an HTTP echo. One loop.
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string_view>

#include "gateway/engineio/engine_server.h"
#include "gateway/socketio/socket.h"
#include "port/executor.h"
#include "port/http.h"

namespace atelier::gateway {

inline constexpr std::size_t kEchoMessageBytes = 16 * 1024 * 1024;

/// Sends every message back as it came.
EngineServer::Application engine_echo();

/// "/" and "/custom": `auth` on connect, `message` -> `message-back`, `message-with-ack` -> ack,
/// `emit-with-ack` -> the same with an ack asked for, then `emit-with-ack` with what was answered
/// (SIO51).
class ConformanceNamespaces final : public SocketIoApplication {
 public:
  std::unique_ptr<SocketHandler> connect(Socket& socket, std::string_view auth) override;
};

/// Text and binary messages back, at /echo.
class WebSocketEcho {
 public:
  explicit WebSocketEcho(port::Executor& executor);
  ~WebSocketEcho();
  void handle(std::unique_ptr<port::HttpExchange> exchange);

 private:
  struct Peer;
  void remove(Peer& peer);

  port::Executor& executor_;
  std::set<std::unique_ptr<Peer>> peers_;
};

/// 200 with the request's body.
void http_echo(std::unique_ptr<port::HttpExchange> exchange);

}  // namespace atelier::gateway
