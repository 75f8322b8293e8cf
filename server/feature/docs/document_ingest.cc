// Document: how an update comes in (DOC3..DOC9): decoded, checked, stored, relayed.
#include <utility>

#include "core/on_executor.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/document.h"

namespace atelier::feature::docs {

void Document::take_update(PeerId peer, DocumentMessage message) {
  if (message.bytes.size() > kMessageBytes) {
    return close(peer, too_large("An update may have 16 MB at most."));
  }
  if (message.bytes.size() > kDecodeNowBytes) return decode_on_pool(peer, std::move(message));
  const std::string& author = find(peer)->access.principal.id;
  decoded(peer, decode_offer(peer, author, std::move(message.bytes)), message.kind);
}

void Document::decode_on_pool(PeerId peer, DocumentMessage message) {
  Peer* from = find(peer);
  from->decoding = true;
  const std::string& author = from->access.principal.id;
  auto back =
      core::on(host_.executor, alive_, [this, peer, kind = message.kind](Result<Offer> offer) {
        decoded(peer, std::move(offer), kind);
        handle_early(peer);
      });
  const bool taken = host_.stores.pool.submit(
      author, [peer, author, bytes = std::move(message.bytes), back]() mutable {
        back(decode_offer(peer, std::move(author), std::move(bytes)));
      });
  if (!taken) close(peer, unavailable("The server is busy; try again."));
}

void Document::decoded(PeerId peer, Result<Offer> offer, MessageKind kind) {
  Peer* from = find(peer);
  if (from == nullptr) return;
  from->decoding = false;
  if (!offer) return close(peer, offer.error());
  // The document may have been closed and be opening again.
  if (state_ != State::kOpen) return from->early.push_front({kind, *offer->bytes});
  take_offer(peer, std::move(*offer), kind);
}

void Document::take_offer(PeerId peer, Offer offer, MessageKind kind) {
  Peer* from = find(peer);
  const crdt::Readiness readiness = content_.check(offer);
  if (readiness == crdt::Readiness::kNothingNew) {
    if (kind == MessageKind::kStep2) from->asked = false;
    return settle_known(peer);
  }
  if (from->role < core::Role::kEditor) return refuse_read_only(peer);
  switch (readiness) {
    case crdt::Readiness::kNeverReady:
      return close(peer, invalid("The update builds on itself."));
    case crdt::Readiness::kNotReady:
      return park(peer, std::move(offer), kind);
    case crdt::Readiness::kReady:
    case crdt::Readiness::kNothingNew:
      break;
  }
  if (stored_->content_bytes() + offer.bytes->size() > kDocumentBytes) {
    return close(peer, too_large("The document is full: it may have 64 MB."));
  }
  if (kind == MessageKind::kStep2) from->asked = false;
  store(std::move(offer));
  retry_parked();
}

void Document::refuse_read_only(PeerId peer) {
  Peer* from = find(peer);
  from->asked = false;
  if (!std::exchange(from->told_read_only, true)) send_to(peer, DeliveryKind::kReadOnly);
  settle(peer, forbidden("You may read this document, not change it."));
}

// Settled when it is stored after all. The answer to step 1 brings what it builds on.
void Document::park(PeerId peer, Offer offer, MessageKind kind) {
  if (kind == MessageKind::kStep2) {
    if (auto ready = content_.take_ready_part(offer)) store(std::move(*ready));
  }
  if (!content_.park(std::move(offer))) {
    settle(peer, unavailable("The update builds on changes that are not here yet."));
  }
  if (kind == MessageKind::kUpdate) ask(peer);
  retry_parked();
}

void Document::retry_parked() {
  while (auto offer = content_.unpark()) {
    switch (content_.check(*offer)) {
      case crdt::Readiness::kReady:
        store(std::move(*offer));
        break;
      case crdt::Readiness::kNothingNew:
        for (const PeerId peer : offer->peers) settle_known(peer);
        break;
      case crdt::Readiness::kNotReady:
      case crdt::Readiness::kNeverReady:
        settle_all(*offer, invalid("The update builds on itself."));
        break;
    }
  }
}

void Document::store(Offer offer) {
  content_.accept(offer);
  for (const PeerId peer : offer.peers) {
    if (Peer* from = find(peer)) ++from->unsettled;
  }
  if (is_counted_ || !log_->is_empty()) return append(std::move(offer));
  before_count_.push_back(std::move(offer));
  if (before_count_.size() == 1) ask_quota();
}

void Document::ask_quota() {
  host_.quota.ask(host_.loop, id_, [this, alive = std::weak_ptr<int>(alive_)](Result<void> may) {
    if (!alive.expired()) counted(may);
  });
}

void Document::counted(const Result<void>& may) {
  std::vector<Offer> offers = std::exchange(before_count_, {});
  if (offers.empty()) return host_.quota.settled(id_);
  if (may) {
    is_counted_ = true;
    for (Offer& offer : offers) append(std::move(offer));
    return;
  }
  content_ = {};
  for (const Offer& offer : offers) {
    for (const PeerId peer : offer.peers) {
      if (find(peer) != nullptr) close(peer, may.error());
    }
  }
}

void Document::append(Offer offer) {
  auto shared = std::make_shared<Offer>(std::move(offer));
  ++on_their_way_;
  newest_ = shared;
  log_->append(shared->author, shared->bytes,
               [this, shared](Result<void> result) { stored(*shared, result); });
}

void Document::stored(const Offer& offer, const Result<void>& result) {
  --on_their_way_;
  for (const PeerId peer : offer.peers) {
    Peer* from = find(peer);
    if (from == nullptr) continue;
    --from->unsettled;
    from->lost_updates = from->lost_updates || !result;
  }
  if (is_counted_ && !std::exchange(quota_knows_, true)) host_.quota.settled(id_);
  if (!result) return settle_all(offer, result.error());
  stored_->append(offer);
  relay_.add(offer.bytes, peers_.size());
  settle_all(offer, std::nullopt);
  take_snapshot();
  log_->compact();
  purge_when_quiet();
}

void Document::take_snapshot() {
  // Only when all that was appended is in `stored_` does it stand for the log's head.
  if (on_their_way_ > 0 || snapshotting_) return;
  if (!log_->wants_snapshot(stored_->content_bytes())) return;
  snapshotting_ = true;
  stored_->since({}, [this, seq = log_->head()](const StoredContent::Answer& all) {
    snapshotting_ = false;
    if (all.update != nullptr) log_->put_snapshot(*all.update, seq);
    purge_when_quiet();
  });
}

// What is known may still be on its way to the store: then it is settled with what is newest there.
void Document::settle_known(PeerId peer) {
  const std::shared_ptr<Offer> newest = newest_.lock();
  Offer* waiting = before_count_.empty() ? nullptr : &before_count_.back();
  if (waiting == nullptr && on_their_way_ > 0 && newest != nullptr) waiting = newest.get();
  if (waiting == nullptr) return settle(peer, std::nullopt);
  waiting->peers.push_back(peer);
  if (Peer* from = find(peer)) ++from->unsettled;
}

void Document::settle_all(const Offer& offer, const std::optional<Error>& error) {
  for (const PeerId peer : offer.peers) settle(peer, error);
}

}  // namespace atelier::feature::docs
