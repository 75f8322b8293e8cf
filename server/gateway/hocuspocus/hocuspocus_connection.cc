#include "gateway/hocuspocus/hocuspocus_connection.h"

#include <utility>

#include "crdt/awareness.h"
#include "gateway/hocuspocus/hocuspocus_gateway.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
namespace hocuspocus = wire::hocuspocus;

/// HOC12: version 3 breaks on a ping, and says no version.
bool knows_pings(std::string_view provider_version) {
  return !provider_version.empty() && provider_version.front() >= '4' &&
         provider_version.front() <= '9';
}

}  // namespace

HocuspocusConnection::HocuspocusConnection(HocuspocusGateway& gateway, std::uint64_t id,
                                           port::HttpRequest request)
    : gateway_(gateway),
      id_(id),
      request_(std::move(request)),
      last_received_(gateway.needs().clock.mono()),
      last_sent_(last_received_),
      last_ping_(last_received_) {}

void HocuspocusConnection::on_text(std::string_view) {
  close(hocuspocus::kReset, "Hocuspocus messages are binary.");
}

void HocuspocusConnection::on_binary(std::string_view bytes) {
  if (closed_) return;
  last_received_ = gateway_.needs().clock.mono();
  const auto frame = hocuspocus::decode_frame(bytes);
  if (!frame && frame.error().code == Errc::kTooLarge) return too_large(bytes);
  if (!frame) return close(hocuspocus::kReset, frame.error().message);
  if (const auto* beat = std::get_if<hocuspocus::Beat>(&*frame)) {
    if (*beat == hocuspocus::Beat::kPing) send(hocuspocus::encode_beat(hocuspocus::Beat::kPong));
    return;
  }
  handle(std::get<hocuspocus::Message>(*frame), bytes);
}

void HocuspocusConnection::handle(const hocuspocus::Message& message, std::string_view bytes) {
  if (std::holds_alternative<hocuspocus::Leave>(message.body)) {
    const auto found = sessions_.find(message.address.whole);
    if (found != sessions_.end()) sessions_.erase(found);
    return;
  }
  if (HocuspocusSession* session = session_for(message)) session->handle(message.body, bytes);
}

HocuspocusSession* HocuspocusConnection::session_for(const hocuspocus::Message& message) {
  const std::string_view address = message.address.whole;
  const auto found = sessions_.find(address);
  if (found != sessions_.end()) return found->second.get();
  const auto id = docs::parse_document_id(message.address.document());
  const bool is_full = sessions_.size() >= HocuspocusGateway::kMaxDocuments;
  if (!id || is_full) {
    if (std::holds_alternative<hocuspocus::Token>(message.body)) {
      send(hocuspocus::encode_permission_denied(
          address,
          is_full ? "A connection may have 100 documents." : "There is no such document."));
    }
    return nullptr;
  }
  auto made = std::make_unique<HocuspocusSession>(*this, std::string(address), *id);
  return sessions_.emplace(address, std::move(made)).first->second.get();
}

// HOC4: the document is refused and not the connection, which would come back with the same.
void HocuspocusConnection::too_large(std::string_view bytes) {
  const auto address = hocuspocus::decode_address(bytes);
  const auto found = address ? sessions_.find(address->whole) : sessions_.end();
  if (found == sessions_.end())
    return close(hocuspocus::kMessageTooBig, "The message is larger than 16 MB.");
  found->second->refuse({Errc::kTooLarge, "The message is larger than 16 MB."});
}

void HocuspocusConnection::on_close(std::uint16_t) {
  if (!closed_) end();
}

// HOC5: without a token it is the cookie of the upgrade, whose Origin was checked then.
void HocuspocusConnection::authenticate(const hocuspocus::Token& token, Authenticator::Done done) {
  answers_pings_ = answers_pings_ || knows_pings(token.provider_version);
  HocuspocusGateway::Needs& needs = gateway_.needs();
  if (token.token.empty()) {
    return needs.authenticator.by_request(needs.peers.loop(), request_, std::move(done));
  }
  needs.authenticator.by_token(needs.peers.loop(), std::string(token.token), std::move(done));
}

void HocuspocusConnection::send(std::string_view message) {
  if (closed_ || !makes_room()) return;
  last_sent_ = gateway_.needs().clock.mono();
  socket_->send_binary(message);
}

void HocuspocusConnection::send_frames(const FrameSpan& frames) {
  if (closed_ || !makes_room()) return;
  last_sent_ = gateway_.needs().clock.mono();
  socket_->send_frames(frames.run, frames.from, frames.to);
}

bool HocuspocusConnection::is_behind() const {
  return closed_ || socket_->buffered_bytes() > HocuspocusGateway::kAwarenessBacklogBytes;
}

bool HocuspocusConnection::makes_room() {
  if (socket_->buffered_bytes() <= HocuspocusGateway::kMaxBufferedBytes) return true;
  close(hocuspocus::kTryAgainLater, "The connection is too slow.");
  return false;
}

// HOC7
bool HocuspocusConnection::keep(std::size_t bytes) {
  if (kept_messages_ + 1 > HocuspocusGateway::kMaxEarlyMessages ||
      kept_bytes_ + bytes > HocuspocusGateway::kMaxEarlyBytes) {
    close(hocuspocus::kTryAgainLater, "Too much was sent before the token.");
    return false;
  }
  ++kept_messages_;
  kept_bytes_ += bytes;
  return true;
}

void HocuspocusConnection::drop(std::size_t messages, std::size_t bytes) {
  kept_messages_ -= messages;
  kept_bytes_ -= bytes;
}

bool HocuspocusConnection::forwarded(std::size_t bytes) {
  if (unsettled_bytes_ + bytes > HocuspocusGateway::kMaxUnsettledBytes) {
    close(hocuspocus::kTryAgainLater, "Changes come faster than they can be stored.");
    return false;
  }
  unsettled_bytes_ += bytes;
  return true;
}

void HocuspocusConnection::tick() {
  if (closed_) return;
  const MonoMs now = gateway_.needs().clock.mono();
  if (now - last_received_ >= HocuspocusGateway::kIdleMs) {
    return close(hocuspocus::kTimedOut, "Nothing was heard for 60 s.");
  }
  for (const auto& [address, session] : sessions_) {
    session->tick();
    if (closed_) return;
  }
  keep_alive(now);
}

void HocuspocusConnection::keep_alive(MonoMs now) {
  const bool we_are_silent = now - last_sent_ >= HocuspocusGateway::kSilenceMs;
  const bool is_silent = now - last_received_ >= HocuspocusGateway::kSilenceMs &&
                         now - last_ping_ >= HocuspocusGateway::kSilenceMs;
  if (answers_pings_ && (we_are_silent || is_silent)) {
    last_ping_ = now;
    return send(hocuspocus::encode_beat(hocuspocus::Beat::kPing));
  }
  if (!we_are_silent) return;
  for (const auto& [address, session] : sessions_) {
    if (!session->is_open()) continue;
    return send(hocuspocus::encode_awareness(address, crdt::encode_awareness({})));
  }
}

void HocuspocusConnection::close(std::uint16_t code, std::string_view reason) {
  if (closed_) return;
  socket_->close(code, reason);
  end();
}

// The sessions end at once, but stay: one of them may be what calls.
void HocuspocusConnection::end() {
  closed_ = true;
  for (const auto& [address, session] : sessions_) session->end();
  gateway_.remove(*this);
}

}  // namespace atelier::gateway
