// Finds the item at a position of a type's list without walking all of it: the list in blocks of
// neighbours, with what each shows. Made by the first edit by position, then told of each change by
// the engine; an item keeps the number of its block.
#pragma once

#include <cstdint>
#include <vector>

#include "crdt/item.h"

namespace atelier::crdt {

class PositionIndex {
 public:
  struct Start {
    /// Null for the start of the list.
    Item* item = nullptr;
    /// Shown units before the item.
    std::uint64_t position = 0;
  };

  explicit PositionIndex(Type& list);

  /// An item from which the unit before `position` is near; it starts before `position`.
  Start find(std::uint64_t position) const;

  /// The item is linked now.
  void add(Item& item);
  /// `last` has `count` units more.
  void grow(const Item& last, std::uint64_t count);
  /// The item will be deleted.
  void shrink(const Item& item);
  /// `right`, linked already, was the second part of its left neighbour.
  void split(Item& right);
  /// `right` becomes a part of its left neighbour.
  void join(const Item& right, const Item& left);

 private:
  static constexpr std::uint32_t kBlockItems = 64;

  struct Block {
    Item* first = nullptr;
    std::uint64_t shown = 0;
    std::uint32_t items = 0;
  };

  void halve(std::uint32_t number);
  void count(Item& item, std::uint32_t number);

  std::vector<Block> blocks_;
  /// Numbers of the blocks in the order of the list.
  std::vector<std::uint32_t> order_;
};

}  // namespace atelier::crdt
