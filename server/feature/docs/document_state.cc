#include "feature/docs/document_state.h"

#include "crdt/merge.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {

Result<Offer> decode_offer(PeerId peer, std::string author, std::string bytes) {
  Offer offer{{peer}, std::move(author), std::make_shared<const std::string>(std::move(bytes)), {}};
  crdt::DecodeLimits limits;
  limits.max_bytes = kMessageBytes;
  ATELIER_TRY(offer.update, crdt::decode_update(*offer.bytes, limits));
  // Peers get the plain form: without empty structs, which some of them cannot write again (YJS7).
  std::string plain = crdt::encode_update(offer.update);
  if (plain == *offer.bytes) return offer;
  offer.bytes = std::make_shared<const std::string>(std::move(plain));
  ATELIER_TRY(offer.update, crdt::decode_update(*offer.bytes, limits));
  return offer;
}

crdt::Readiness DocumentState::check(const Offer& offer) const {
  return tracker_.check(offer.update).readiness;
}

void DocumentState::accept(const Offer& offer) {
  tracker_.apply(offer.update);
}

std::optional<Offer> DocumentState::take_ready_part(Offer& offer) const {
  const crdt::ReadyParts parts = tracker_.split(offer.update);
  if (tracker_.check(parts.ready).readiness != crdt::Readiness::kReady) return std::nullopt;
  auto ready = decode_offer(core::kNoPeer, offer.author, crdt::encode_update(parts.ready));
  auto rest = decode_offer(core::kNoPeer, offer.author, crdt::encode_update(parts.rest));
  if (!ready || !rest) return std::nullopt;
  ready->peers.clear();
  rest->peers = std::move(offer.peers);
  offer = std::move(*rest);
  return std::move(*ready);
}

bool DocumentState::park(Offer offer) {
  if (parked_bytes_ + offer.bytes->size() > kParkedBytes || parked_.size() >= kParkedUpdates) {
    return false;
  }
  parked_bytes_ += offer.bytes->size();
  parked_.push_back(std::move(offer));
  return true;
}

std::optional<Offer> DocumentState::unpark() {
  for (auto at = parked_.begin(); at != parked_.end(); ++at) {
    if (check(*at) == crdt::Readiness::kNotReady) continue;
    Offer offer = std::move(*at);
    parked_bytes_ -= offer.bytes->size();
    parked_.erase(at);
    return offer;
  }
  return unpark_joined();
}

// Joining costs more than looking, and most of what is parked waits for something else.
bool DocumentState::may_complete_one_another() const {
  crdt::StateVector reach = tracker_.known();
  for (const Offer& offer : parked_) {
    for (const auto& section : offer.update.clients) {
      reach.advance(section.client, section.structs.back().end());
    }
  }
  for (const Offer& offer : parked_) {
    for (const crdt::Id& missing : tracker_.check(offer.update).missing) {
      if (!reach.contains(missing)) return false;
    }
  }
  return true;
}

// Two updates may each wait for a part of the other; together they are ready (DOC6).
std::optional<Offer> DocumentState::unpark_joined() {
  if (parked_.size() < 2 || !may_complete_one_another()) return std::nullopt;
  std::vector<std::string_view> views;
  for (const Offer& offer : parked_) views.push_back(*offer.bytes);
  auto merged = crdt::merge_updates(views);
  if (!merged) return std::nullopt;
  auto joined = decode_offer(core::kNoPeer, parked_.front().author, std::move(*merged));
  if (!joined || check(*joined) != crdt::Readiness::kReady) return std::nullopt;
  joined->peers.clear();
  for (const Offer& offer : parked_) {
    joined->peers.insert(joined->peers.end(), offer.peers.begin(), offer.peers.end());
  }
  parked_.clear();
  parked_bytes_ = 0;
  return std::move(*joined);
}

}  // namespace atelier::feature::docs
