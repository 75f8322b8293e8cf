// State vector: for each client, the clock up to which its structs are known.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crdt/id.h"

namespace atelier::crdt {

class StateVector {
 public:
  /// Descending by client: the order of the wire (YJS9).
  using Clocks = std::map<ClientId, Clock, std::greater<>>;

  /// 0 for a client that is not known.
  Clock clock(ClientId client) const;
  void set(ClientId client, Clock clock);
  /// Keeps the larger clock.
  void advance(ClientId client, Clock clock);
  bool contains(const Id& id) const { return id.clock < clock(id.client); }
  const Clocks& clocks() const { return clocks_; }
  bool empty() const { return clocks_.empty(); }

  bool operator==(const StateVector&) const = default;

 private:
  Clocks clocks_;
};

/// Any order of clients is accepted; of a repeated client the last entry counts, as in yjs.
Result<StateVector> decode_state_vector(std::string_view bytes);
std::string encode_state_vector(const StateVector& vector);

}  // namespace atelier::crdt
