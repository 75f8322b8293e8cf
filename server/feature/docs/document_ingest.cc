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
  auto offer = decode_offer(peer, find(peer)->access.principal.id, std::move(message.bytes));
  if (!offer) return close(peer, offer.error());
  take_offer(peer, std::move(*offer), message.kind);
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
  if (content_.content_bytes() + offer.bytes->size() > kDocumentBytes) {
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
  if (before_count_.size() == 1) count_documents();
}

void Document::count_documents() {
  host_.stores.records.query(
      {room_documents_partition(host_.stores.workspace, id_.room), "", "", kDocumentsPerRoom},
      core::on(host_.executor, alive_, [this](const port::Page& page) { counted(page); }));
}

void Document::counted(const port::Page& page) {
  std::vector<Offer> offers = std::exchange(before_count_, {});
  if (offers.empty()) return;
  if (page.status == port::StoreStatus::kOk && page.records.size() < kDocumentsPerRoom) {
    is_counted_ = true;
    for (Offer& offer : offers) append(std::move(offer));
    return;
  }
  content_ = {};
  const Error reason = page.status == port::StoreStatus::kOk
                           ? too_large("The room has its 200 documents.")
                           : unavailable("The document cannot be stored now; try again.");
  for (const Offer& offer : offers) {
    for (const PeerId peer : offer.peers) {
      if (find(peer) != nullptr) close(peer, reason);
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
  if (!result) return settle_all(offer, result.error());
  content_.commit(offer.update);
  outbox_.send({DeliveryKind::kUpdate, core::kNoPeer, offer.bytes});
  settle_all(offer, std::nullopt);
  // Only when all that was appended is in `content_` does it stand for the log's head.
  if (on_their_way_ == 0 && log_->wants_snapshot(content_.content_bytes())) {
    log_->put_snapshot(content_.encode());
  }
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
