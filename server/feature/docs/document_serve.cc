// Document: what it tells its peers.
#include <utility>

#include "feature/docs/document.h"

namespace atelier::feature::docs {

void Document::answer_step1(PeerId peer, const std::string& state_vector) {
  const auto known = crdt::decode_state_vector(state_vector);
  if (!known) return close(peer, known.error());
  find(peer)->wants = *known;
  answer(peer, *known);
}

void Document::answer(PeerId peer, const crdt::StateVector& known) {
  stored_->since(known, [this, peer](const StoredContent::Answer& answer) {
    Peer* asker = find(peer);
    if (asker == nullptr) return;
    asker->wants.reset();
    if (answer.update == nullptr) {
      return close(peer, unavailable("The server is busy; try again."));
    }
    send_to(peer, DeliveryKind::kStep2, answer.update);
    for (const SharedBytes& update : answer.later) send_to(peer, DeliveryKind::kUpdate, update);
  });
}

void Document::take_awareness(PeerId peer, const std::string& bytes) {
  auto relay = awareness_.apply(peer, find(peer)->access.principal.id, bytes);
  if (!relay) return close(peer, relay.error());
  if (relay->empty()) return;
  send_to_all(DeliveryKind::kAwareness, std::make_shared<const std::string>(std::move(*relay)));
}

void Document::take_stateless(PeerId peer, std::string text) {
  if (find(peer)->role < core::Role::kCommenter) return;
  if (text.size() > kStatelessBytes) {
    return close(peer, too_large("A stateless message may have 64 KB at most."));
  }
  DocumentDelivery delivery{DeliveryKind::kStateless};
  delivery.bytes = std::make_shared<const std::string>(std::move(text));
  delivery.except = peer;
  outbox_.send(std::move(delivery));
}

void Document::send_awareness(PeerId peer) {
  std::string present = awareness_.snapshot();
  if (present.empty()) return;
  send_to(peer, DeliveryKind::kAwareness, std::make_shared<const std::string>(std::move(present)));
}

void Document::send_to(PeerId peer, DeliveryKind kind, SharedBytes bytes) {
  outbox_.send({kind, peer, std::move(bytes)});
}

void Document::send_to_all(DeliveryKind kind, SharedBytes bytes) {
  outbox_.send({kind, core::kNoPeer, std::move(bytes)});
}

}  // namespace atelier::feature::docs
