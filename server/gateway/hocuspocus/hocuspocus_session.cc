#include "gateway/hocuspocus/hocuspocus_session.h"

#include <utility>

#include "gateway/hocuspocus/hocuspocus_gateway.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
namespace hocuspocus = wire::hocuspocus;

bool may_write(core::Role role) {
  return role >= core::Role::kEditor;
}

}  // namespace

HocuspocusSession::HocuspocusSession(HocuspocusConnection& connection, std::string address,
                                     docs::DocumentId document)
    : connection_(connection),
      address_(std::move(address)),
      document_(std::move(document)),
      bucket_(connection.gateway().needs().rates.connection,
              connection.gateway().needs().clock.mono()) {}

HocuspocusSession::~HocuspocusSession() {
  end();
}

void HocuspocusSession::handle(const hocuspocus::Body& body, std::string_view bytes) {
  if (std::holds_alternative<hocuspocus::Unknown>(body)) return;  // HOC3
  if (std::holds_alternative<hocuspocus::ServerOnly>(body)) {
    return connection_.close(hocuspocus::kForbidden, "Only the server may say that.");
  }
  if (!take_turn(body)) return;
  if (const auto* token = std::get_if<hocuspocus::Token>(&body)) return take_token(*token);
  switch (state_) {
    case State::kSilent:
    case State::kChecking:
      return keep(bytes);
    case State::kEntering:
    case State::kOpen:
      return act(body);
    case State::kRefused:
      return;
  }
}

bool HocuspocusSession::take_turn(const hocuspocus::Body& body) {
  const HocuspocusGateway::Needs& needs = connection_.gateway().needs();
  if (!needs.rates.enabled || bucket_.take(needs.clock.mono())) return true;
  if (!std::holds_alternative<hocuspocus::AwarenessUpdate>(body)) {
    connection_.close(hocuspocus::kTryAgainLater, "Too many messages: send fewer at a time.");
  }
  return false;
}

// HOC5
void HocuspocusSession::take_token(const hocuspocus::Token& token) {
  if (state_ == State::kSilent || state_ == State::kRefused) state_ = State::kChecking;
  connection_.authenticate(token, [this, check = ++checks_,
                                   alive = std::weak_ptr<int>(alive_)](Result<Identity> identity) {
    if (!alive.expired() && check == checks_) identified(std::move(identity));
  });
}

void HocuspocusSession::identified(Result<Identity> identity) {
  if (connection_.is_closed()) return;
  if (!identity) return closed(identity.error());
  switch (state_) {
    case State::kSilent:
    case State::kRefused:
      return;
    case State::kChecking:
      return enter(*identity);
    case State::kEntering:
    case State::kOpen:
      return refresh(*identity);
  }
}

void HocuspocusSession::enter(const Identity& identity) {
  HocuspocusGateway& gateway = connection_.gateway();
  state_ = State::kEntering;
  principal_ = identity.principal.id;
  watch(identity);
  peer_ = gateway.needs().peers.next();
  gateway.add(*this);
  gateway.needs().docs.attach(peer_, document_, identity.access(document_.room),
                              docs::Opening::kAskOnSync);
  const std::list<std::string> early = std::move(early_);
  early_.clear();
  for (const std::string& bytes : early) connection_.drop(1, bytes.size());
  for (const std::string& bytes : early) {
    const auto frame = hocuspocus::decode_frame(bytes);
    if (frame && state_ == State::kEntering) act(std::get<hocuspocus::Message>(*frame).body);
  }
}

// HOC6
void HocuspocusSession::refresh(const Identity& identity) {
  if (identity.principal.id != principal_) {
    return refuse(forbidden("The new token is somebody else's."));
  }
  watch(identity);
  if (state_ == State::kOpen) {
    connection_.send(hocuspocus::encode_authenticated(address_, may_write(role_)));
  }
}

// AUTH42
void HocuspocusSession::watch(const Identity& identity) {
  expires_at_ = identity.expires_at;
  asked_for_token_ = false;
  LoginWatch* const logins = connection_.gateway().needs().logins;
  if (logins == nullptr) return;
  logins->unwatch(login_);
  login_ = logins->watch(identity.login, [this] {
    connection_.close(hocuspocus::kUnauthorized, "This login has ended: log in again.");
  });
}

void HocuspocusSession::keep(std::string_view bytes) {
  if (connection_.keep(bytes.size())) early_.emplace_back(bytes);
}

void HocuspocusSession::drop_kept() {
  for (const std::string& bytes : early_) connection_.drop(1, bytes.size());
  early_.clear();
}

void HocuspocusSession::act(const hocuspocus::Body& body) {
  if (const auto* step1 = std::get_if<hocuspocus::SyncStep1>(&body)) {
    refused_ = false;
    forward(docs::MessageKind::kSync, step1->state_vector);
  } else if (const auto* step2 = std::get_if<hocuspocus::SyncStep2>(&body)) {
    forward_update(docs::MessageKind::kStep2, step2->update);
  } else if (const auto* update = std::get_if<hocuspocus::SyncUpdate>(&body)) {
    forward_update(docs::MessageKind::kUpdate, update->update);
  } else if (const auto* awareness = std::get_if<hocuspocus::AwarenessUpdate>(&body)) {
    forward(docs::MessageKind::kAwareness, awareness->update);
  } else if (std::holds_alternative<hocuspocus::QueryAwareness>(body)) {
    forward(docs::MessageKind::kQueryAwareness, {});
  } else if (const auto* stateless = std::get_if<hocuspocus::Stateless>(&body)) {
    forward(docs::MessageKind::kStateless, stateless->payload);
  }
}

