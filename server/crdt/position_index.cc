#include "crdt/position_index.h"

namespace atelier::crdt {

void PositionIndex::add(const Item& item) {
  (void)item;
}

void PositionIndex::grow(const Item& last, std::uint64_t count) {
  (void)last;
  (void)count;
}

void PositionIndex::shrink(const Item& item) {
  (void)item;
}

void PositionIndex::forget(const Item& right, const Item& left) {
  (void)right;
  (void)left;
}

}  // namespace atelier::crdt
