// The order in which the structs of one update are integrated: higher clients first, each one's in
// order of clock, and what one refers to before it. What cannot be integrated is parked. Knows
// nothing of where items go.
#pragma once

#include <cstddef>
#include <vector>

#include "crdt/pending.h"

namespace atelier::crdt {

/// Kept between updates for its memory.
class Integration {
 public:
  Integration(Transaction& transaction, Pending& pending)
      : transaction_(transaction), pending_(pending) {}

  /// Structs and deletions of the update, then what they set free.
  void run(const Update& update);

 private:
  struct Step {
    std::size_t section;
    Id missing;
  };

  void play(std::size_t section);
  /// False at a dead end.
  bool advance(Step& step);
  bool follow(const Id& missing);
  void park_steps();

  Transaction& transaction_;
  Pending& pending_;
  const Update* update_ = nullptr;
  std::vector<std::size_t> next_;
  std::vector<Step> steps_;
};

}  // namespace atelier::crdt
