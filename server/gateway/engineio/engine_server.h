// Engine.IO over HTTP on one loop (spec/engineio.md): handshakes, polls, posts and upgrades, and
// which loop a session lives on. The servers of all loops know each other, so that a request finds
// its session wherever it arrives.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/engineio/engine_session.h"
#include "port/clock.h"
#include "port/executor.h"
#include "port/http.h"
#include "port/random.h"
#include "wire/engineio/handshake.h"
#include "wire/http/cors.h"

namespace atelier::gateway {

struct EngineOptions {
  DurationMs ping_interval_ms = 25'000;
  DurationMs ping_timeout_ms = 20'000;
  std::size_t max_payload = limits::kEngineIoPayloadBytes;
  std::size_t max_sessions = limits::kEngineIoSessionsPerLoop;
  bool cors = false;  // polling from other origins, by `cors_policy`
  wire::http::CorsPolicy cors_policy = {};
  /// False: 403 with code 4. Asked for handshakes and upgrades (cross-site WebSocket).
  std::function<bool(const port::HttpRequest&)> allow = nullptr;
  /// Asked for handshakes: may add to the request, and to its answer by a Set-Cookie header.
  std::function<std::string(port::HttpRequest&)> introduce = nullptr;
};

class EngineServer {
 public:
  /// Makes the protocol above a new session.
  using Application = std::function<std::unique_ptr<EngineHandler>(EngineSession&)>;

  struct Needs {
    std::size_t loop = 0;
    port::Executor& executor;
    const port::Clock& clock;
    port::Random& random;
  };
  EngineServer(Needs needs, EngineOptions options, Application application);
  ~EngineServer();

  /// The servers of all loops, in order, this one included. Before any request.
  void join(std::vector<EngineServer*> all) { all_ = std::move(all); }

  void handle(std::unique_ptr<port::HttpExchange> exchange);
  /// For HttpHandler::max_body_bytes: also takes note that the body of a POST is on its way
  /// (EIO33).
  std::size_t max_body_bytes(const port::HttpRequest& head);
  /// Ends all sessions in batches; new ones are refused with Retry-After.
  void drain();
  std::size_t sessions() const { return sessions_.size(); }

  // For sessions.
  const EngineOptions& options() const { return options_; }
  port::Executor& executor() { return needs_.executor; }
  const port::Clock& clock() const { return needs_.clock; }
  void respond(port::HttpExchange& exchange, int status, std::string_view type, std::string body,
               const port::HeaderList& more = {});
  void refuse(port::HttpExchange& exchange, wire::engineio::HandshakeError error);
  void forget(EngineSession& session);

 private:
  void handle_here(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home);
  void dispatch_after(port::Executor& socket_loop, std::unique_ptr<port::HttpExchange> exchange,
                      port::Executor& home);
  void handshake(std::unique_ptr<port::HttpExchange> exchange,
                 const wire::engineio::Request& request);
  void dispatch(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home);
  void to_session(EngineSession& session, std::unique_ptr<port::HttpExchange> exchange,
                  port::Executor& home);
  EngineServer& owner_of(const wire::engineio::Request& request);
  EngineSession* find(const wire::engineio::Request& request) const;
  port::HeaderList cors_headers(const port::HttpRequest& request) const;
  void drain_batch();

  Needs needs_;
  EngineOptions options_;
  Application application_;
  std::vector<EngineServer*> all_;
  std::map<std::string, std::unique_ptr<EngineSession>, std::less<>> sessions_;
  bool draining_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
