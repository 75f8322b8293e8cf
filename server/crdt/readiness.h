// Whether an update can be integrated completely on top of what is known (YJS11, YJS12): the gate
// in front of a document's log. StateTracker is what is known, kept in time linear in each update.
// Knows clocks and deletions only, no content.
#pragma once

#include <cstdint>
#include <vector>

#include "crdt/update.h"

namespace atelier::crdt {

enum class Readiness : std::uint8_t {
  kReady,
  kNothingNew,  // every struct and every deletion is known
  kNotReady,    // something it builds on is not there yet
  kNeverReady,  // its structs wait for one another: nothing that may come can help
};

struct ReadinessReport {
  Readiness readiness = Readiness::kReady;
  /// With kNotReady: units that must come first, one for each client of the update that waits.
  std::vector<Id> missing;
};

/// Both borrow from the same bytes as the update they come from.
struct ReadyParts {
  Update ready;
  Update rest;
};

class StateTracker {
 public:
  ReadinessReport check(const Update& update) const;
  /// What of an update that is not ready is ready already, and what still waits (YJS15).
  ReadyParts split(const Update& update) const;
  /// Only for an update that check() calls ready, or that brings nothing new.
  void apply(const Update& update);

  const StateVector& known() const { return known_; }
  const DeleteSet& deletes() const { return deletes_; }

 private:
  bool contains(const Update& update) const;

  StateVector known_;
  DeleteSet deletes_;
};

}  // namespace atelier::crdt
