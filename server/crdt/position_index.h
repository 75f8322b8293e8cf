// Finds the item at a position of a type's list without walking all of it. Made by the first edit
// by position, then told of each change. Counts shown units only.
#pragma once

#include <cstdint>
#include <vector>

#include "crdt/item.h"

namespace atelier::crdt {

class PositionIndex {
 public:
  void add(const Item& item);
  /// `last` has `count` units more.
  void grow(const Item& last, std::uint64_t count);
  /// The item is deleted from now on.
  void shrink(const Item& item);
  /// `right` becomes a part of `left`.
  void forget(const Item& right, const Item& left);
};

}  // namespace atelier::crdt
