// What is known of a document: readiness of updates, and those that wait for others. Memory only;
// knows no content, no log, no peers, no roles.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crdt/readiness.h"
#include "feature/docs/document_message.h"

namespace atelier::feature::docs {

/// A decoded update and who delivered it: several when parked ones were joined. `update` borrows
/// from `bytes`, which are the shortest encoding of it, whatever the peer sent.
struct Offer {
  std::vector<PeerId> peers;
  std::string author;
  std::shared_ptr<const std::string> bytes;
  crdt::Update update;
};

Result<Offer> decode_offer(PeerId peer, std::string author, std::string bytes);

class DocumentState {
 public:
  /// Beyond what is accepted only.
  crdt::Readiness check(const Offer& offer) const;
  /// From now on later updates may build on it. For what check calls ready.
  void accept(const Offer& offer);
  /// Cuts what is ready already off an update that is not (DOC6), if there is any.
  std::optional<Offer> take_ready_part(Offer& offer) const;
  /// Keeps an update that is not ready; false when there is no room for it.
  bool park(Offer offer);
  /// Takes out one parked update that has become ready or known, alone or joined with the others.
  std::optional<Offer> unpark();
  bool has_parked() const { return !parked_.empty(); }

  /// From a stored log.
  void restore(crdt::StateTracker tracker) { tracker_ = std::move(tracker); }
  std::string known() const { return crdt::encode_state_vector(tracker_.known()); }

 private:
  std::optional<Offer> unpark_joined();
  bool may_complete_one_another() const;

  crdt::StateTracker tracker_;  // accepted
  std::list<Offer> parked_;
  std::size_t parked_bytes_ = 0;
};

}  // namespace atelier::feature::docs