void HocuspocusSession::forward(docs::MessageKind kind, std::string_view bytes) {
  connection_.gateway().needs().docs.send(peer_, document_, {kind, std::string(bytes)});
}

void HocuspocusSession::forward_update(docs::MessageKind kind, std::string_view bytes) {
  if (!connection_.forwarded(bytes.size())) return;
  unsettled_.push_back(bytes.size());
  forward(kind, bytes);
}

void HocuspocusSession::deliver(const docs::DocumentDelivery& delivery) {
  switch (delivery.kind) {
    case docs::DeliveryKind::kAttached:
      state_ = State::kOpen;
      [[fallthrough]];
    case docs::DeliveryKind::kRole:
      return role_is(delivery.role);
    case docs::DeliveryKind::kStep1:
      return connection_.send(hocuspocus::encode_step1(address_, *delivery.bytes));
    case docs::DeliveryKind::kStep2:
      synced_ = true;
      return connection_.send_frames(FrameSpan::all_of(connection_.gateway().step2_frames().frame(
          delivery.bytes, address_,
          [&] { return hocuspocus::encode_step2(address_, *delivery.bytes); })));
    case docs::DeliveryKind::kUpdate:
      return connection_.send(hocuspocus::encode_update(address_, *delivery.bytes));
    case docs::DeliveryKind::kAwareness:
      return connection_.send(hocuspocus::encode_awareness(address_, *delivery.bytes));
    case docs::DeliveryKind::kStateless:
      return connection_.send(hocuspocus::encode_stateless(address_, *delivery.bytes));
    case docs::DeliveryKind::kReadOnly:
      return;  // SyncStatus 0 says it
    case docs::DeliveryKind::kSettled:
      return settled(!delivery.error.has_value());
    case docs::DeliveryKind::kClosed:
      return closed(*delivery.error);
  }
}

// HOC10: providers count what is not acknowledged, and start anew only with a connection.
void HocuspocusSession::role_is(core::Role role) {
  role_ = role;
  if (refused_ && may_write(role))
    return connection_.close(hocuspocus::kReset, "You may write now.");
  connection_.send(hocuspocus::encode_authenticated(address_, may_write(role)));
}

void HocuspocusSession::settled(bool stored) {
  refused_ = refused_ || !stored;
  if (!unsettled_.empty()) {
    connection_.settled(unsettled_.front());
    unsettled_.pop_front();
  }
  connection_.send(hocuspocus::encode_sync_status(address_, stored));
}

void HocuspocusSession::send_update(const FrameSpan& frames) {
  if (synced_) connection_.send_frames(frames);
}

void HocuspocusSession::send_volatile(const FrameSpan& frames) {
  if (state_ == State::kOpen && !connection_.is_behind()) connection_.send_frames(frames);
}

// HOC8: a provider does not come back to a document that was closed, so what may be well later ends
// the connection, and all its documents come back with it.
void HocuspocusSession::closed(const Error& error) {
  switch (error.code) {
    case Errc::kInvalid:
    case Errc::kUnauthenticated:
    case Errc::kForbidden:
    case Errc::kNotFound:
    case Errc::kTooLarge:
    case Errc::kUnsupported:
      return refuse(error);
    case Errc::kConflict:
    case Errc::kRateLimited:
    case Errc::kUnavailable:
    case Errc::kInternal:
      return connection_.close(hocuspocus::kTryAgainLater, error.message);
  }
}

void HocuspocusSession::refuse(const Error& error) {
  const bool was_open = state_ == State::kOpen;
  end();
  connection_.send(hocuspocus::encode_permission_denied(address_, error.message));
  if (was_open) connection_.send(hocuspocus::encode_close(address_, error.message));
}

void HocuspocusSession::end() {
  state_ = State::kRefused;
  synced_ = false;
  ++checks_;
  drop_kept();
  for (const std::size_t bytes : std::exchange(unsettled_, {})) connection_.settled(bytes);
  if (peer_ == core::kNoPeer) return;
  LoginWatch* const logins = connection_.gateway().needs().logins;
  if (logins != nullptr) logins->unwatch(std::exchange(login_, LoginWatch::kNone));
  connection_.gateway().remove(*this);
  connection_.gateway().needs().docs.detach(std::exchange(peer_, core::kNoPeer), document_);
}

void HocuspocusSession::tick() {
  if (state_ != State::kOpen || expires_at_ == 0) return;
  const WallMs now = connection_.gateway().needs().clock.wall();
  if (now >= expires_at_) {
    return connection_.close(hocuspocus::kUnauthorized, "The token has expired: get a new one.");
  }
  const bool soon = now >= expires_at_ - HocuspocusGateway::kTokenNoticeMs;
  if (soon && !std::exchange(asked_for_token_, true)) {
    connection_.send(hocuspocus::encode_token_request(address_));
  }
}

}  // namespace atelier::gateway
