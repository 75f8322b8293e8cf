#include "gateway/engineio/engine_server.h"

#include <charconv>

#include "gateway/engineio/remote_exchange.h"
#include "wire/http/accept.h"
#include "wire/http/gzip.h"

namespace atelier::gateway {
namespace {

using wire::engineio::HandshakeError;
using wire::engineio::Transport;

constexpr std::size_t kCompressFromBytes = 1024;
constexpr std::size_t kDrainBatch = 100;
constexpr DurationMs kDrainStepMs = 50;

wire::engineio::Request read(const port::HttpExchange& exchange) {
  const port::HttpRequest& request = exchange.request();
  wire::engineio::Request asked = wire::engineio::parse_query(request.query);
  asked.is_get = request.method == "GET";
  asked.is_upgrade = exchange.is_websocket_upgrade();
  asked.origin = request.header("origin").value_or("");
  return asked;
}

}  // namespace

EngineServer::EngineServer(Needs needs, EngineOptions options, Application application)
    : needs_(needs), options_(std::move(options)), application_(std::move(application)) {
  all_ = {this};
}

EngineServer::~EngineServer() = default;

EngineSession* EngineServer::find(const wire::engineio::Request& request) const {
  if (!request.sid) return nullptr;
  const auto found = sessions_.find(*request.sid);
  return found == sessions_.end() ? nullptr : found->second.get();
}

// EIO14: the server of the loop that the session id names, or this one.
EngineServer& EngineServer::owner_of(const wire::engineio::Request& request) {
  const auto loop = request.sid ? wire::engineio::loop_of_sid(*request.sid) : std::nullopt;
  return loop && *loop < all_.size() ? *all_[*loop] : *this;
}

void EngineServer::handle(std::unique_ptr<port::HttpExchange> exchange) {
  EngineServer& owner = owner_of(read(*exchange));
  if (&owner == this) return handle_here(std::move(exchange), needs_.executor);
  hand_over(std::move(exchange), needs_.executor, owner.executor(),
            [&owner, &home = needs_.executor](std::unique_ptr<port::HttpExchange> handed) {
              owner.handle_here(std::move(handed), home);
            });
}

std::size_t EngineServer::max_body_bytes(const port::HttpRequest& head) {
  // A body without a length may turn out too big, and then it never arrives; nor does one above.
  const auto length = head.header("content-length");
  const wire::engineio::Request request = wire::engineio::parse_query(head.query);
  std::size_t bytes = 0;
  if (length) std::from_chars(length->data(), length->data() + length->size(), bytes);
  const bool will_arrive = bytes > 0 && bytes <= options_.max_payload;
  if (head.method != "POST" || !request.sid || !will_arrive) return options_.max_payload;
  EngineServer& owner = owner_of(request);
  const auto note = [&owner, request] {
    if (EngineSession* const session = owner.find(request)) session->on_post_begun();
  };
  if (&owner == this) {
    note();
  } else {
    owner.executor().post(note);
  }
  return options_.max_payload;
}

void EngineServer::handle_here(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home) {
  const port::HttpRequest& request = exchange->request();
  if (request.method == "OPTIONS" && options_.cors) {
    const auto asked = request.header("access-control-request-headers").value_or("");
    const auto origin = request.header("origin").value_or("");
    return exchange->respond(
        {204, wire::http::cors_preflight_headers(options_.cors_policy, origin, asked), {}});
  }
  const EngineSession* session = find(read(*exchange));
  if (session == nullptr || !session->is_upgrading()) return dispatch(std::move(exchange), home);
  dispatch_after(session->socket_loop(), std::move(exchange), home);
}

// EIO59: frames of the upgrade that had arrived before this request come first: the loop of their
// socket reads what is ready in one turn and passes it on before it lets the request go on.
void EngineServer::dispatch_after(port::Executor& socket_loop,
                                  std::unique_ptr<port::HttpExchange> exchange,
                                  port::Executor& home) {
  auto held = std::make_shared<std::unique_ptr<port::HttpExchange>>(std::move(exchange));
  const auto gone = std::make_shared<bool>(false);
  (*held)->on_abort([gone] { *gone = true; });  // then nobody waits for an answer
  Task go_on = [this, alive = std::weak_ptr<int>(alive_), held, gone, &home] {
    if (alive.lock() != nullptr && !*gone) dispatch(std::move(*held), home);
  };
  socket_loop.post([&socket_loop, &owner = needs_.executor, go_on = std::move(go_on)]() mutable {
    socket_loop.at_turn_end(
        [&owner, go_on = std::move(go_on)]() mutable { owner.post(std::move(go_on)); });
  });
}

void EngineServer::dispatch(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home) {
  const wire::engineio::Request request = read(*exchange);
  EngineSession* session = find(request);
  std::optional<wire::engineio::KnownSession> known;
  if (session != nullptr) known = {session->transport()};
  if (const auto error = wire::engineio::check(request, known)) return refuse(*exchange, *error);
  const bool opens = session == nullptr || request.is_upgrade;
  if (opens && options_.allow && !options_.allow(exchange->request())) {
    return refuse(*exchange, HandshakeError::kForbidden);
  }
  if (session != nullptr) return to_session(*session, std::move(exchange), home);
  if (const auto error = wire::engineio::check_version(request)) return refuse(*exchange, *error);
  handshake(std::move(exchange), request);
}

void EngineServer::to_session(EngineSession& session, std::unique_ptr<port::HttpExchange> exchange,
                              port::Executor& home) {
  if (exchange->is_websocket_upgrade()) return session.on_upgrade(std::move(exchange), home);
  const std::string& method = exchange->request().method;
  if (method == "GET") return session.on_poll(std::move(exchange));
  if (method == "POST") return session.on_post(std::move(exchange));
  refuse(*exchange, HandshakeError::kBadRequest);
}

void EngineServer::handshake(std::unique_ptr<port::HttpExchange> exchange,
                             const wire::engineio::Request& request) {
  if (draining_ || sessions_.size() >= options_.max_sessions) {
    return exchange->refuse({503, {{"Retry-After", "1"}}, "The server is busy: try again.\n"});
  }
  wire::engineio::SidBytes random{};
  needs_.random.fill(random);
  wire::engineio::SessionOptions options;
  options.sid = wire::engineio::make_sid(random, static_cast<std::uint8_t>(needs_.loop));
  options.transport = request.is_upgrade ? Transport::kWebSocket : Transport::kPolling;
  options.b64 = request.b64;
  options.ping_interval_ms = options_.ping_interval_ms;
  options.ping_timeout_ms = options_.ping_timeout_ms;
  options.max_payload = options_.max_payload;
  port::HttpRequest opening = exchange->request();
  const std::string cookie = options_.introduce ? options_.introduce(opening) : std::string();
  auto made = std::make_unique<EngineSession>(*this, options, std::move(opening));
  EngineSession& session = *made;
  sessions_.emplace(options.sid, std::move(made));
  session.set_handler(application_(session));
  session.begin(std::move(exchange), cookie);
}

port::HeaderList EngineServer::cors_headers(const port::HttpRequest& request) const {
  if (!options_.cors) return {};
  return wire::http::cors_headers(options_.cors_policy, request.header("origin").value_or(""));
}

void EngineServer::respond(port::HttpExchange& exchange, int status, std::string_view type,
                           std::string body, const port::HeaderList& more) {
  const port::HttpRequest& request = exchange.request();
  port::HttpResponse response{status, cors_headers(request), std::move(body)};
  response.headers.insert(response.headers.end(), more.begin(), more.end());
  response.headers.emplace_back("Content-Type", type);
  response.headers.emplace_back("Cache-Control", "no-store");
  const auto accepted = request.header("accept-encoding").value_or("");
  if (response.body.size() >= kCompressFromBytes &&
      wire::http::negotiate_coding(accepted, {.gzip = true}) == wire::http::Coding::kGzip) {
    response.body = wire::http::gzip(response.body);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  exchange.respond(std::move(response));
}

void EngineServer::refuse(port::HttpExchange& exchange, HandshakeError error) {
  const int status = wire::engineio::status_of(error);
  if (exchange.is_websocket_upgrade()) {  // EIO2: words, not JSON, and the connection ends
    return exchange.refuse(
        {status, {{"Content-Type", "text/html"}}, std::string(wire::engineio::message_of(error))});
  }
  port::HttpResponse response{status, cors_headers(exchange.request()),
                              wire::engineio::error_body(error)};
  response.headers.emplace_back("Content-Type", "application/json");
  // EIO5: whoever speaks another version has nothing more to say here.
  if (error == HandshakeError::kUnsupportedVersion) return exchange.refuse(std::move(response));
  exchange.respond(std::move(response));
}

void EngineServer::forget(EngineSession& session) {
  // Called from within the session: it goes at the end of the turn.
  const auto found = sessions_.find(session.sid());
  if (found == sessions_.end()) return;
  std::shared_ptr<EngineSession> held(std::move(found->second));
  sessions_.erase(found);
  needs_.executor.at_turn_end([held = std::move(held)] {});
}

void EngineServer::drain() {
  draining_ = true;
  drain_batch();
}

void EngineServer::drain_batch() {
  std::vector<EngineSession*> batch;
  for (const auto& [sid, session] : sessions_) {
    if (batch.size() == kDrainBatch) break;
    if (session->is_open()) batch.push_back(session.get());
  }
  for (EngineSession* session : batch) session->close();
  if (batch.empty()) return;
  needs_.executor.run_after(kDrainStepMs, [this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.lock() != nullptr) drain_batch();
  });
}

}  // namespace atelier::gateway
