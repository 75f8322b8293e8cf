#include "gateway/engineio/engine_session.h"

#include <algorithm>
#include <utility>

#include "gateway/engineio/engine_server.h"

namespace atelier::gateway {

using wire::engineio::HandshakeError;

namespace {

class Nobody final : public port::WebSocketHandler {
 public:
  void on_text(std::string_view) override {}
  void on_binary(std::string_view) override {}
  void on_close(std::uint16_t) override {}
};

}  // namespace

EngineSession::EngineSession(EngineServer& server, wire::engineio::SessionOptions options,
                             port::HttpRequest handshake)
    : server_(server),
      handshake_(std::move(handshake)),
      session_(std::move(options), *this, server.clock().mono()),
      socket_loop_(&server.executor()) {
  handshake_.body.clear();
}

EngineSession::~EngineSession() {
  server_.executor().cancel(timer_);
}

void EngineSession::begin(std::unique_ptr<port::HttpExchange> exchange, const std::string& cookie) {
  if (!cookie.empty()) first_headers_.emplace_back("Set-Cookie", cookie);
  if (session_.transport() == wire::engineio::Transport::kWebSocket) {
    socket_ = accept(*exchange);
    session_.open();
  } else {
    session_.open();
    park(std::move(exchange));
    session_.on_poll();
  }
  arm_timer();
}

std::unique_ptr<port::WebSocket> EngineSession::accept(port::HttpExchange& exchange) {
  return exchange.accept_websocket(*this, {.max_message_bytes = server_.options().max_payload},
                                   std::exchange(first_headers_, {}));
}

void EngineSession::park(std::unique_ptr<port::HttpExchange> exchange) {
  parked_ = std::move(exchange);
  parked_->on_abort([this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.lock() == nullptr) return;
    parked_.reset();
    session_.on_poll_aborted();
  });
}

void EngineSession::on_poll(std::unique_ptr<port::HttpExchange> exchange) {
  if (session_.has_parked_poll()) {
    session_.on_second_poll();  // EIO32
    return server_.refuse(*exchange, HandshakeError::kBadRequest);
  }
  park(std::move(exchange));
  session_.on_poll();
}

void EngineSession::on_post(std::unique_ptr<port::HttpExchange> exchange) {
  const port::HttpRequest& request = exchange->request();
  const auto type = request.header("content-type").value_or("");
  const bool alone = posts_under_way_ <= 1;  // EIO33
  posts_under_way_ = 0;
  if (!alone || type.starts_with("application/octet-stream")) {  // EIO34
    session_.on_bad_post();
    return server_.refuse(*exchange, HandshakeError::kBadRequest);
  }
  const auto answer = session_.on_post(request.body, server_.clock().mono());
  if (answer == wire::engineio::Session::PostAnswer::kBadRequest) {
    return server_.refuse(*exchange, HandshakeError::kBadRequest);
  }
  server_.respond(*exchange, 200, "text/html", "ok");
}

void EngineSession::on_upgrade(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home) {
  if (!session_.on_websocket_attached(server_.clock().mono())) return turn_away(*exchange);
  socket_loop_ = &home;
  socket_ = accept(*exchange);
  arm_timer();
}

// EIO57: as in the reference the WebSocket opens and is closed, so that clients see no failed
// request but an end.
void EngineSession::turn_away(port::HttpExchange& exchange) {
  auto handler = std::make_shared<Nobody>();
  std::shared_ptr<port::WebSocket> socket = exchange.accept_websocket(*handler, {}, {});
  socket->close(0, {});
  server_.executor().at_turn_end(
      [handler = std::move(handler), socket = std::move(socket)]() mutable { socket.reset(); });
}

void EngineSession::send(std::string_view data, bool binary) {
  if (has_room()) session_.send_message(data, binary);
}

void EngineSession::send_packet(std::string packet) {
  if (has_room()) session_.send_packet(std::move(packet));
}

bool EngineSession::has_room() {
  if (overflowed_) return false;
  if (buffered_bytes() <= limits::kSocketIoOutboxBytes) return true;
  overflowed_ = true;
  // Not now: who sends does not expect that the session ends under its feet.
  server_.executor().at_turn_end([this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.lock() != nullptr) close();
  });
  return false;
}

bool EngineSession::is_writable() const {
  if (session_.sends_on_websocket()) return socket_ != nullptr && socket_->buffered_bytes() == 0;
  return session_.is_open() && session_.poll_is_writable();
}

void EngineSession::send_frames(const std::shared_ptr<const std::string>& run, std::size_t from,
                                std::size_t to) {
  if (socket_ != nullptr && has_room()) socket_->send_frames(run, from, to);
}

void EngineSession::close() {
  session_.close(server_.clock().mono());
}

std::size_t EngineSession::buffered_bytes() const {
  return session_.buffered_bytes() + (socket_ != nullptr ? socket_->buffered_bytes() : 0);
}

void EngineSession::answer_poll(std::string payload) {
  // The exchange first leaves its place: the answer may bring the next poll.
  const auto exchange = std::move(parked_);
  if (exchange != nullptr) {
    server_.respond(*exchange, 200, "text/plain; charset=UTF-8", std::move(payload),
                    std::exchange(first_headers_, {}));
  }
  if (session_.is_open()) on_writable();
}

void EngineSession::send_text(std::string_view packet) {
  if (socket_ != nullptr) socket_->send_text(packet);
}

void EngineSession::send_binary(std::string_view bytes) {
  if (socket_ != nullptr) socket_->send_binary(bytes);
}

void EngineSession::close_websocket() {
  if (socket_ == nullptr) return;
  socket_->close(0, {});
  // The call may come from within the socket's own callback.
  server_.executor().at_turn_end(
      [socket = std::shared_ptr<port::WebSocket>(std::move(socket_))] {});
}

void EngineSession::request_flush() {
  if (flush_requested_) return;
  flush_requested_ = true;
  server_.executor().at_turn_end([this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.lock() == nullptr) return;
    flush_requested_ = false;
    session_.flush();
  });
}

void EngineSession::on_message(std::string_view data, bool binary) {
  if (handler_ != nullptr) handler_->on_message(data, binary);
}

void EngineSession::on_closed(wire::engineio::CloseReason reason) {
  if (handler_ != nullptr) handler_->on_closed(reason);
}

void EngineSession::on_finished() {
  server_.forget(*this);
}

void EngineSession::on_text(std::string_view utf8) {
  session_.on_websocket_text(utf8, server_.clock().mono());
}

void EngineSession::on_binary(std::string_view bytes) {
  session_.on_websocket_binary(bytes);
}

void EngineSession::on_close(std::uint16_t) {
  server_.executor().at_turn_end(
      [socket = std::shared_ptr<port::WebSocket>(std::move(socket_))] {});
  session_.on_websocket_closed();
}

void EngineSession::on_writable() {
  if (handler_ != nullptr) handler_->on_writable();
}

void EngineSession::arm_timer() {
  const auto due = session_.deadline();
  if (!due) return;
  if (timer_ != port::Executor::kNoTimer) {
    if (timer_due_ <= *due) return;  // fires first and arms again
    server_.executor().cancel(timer_);
  }
  timer_due_ = *due;
  const DurationMs wait = std::max<DurationMs>(0, *due - server_.clock().mono());
  timer_ = server_.executor().run_after(wait, [this] { on_timer(); });
}

void EngineSession::on_timer() {
  timer_ = port::Executor::kNoTimer;
  session_.on_deadline(server_.clock().mono());
  arm_timer();
}

}  // namespace atelier::gateway
