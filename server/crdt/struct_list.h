// One client's structs in the order of their clocks, without holes: found by clock, split and
// joined anywhere in time logarithmic in their number. Knows nothing of what the structs mean.
#pragma once

#include <cstdint>
#include <vector>

#include "crdt/item.h"

namespace atelier::crdt {

class StructList {
 public:
  /// Valid until the list changes, unless a change says otherwise.
  struct Place {
    std::uint32_t chunk = 0;
    std::uint32_t at = 0;
  };

  bool empty() const { return chunks_.empty(); }
  std::size_t size() const { return size_; }
  Item* at(Place place) const { return chunks_[place.chunk].entries[place.at].item; }
  /// The list is not empty.
  Item* back() const { return chunks_.back().entries.back().item; }
  Place last() const;
  /// How many structs there are from this one on.
  std::size_t count_from(Place place) const;
  /// Of the struct with this unit, which is in the list.
  Place find(Clock clock) const;

  /// False, and unchanged, at either end.
  bool step_back(Place& place) const;
  bool step_forward(Place& place) const;

  void push_back(Item* item);
  /// Gives the place of the new item.
  Place insert_after(Place place, Item* item);
  /// Takes the struct out of the list; it is not the first. Gives the place of the one before.
  Place erase(Place place);

 private:
  static constexpr std::size_t kChunkSize = 64;

  struct Entry {
    Clock clock;
    Item* item;
  };
  struct Chunk {
    Clock first;
    std::vector<Entry> entries;
  };

  bool covers(Place place, Clock clock) const;
  void split_chunk(std::uint32_t chunk);

  std::vector<Chunk> chunks_;
  std::size_t size_ = 0;
  /// Where the last search ended: the next one is often near.
  mutable Place hint_;
};

}  // namespace atelier::crdt
