#include "feature/docs/outbox.h"

#include <utility>

namespace atelier::feature::docs {
namespace {

bool is_update_for_all(const DocumentDelivery& delivery) {
  return delivery.kind == DeliveryKind::kUpdate && delivery.peer == core::kNoPeer;
}

}  // namespace

void Outbox::remove_peer(PeerId peer) {
  const auto found = peers_.find(core::loop_of(peer));
  if (found != peers_.end() && --found->second == 0) peers_.erase(found);
}

void Outbox::send(DocumentDelivery delivery) {
  if (delivery.peer != core::kNoPeer) {
    const std::size_t loop = core::loop_of(delivery.peer);
    return put(loop, std::move(delivery));
  }
  for (const auto& [loop, count] : peers_) put(loop, delivery);
}

void Outbox::put(std::size_t loop, DocumentDelivery delivery) {
  if (gathered_.empty()) {
    executor_.at_turn_end([this, alive = std::weak_ptr<int>(alive_)] {
      if (!alive.expired()) flush();
    });
  }
  std::vector<DocumentDelivery>& gathered = gathered_[loop];
  // Updates that follow one another visit each connection once.
  if (!gathered.empty() && is_update_for_all(gathered.back()) && is_update_for_all(delivery)) {
    gathered.back().following.push_back(std::move(delivery.bytes));
    return;
  }
  gathered.push_back(std::move(delivery));
}

void Outbox::flush() {
  for (auto& [loop, deliveries] : std::exchange(gathered_, {})) {
    const LoopSinks& to = loops_[loop];
    to.executor->post([&to, document = document_, sent = std::move(deliveries)] {
      for (const DocumentDelivery& delivery : sent) {
        for (DocumentSink* sink : to.sinks) sink->deliver(*document, delivery);
      }
    });
  }
}

}  // namespace atelier::feature::docs
