#include "gateway/rest/document_visits.h"

#include <utility>

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;

/// An update without anything in it.
constexpr std::string_view kNothing{"\0\0", 2};

std::string empty_state_vector() {
  return std::string(1, '\0');
}

}  // namespace

DocumentVisit::DocumentVisit(DocumentVisits& visits, core::PeerId peer, docs::DocumentId id)
    : visits_(&visits), alive_(visits.alive_), peer_(peer), id_(std::move(id)) {}

DocumentVisit::~DocumentVisit() {
  if (alive_.expired()) return;
  visits_->docs_.detach(peer_, id_);
  visits_->guests_.erase(peer_);
}

bool DocumentVisit::is_empty() const {
  return *state_ == kNothing;
}

void DocumentVisit::send(std::string update, UniqueFunction<void(Result<void>)> done) {
  tell({docs::MessageKind::kUpdate, std::move(update)}, std::move(done));
}

void DocumentVisit::purge(UniqueFunction<void(Result<void>)> done) {
  tell({docs::MessageKind::kPurge, {}}, std::move(done));
}

void DocumentVisit::tell(docs::DocumentMessage message, UniqueFunction<void(Result<void>)> done) {
  if (closed_) return done(*closed_);
  settled_ = std::move(done);
  visits_->docs_.send(peer_, id_, std::move(message));
}

// Who waits for an answer holds the visit that holds the question.
DocumentVisits::~DocumentVisits() {
  alive_.reset();
  for (auto& [peer, guest] : guests_) {
    const std::shared_ptr<DocumentVisit> visit = guest.visit.lock();
    if (visit != nullptr) visit->settled_ = nullptr;
  }
}

void DocumentVisits::open(const docs::DocumentId& id, core::Access access, Opened opened) {
  const core::PeerId peer = peers_.next();
  auto visit = std::make_shared<DocumentVisit>(*this, peer, id);
  guests_[peer] = {visit, visit, std::move(opened)};
  docs_.attach(peer, id, std::move(access), docs::Opening::kAskOnSync);
  docs_.send(peer, id, {docs::MessageKind::kStep1, empty_state_vector()});
}

void DocumentVisits::deliver(const std::string&, const docs::DocumentDelivery& delivery) {
  const auto found = guests_.find(delivery.peer);
  if (found == guests_.end()) return;
  const std::shared_ptr<DocumentVisit> visit = found->second.visit.lock();
  if (visit == nullptr) return;
  switch (delivery.kind) {
    case docs::DeliveryKind::kAttached:
    case docs::DeliveryKind::kRole:
      visit->role_ = delivery.role;
      return;
    case docs::DeliveryKind::kStep2: {
      visit->state_ = delivery.bytes;
      Opened opened = std::move(found->second.opened);
      found->second.opening.reset();
      if (opened) opened(visit);
      return;
    }
    case docs::DeliveryKind::kSettled:
      if (!visit->settled_) return;
      return std::exchange(visit->settled_, nullptr)(delivery.error ? Result<void>(*delivery.error)
                                                                    : Result<void>());
    case docs::DeliveryKind::kClosed:
      return fail(delivery.peer, *delivery.error);
    case docs::DeliveryKind::kStep1:
    case docs::DeliveryKind::kUpdate:
    case docs::DeliveryKind::kAwareness:
    case docs::DeliveryKind::kReadOnly:
    case docs::DeliveryKind::kStateless:
      return;
  }
}

void DocumentVisits::fail(core::PeerId peer, const Error& error) {
  Guest& guest = guests_[peer];
  const std::shared_ptr<DocumentVisit> visit = guest.visit.lock();
  guest.opening.reset();
  visit->closed_ = error;
  if (Opened opened = std::move(guest.opened)) opened(error);
  if (visit->settled_) std::exchange(visit->settled_, nullptr)(error);
}

}  // namespace atelier::gateway
