#include "gateway/yjs/yjs_connection.h"

#include <utility>

#include "crdt/awareness.h"
#include "gateway/errors.h"
#include "gateway/yjs/yjs_gateway.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
namespace yjs = wire::yjs;

/// YWS2: final, where 1008 would have the same sent again.
constexpr std::uint16_t kMalformed = 4400;
constexpr std::uint16_t kTryAgainLater = 1013;
constexpr std::string_view kReadOnly = "read-only";

}  // namespace

YjsConnection::YjsConnection(YjsGateway& gateway, core::PeerId peer, docs::DocumentId document)
    : gateway_(gateway),
      peer_(peer),
      document_(std::move(document)),
      last_sent_(gateway.needs().clock.mono()),
      bucket_(gateway.needs().rates.connection, last_sent_) {}

void YjsConnection::identified(Result<Identity> identity) {
  if (closed_) return;
  if (!identity) return refuse(identity.error());
  identified_ = true;
  expires_at_ = identity->expires_at;
  watch_login(identity->login);
  gateway_.needs().docs.attach(peer_, document_, identity->access(document_.room));
  for (const std::string& message : std::exchange(early_, {})) {
    if (!closed_) handle(message);
  }
}

// AUTH42
void YjsConnection::watch_login(const std::string& login) {
  LoginWatch* const logins = gateway_.needs().logins;
  if (logins == nullptr) return;
  login_ = logins->watch(login, [this] {
    refuse({Errc::kUnauthenticated, "This login has ended: log in again."});
  });
}

void YjsConnection::on_text(std::string_view) {
  close(kMalformed, "Yjs messages are binary.");
}

void YjsConnection::on_binary(std::string_view bytes) {
  if (closed_) return;
  if (identified_) return handle(bytes);
  early_bytes_ += bytes.size();
  if (early_bytes_ > YjsGateway::kMaxEarlyBytes) {
    return close(kTryAgainLater, "Too much was sent before the server was ready.");
  }
  early_.emplace_back(bytes);
}

void YjsConnection::on_close(std::uint16_t) {
  if (!closed_) end();
}

bool YjsConnection::take_token(bool is_awareness) {
  if (!gateway_.needs().rates.enabled) return true;
  if (bucket_.take(gateway_.needs().clock.mono())) return true;
  if (!is_awareness) close(kTryAgainLater, "Too many messages: send fewer at a time.");
  return false;
}

void YjsConnection::handle(std::string_view bytes) {
  if (expires_at_ != 0 && gateway_.needs().clock.wall() >= expires_at_) return tick();
  const auto frame = yjs::decode_frame(bytes);
  if (!frame) return refuse(frame.error());
  const bool is_awareness = std::holds_alternative<yjs::AwarenessUpdate>(*frame);
  if (!take_token(is_awareness)) return;
  if (const auto* step1 = std::get_if<yjs::SyncStep1>(&*frame)) {
    forward(docs::MessageKind::kStep1, step1->state_vector);
  } else if (const auto* step2 = std::get_if<yjs::SyncStep2>(&*frame)) {
    forward_update(docs::MessageKind::kStep2, step2->update);
  } else if (const auto* update = std::get_if<yjs::SyncUpdate>(&*frame)) {
    forward_update(docs::MessageKind::kUpdate, update->update);
  } else if (const auto* awareness = std::get_if<yjs::AwarenessUpdate>(&*frame)) {
    forward(docs::MessageKind::kAwareness, awareness->update);
  } else if (std::holds_alternative<yjs::QueryAwareness>(*frame)) {
    forward(docs::MessageKind::kQueryAwareness, {});
  } else if (std::holds_alternative<yjs::PermissionDenied>(*frame)) {
    refuse(invalid("Only the server may deny a permission."));
  }
}

void YjsConnection::forward(docs::MessageKind kind, std::string_view bytes) {
  gateway_.needs().docs.send(peer_, document_, {kind, std::string(bytes)});
}

void YjsConnection::forward_update(docs::MessageKind kind, std::string_view bytes) {
  unsettled_.push_back(bytes.size());
  unsettled_bytes_ += bytes.size();
  if (unsettled_bytes_ > YjsGateway::kMaxUnsettledBytes) {
    return close(kTryAgainLater, "Changes come faster than they can be stored.");
  }
  forward(kind, bytes);
}

void YjsConnection::settled() {
  if (unsettled_.empty()) return;
  unsettled_bytes_ -= unsettled_.front();
  unsettled_.pop_front();
}

void YjsConnection::deliver(const docs::DocumentDelivery& delivery) {
  switch (delivery.kind) {
    case docs::DeliveryKind::kAttached:
      attached_ = true;
      return;
    case docs::DeliveryKind::kRole:
    case docs::DeliveryKind::kStateless:
      return;
    case docs::DeliveryKind::kStep1:
      return send(yjs::encode_step1(*delivery.bytes));
    case docs::DeliveryKind::kStep2:
      synced_ = true;
      return send_update(FrameSpan::all_of(gateway_.step2_frames().frame(
          delivery.bytes, {}, [&] { return yjs::encode_step2(*delivery.bytes); })));
    case docs::DeliveryKind::kUpdate:
      return send(yjs::encode_update(*delivery.bytes));
    case docs::DeliveryKind::kAwareness:
      return send(yjs::encode_awareness(*delivery.bytes));
    case docs::DeliveryKind::kReadOnly:
      return send(yjs::encode_permission_denied(kReadOnly));
    case docs::DeliveryKind::kSettled:
      return settled();
    case docs::DeliveryKind::kClosed:
      return refuse(*delivery.error);
  }
}

void YjsConnection::send_update(const FrameSpan& frames) {
  if (closed_ || !synced_ || !makes_room()) return;
  last_sent_ = gateway_.needs().clock.mono();
  socket_->send_frames(frames.run, frames.from, frames.to);
}

void YjsConnection::send_awareness(const FrameSpan& frames) {
  if (closed_ || !attached_) return;
  if (socket_->buffered_bytes() > YjsGateway::kAwarenessBacklogBytes) return;
  last_sent_ = gateway_.needs().clock.mono();
  socket_->send_frames(frames.run, frames.from, frames.to);
}

void YjsConnection::send(std::string_view frame) {
  if (closed_ || !makes_room()) return;
  last_sent_ = gateway_.needs().clock.mono();
  socket_->send_binary(frame);
}

bool YjsConnection::makes_room() {
  if (socket_->buffered_bytes() <= YjsGateway::kMaxBufferedBytes) return true;
  close(kTryAgainLater, "The connection is too slow.");
  return false;
}

void YjsConnection::tick() {
  if (closed_) return;
  const port::Clock& clock = gateway_.needs().clock;
  if (expires_at_ != 0 && clock.wall() >= expires_at_) {
    return refuse({Errc::kUnauthenticated, "The token has expired: get a new one."});
  }
  if (attached_ && clock.mono() - last_sent_ >= YjsGateway::kSilenceMs) {
    send(yjs::encode_awareness(crdt::encode_awareness({})));
  }
}

void YjsConnection::refuse(const Error& error) {
  if (closed_) return;
  if (error.code == Errc::kTooLarge)
    socket_->send_binary(yjs::encode_permission_denied(error.message));
  close(error.code == Errc::kInvalid ? kMalformed : close_code(error.code), error.message);
}

void YjsConnection::close(std::uint16_t code, std::string_view reason) {
  if (closed_) return;
  socket_->close(code, reason);
  end();
}

void YjsConnection::end() {
  closed_ = true;
  gateway_.remove(*this);
}

}  // namespace atelier::gateway
