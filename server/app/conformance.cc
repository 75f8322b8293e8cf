#include "app/conformance.h"

#include <memory>
#include <thread>
#include <vector>

#include "adapter/crypto/system_random.h"
#include "app/config.h"
#include "app/process.h"
#include "gateway/conformance/conformance.h"
#include "gateway/front.h"
#include "gateway/socketio/socketio_session.h"
#include "net/event_loop.h"
#include "net/server.h"
#include "net/system_clock.h"
#include "wire/socketio/msgpack_codec.h"

namespace atelier::app {
namespace {

constexpr std::size_t kLoops = 2;  // so that requests do cross loops
constexpr DurationMs kConnectTimeoutMs = 1000;
constexpr std::size_t kMaxPayload = 1'000'000;
constexpr std::size_t kHttpEchoBytes = 1'000'000;

gateway::EngineOptions engine_options(const ConformanceOptions& options) {
  gateway::EngineOptions engine;
  engine.ping_interval_ms = options.ping_interval_ms;
  engine.ping_timeout_ms = options.ping_timeout_ms;
  engine.max_payload = kMaxPayload;
  engine.cors = true;
  engine.cors_policy.any_origin = true;
  return engine;
}

template <class C>
std::unique_ptr<wire::socketio::Codec> codec_as() {
  return std::make_unique<C>();
}

// Everything of one loop.
class Lane {
 public:
  Lane(std::size_t index, port::Executor& executor, const port::Clock& clock, port::Random& random,
       const ConformanceOptions& options)
      : echo(executor),
        codec(options.msgpack ? codec_as<wire::socketio::MsgpackCodec>()
                              : codec_as<wire::socketio::TextCodec>()),
        session_needs{namespaces, executor, clock,
                      random,     *codec,   {kConnectTimeoutMs, options.msgpack}},
        engine({index, executor, clock, random}, engine_options(options), gateway::engine_echo()),
        sockets({index, executor, clock, random}, engine_options(options),
                [this](gateway::EngineSession& session) {
                  return std::make_unique<gateway::SocketIoSession>(session_needs, session);
                }) {
    const auto mount = [this](std::string path, gateway::EngineServer& server) {
      front.mount({std::move(path),
                   [&server](std::unique_ptr<port::HttpExchange> exchange) {
                     server.handle(std::move(exchange));
                   },
                   [&server](const port::HttpRequest& head) { return server.max_body_bytes(head); },
                   true});
    };
    mount("/engine.io", engine);
    mount("/socket.io", sockets);
    front.mount(
        {"/echo",
         [this](std::unique_ptr<port::HttpExchange> exchange) { echo.handle(std::move(exchange)); },
         nullptr, true});
    front.mount({"/", gateway::http_echo, [](const port::HttpRequest&) { return kHttpEchoBytes; }});
  }

  gateway::Front front;
  gateway::ConformanceNamespaces namespaces;
  gateway::WebSocketEcho echo;
  std::unique_ptr<wire::socketio::Codec> codec;
  gateway::SocketIoSession::Needs session_needs;
  gateway::EngineServer engine;
  gateway::EngineServer sockets;
};

}  // namespace

Result<void> run_conformance(const ConformanceOptions& options) {
  ATELIER_TRY(const HostPort listen, parse_host_port(options.listen));
  block_signals();
  const net::SystemClock clock;
  adapter::SystemRandom random;
  std::vector<std::unique_ptr<net::LoopThread>> threads;
  std::vector<std::unique_ptr<Lane>> lanes;
  std::vector<net::Server::Lane> served;
  std::vector<gateway::EngineServer*> engines, sockets;
  for (std::size_t i = 0; i < kLoops; ++i) {
    threads.push_back(std::make_unique<net::LoopThread>());
    lanes.push_back(std::make_unique<Lane>(i, threads.back()->loop(), clock, random, options));
    served.push_back({&threads.back()->loop(), &lanes.back()->front});
    engines.push_back(&lanes.back()->engine);
    sockets.push_back(&lanes.back()->sockets);
  }
  for (const auto& lane : lanes) {
    lane->engine.join(engines);
    lane->sockets.join(sockets);
  }
  net::ServerOptions server_options;
  server_options.host = listen.host;
  server_options.port = listen.port;
  net::Server server(server_options, served, clock);
  const auto port = server.start();
  if (!port) return port.error();
  print_ready(listen.host, *port, false);
  wait_for_signal();
  server.stop();
  for (const auto& thread : threads) thread->stop();
  return {};
}

}  // namespace atelier::app
