#include "crdt/position_index.h"

#include <algorithm>

namespace atelier::crdt {
namespace {

std::uint64_t shown_units(const Item& item) {
  return item.is_shown() ? item.length : 0;
}

}  // namespace

PositionIndex::PositionIndex(Type& list) {
  blocks_.push_back({list.start, 0, 0});
  order_.push_back(0);
  for (Item* item = list.start; item != nullptr; item = item->right) {
    if (blocks_.back().items == kBlockItems) {
      order_.push_back(static_cast<std::uint32_t>(blocks_.size()));
      blocks_.push_back({item, 0, 0});
    }
    count(*item, static_cast<std::uint32_t>(blocks_.size() - 1));
  }
}

void PositionIndex::count(Item& item, std::uint32_t number) {
  item.block = number;
  ++blocks_[number].items;
  blocks_[number].shown += shown_units(item);
}

PositionIndex::Start PositionIndex::find(std::uint64_t position) const {
  Start start;
  std::uint64_t before = 0;
  for (const std::uint32_t number : order_) {
    const Block& block = blocks_[number];
    if (before >= position) break;
    if (block.items > 0) start = {block.first, before};
    before += block.shown;
  }
  return start;
}

void PositionIndex::add(Item& item) {
  const Item* const neighbour = item.left != nullptr ? item.left : item.right;
  const std::uint32_t number = neighbour != nullptr ? neighbour->block : order_.front();
  Block& block = blocks_[number];
  if (item.left == nullptr || block.items == 0) block.first = &item;
  count(item, number);
  if (block.items > 2 * kBlockItems) halve(number);
}

void PositionIndex::grow(const Item& last, std::uint64_t added) {
  blocks_[last.block].shown += added;
}

void PositionIndex::shrink(const Item& item) {
  blocks_[item.block].shown -= shown_units(item);
}

void PositionIndex::split(Item& right) {
  Block& block = blocks_[right.left->block];
  right.block = right.left->block;
  // What it shows is counted already.
  ++block.items;
  if (block.items > 2 * kBlockItems) halve(right.block);
}

void PositionIndex::join(const Item& right, const Item& left) {
  Block& block = blocks_[right.block];
  --block.items;
  if (left.block == right.block) return;
  block.shown -= shown_units(right);
  blocks_[left.block].shown += shown_units(right);
  if (block.items > 0) block.first = right.right;
}

void PositionIndex::halve(std::uint32_t number) {
  const auto added = static_cast<std::uint32_t>(blocks_.size());
  blocks_.push_back({});
  Item* item = blocks_[number].first;
  for (std::uint32_t skipped = 0; skipped < kBlockItems; ++skipped) item = item->right;
  blocks_[added].first = item;
  const std::uint32_t moved = blocks_[number].items - kBlockItems;
  for (std::uint32_t index = 0; index < moved; ++index, item = item->right) {
    blocks_[number].shown -= shown_units(*item);
    count(*item, added);
  }
  blocks_[number].items = kBlockItems;
  const auto place = std::find(order_.begin(), order_.end(), number);
  order_.insert(place + 1, added);
}

}  // namespace atelier::crdt
