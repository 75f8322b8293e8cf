// Which moment brought a unit of a document first. Built once, then asked.
#pragma once

#include <cstddef>
#include <map>
#include <optional>

#include "feature/docs/segment.h"

namespace atelier::feature::docs {

class UnitOwners {
 public:
  struct Owned {
    std::size_t moment = 0;
    crdt::Clock until = 0;  // of this stretch
  };

  /// What of the range nobody has yet belongs to `moment`.
  void add(const UnitRange& range, std::size_t moment);
  /// Nothing if nobody brought it.
  std::optional<Owned> find(crdt::ClientId client, crdt::Clock clock) const;

 private:
  /// By the first clock of each stretch; disjoint.
  using Stretches = std::map<crdt::Clock, Owned>;

  std::map<crdt::ClientId, Stretches> clients_;
};

}  // namespace atelier::feature::docs
