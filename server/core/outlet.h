// Outlet: the one way out of actors. Deliveries and answers of an actor leave in the order given,
// through the node's delivery log, which gives durable deliveries their position and posts one task
// per loop. So an answer never overtakes a delivery that was sent before it, and all loops see one
// order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "core/command.h"
#include "core/delivery.h"

namespace atelier::core {

/// A delivery and the loops that have peers for it (bit n: loop n).
struct OutgoingDelivery {
  Delivery delivery;
  std::uint64_t loops = ~0ULL;
};
/// An answer for a caller on `loop`; its position is filled in on the way.
struct OutgoingAnswer {
  std::size_t loop = 0;
  Reply reply;
  Result<Answer> answer;
};
using Outgoing = std::variant<OutgoingDelivery, OutgoingAnswer>;

class Outlet {
 public:
  virtual ~Outlet() = default;
  /// From any loop; order is kept per calling loop.
  virtual void send(std::vector<Outgoing> batch) = 0;

  /// Expires with the outlet. Answers may outlive it: a store gives back what waits in it last.
  std::weak_ptr<void> alive() const { return alive_; }

 private:
  std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace atelier::core
