#include "gateway/socketio/socketio_session.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"

namespace atelier::gateway {

void Socket::accept() {
  if (accepted_ || ended_) return;
  accepted_ = true;
  session_.connection().accept(nsp_, session_.new_sid());
}

void Socket::refuse(std::string_view error) {
  if (accepted_ || ended_) return;
  session_.connection().refuse(nsp_, error);
  session_.remove(*this, false);
}

void Socket::emit(const wire::socketio::Payload& payload) {
  if (!ended_) session_.connection().emit(nsp_, payload);
}

void Socket::emit_with_ack(const wire::socketio::Payload& payload, DurationMs timeout_ms,
                           AckDone done) {
  if (!accepted_ || ended_) return done(AckOutcome::kLeft, nullptr);
  const wire::socketio::AckId id = next_ack_++;
  const MonoMs due = session_.now() + timeout_ms;
  if (!session_.connection().emit_with_ack(nsp_, payload, id, due)) {
    return done(AckOutcome::kTooMany, nullptr);
  }
  awaited_.emplace(id, std::move(done));
  session_.arm_timer(due);
}

void Socket::acknowledged(wire::socketio::AckId id, AckOutcome outcome,
                          const wire::socketio::Incoming* ack) {
  auto found = awaited_.extract(id);
  if (!found.empty()) found.mapped()(outcome, ack);
}

void Socket::leave_awaited() {
  for (auto& [id, done] : std::exchange(awaited_, {})) done(AckOutcome::kLeft, nullptr);
}

void Socket::ack(wire::socketio::AckId id, const wire::socketio::Payload& payload) {
  if (!ended_) session_.connection().ack(nsp_, id, payload);
}

void Socket::emit_latest(Latest latest) {
  if (!accepted_ || ended_) return;
  latest.nsp = nsp_;
  session_.emit_latest(std::move(latest));
}

bool Socket::holds_back() const {
  return session_.holds_back();
}

void Socket::disconnect() {
  if (ended_) return;
  session_.connection().leave(nsp_);
  session_.remove(*this, true);
}

void Socket::close_transport() {
  session_.engine().close();
}

EngineSession& Socket::engine() {
  return session_.engine();
}

bool Socket::takes_frames() {
  return accepted_ && !ended_ && session_.is_text() && session_.engine().takes_frames();
}

SocketIoSession::SocketIoSession(const Needs& needs, EngineSession& engine)
    : needs_(needs),
      engine_(engine),
      connection_({.connect_timeout_ms = needs.options.connect_timeout_ms}, needs.codec, *this,
                  needs.clock.mono()) {
  if (const auto due = connection_.deadline()) arm_timer(*due);
}

SocketIoSession::~SocketIoSession() {
  needs_.executor.cancel(timer_);
}

void SocketIoSession::on_message(std::string_view data, bool binary) {
  connection_.on_message(data, binary);
}

void SocketIoSession::on_closed(wire::engineio::CloseReason) {
  connection_.on_transport_closed();
  // Sockets that were still asking to connect hear nothing from the connection.
  while (!sockets_.empty()) remove(*sockets_.begin()->second, true);
}

bool SocketIoSession::holds_back() const {
  return !latest_.empty() || engine_.buffered_bytes() > limits::kSocketIoWritableBytes;
}

void SocketIoSession::emit_latest(Latest latest) {
  std::erase_if(latest_, [&latest](const Latest& older) {
    return older.key == latest.key && older.nsp == latest.nsp;
  });
  if (latest_.size() >= limits::kSocketIoKeyedPerConnection) latest_.erase(latest_.begin());
  latest_.push_back(std::move(latest));
  on_writable();
}

void SocketIoSession::on_writable() {
  if (latest_.empty() || engine_.buffered_bytes() > limits::kSocketIoWritableBytes) return;
  for (const Latest& each : std::exchange(latest_, {})) {
    connection_.emit(each.nsp, {each.payload, each.attachments.get()});
  }
}

std::string SocketIoSession::new_sid() {
  return base64::encode_url(needs_.random.bytes(15));
}

void SocketIoSession::send_packet(std::string packet) {
  engine_.send_packet(std::move(packet));
}

void SocketIoSession::send_binary(std::string_view bytes) {
  engine_.send(bytes, true);
}

void SocketIoSession::close_transport() {
  engine_.close();
}

void SocketIoSession::on_connect(std::string_view nsp, std::string_view auth) {
  auto made = std::make_unique<Socket>(*this, std::string(nsp));
  Socket& socket = *made;
  sockets_.insert_or_assign(std::string(nsp), std::move(made));
  auto handler = needs_.application.connect(socket, auth);
  if (handler == nullptr) return socket.refuse(R"({"message":"Invalid namespace"})");
  socket.handler_ = std::move(handler);
  if (socket.ended_) socket.handler_.reset();
}

void SocketIoSession::on_event(const wire::socketio::Incoming& event) {
  const auto found = sockets_.find(event.nsp);
  if (found != sockets_.end() && found->second->handler_ != nullptr) {
    found->second->handler_->on_event(event);
  }
}

// SIO27: the connection passes on only the first ack of an id that it awaits.
void SocketIoSession::on_ack(const wire::socketio::Incoming& ack) {
  const auto found = sockets_.find(ack.nsp);
  if (found != sockets_.end()) found->second->acknowledged(*ack.ack_id, AckOutcome::kAcked, &ack);
}

void SocketIoSession::on_ack_timeout(std::string_view nsp, wire::socketio::AckId id) {
  const auto found = sockets_.find(nsp);
  if (found != sockets_.end()) found->second->acknowledged(id, AckOutcome::kTimedOut, nullptr);
}

void SocketIoSession::on_disconnect(std::string_view nsp, wire::socketio::Leave) {
  const auto found = sockets_.find(nsp);
  if (found != sockets_.end()) remove(*found->second, true);
}

void SocketIoSession::remove(Socket& socket, bool tell) {
  const auto found = sockets_.find(socket.nsp());
  if (found == sockets_.end() || found->second.get() != &socket) return;
  std::shared_ptr<Socket> held(std::move(found->second));
  sockets_.erase(found);
  held->ended_ = true;
  // The call may come from within the handler, so it goes only when the turn is over.
  needs_.executor.at_turn_end([held, tell] {
    held->leave_awaited();
    if (tell && held->handler_ != nullptr) held->handler_->on_disconnect();
  });
}

void SocketIoSession::arm_timer(MonoMs due) {
  if (timer_ != port::Executor::kNoTimer) {
    if (timer_due_ <= due) return;  // fires first and arms again
    needs_.executor.cancel(timer_);
  }
  timer_due_ = due;
  timer_ = needs_.executor.run_after(std::max<DurationMs>(0, due - now()), [this] {
    timer_ = port::Executor::kNoTimer;
    connection_.on_deadline(now());
    if (const auto next = connection_.deadline()) arm_timer(*next);
  });
}

}  // namespace atelier::gateway
