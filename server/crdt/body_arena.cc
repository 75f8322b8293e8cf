#include "crdt/body_arena.h"

#include <algorithm>
#include <cstring>

namespace atelier::crdt {
namespace {

void copy(char* to, std::string_view from) {
  if (!from.empty()) std::memcpy(to, from.data(), from.size());
}

}  // namespace

char* BodyArena::allocate(std::size_t bytes) {
  if (bytes > room_) {
    dead_ += room_;
    const std::size_t size = std::max(bytes, block_size_);
    block_size_ = std::min(block_size_ * 2, kLargestBlock);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    next_ = blocks_.back().get();
    room_ = size;
    held_ += size;
  }
  char* const piece = next_;
  next_ += bytes;
  room_ -= bytes;
  return piece;
}

void BodyArena::assign(Item& item, std::string_view front, std::string_view back) {
  const std::size_t bytes = front.size() + back.size();
  char* const piece = bytes == 0 ? nullptr : allocate(bytes);
  copy(piece, front);
  copy(piece + front.size(), back);
  release(item);
  item.data = piece;
  item.bytes = item.capacity = static_cast<std::uint32_t>(bytes);
}

void BodyArena::append(Item& item, std::string_view more) {
  const std::size_t wanted = item.bytes + more.size();
  if (wanted > item.capacity) {
    const std::size_t missing = wanted - item.capacity;
    if (item.data != nullptr && item.data + item.capacity == next_ && missing <= room_) {
      allocate(missing);
      item.capacity = static_cast<std::uint32_t>(wanted);
    } else {
      // Room for as much again, so that a run typed beside others is copied seldom.
      const std::size_t capacity = wanted + std::min<std::size_t>(wanted, kLargestBlock);
      char* const piece = allocate(capacity);
      copy(piece, item.body());
      dead_ += item.capacity;
      item.data = piece;
      item.capacity = static_cast<std::uint32_t>(capacity);
    }
  }
  copy(item.data + item.bytes, more);
  item.bytes = static_cast<std::uint32_t>(wanted);
}

void BodyArena::release(Item& item) {
  dead_ += item.capacity;
  item.data = nullptr;
  item.bytes = item.capacity = 0;
}

void BodyArena::split(Item& left, Item& right, std::size_t bytes) {
  right.data = left.data + bytes;
  right.bytes = left.bytes - static_cast<std::uint32_t>(bytes);
  right.capacity = left.capacity - static_cast<std::uint32_t>(bytes);
  left.bytes = left.capacity = static_cast<std::uint32_t>(bytes);
}

void BodyArena::join(Item& left, Item& right) {
  if (left.data != nullptr && left.bytes == left.capacity && left.data + left.bytes == right.data) {
    left.bytes += right.bytes;
    left.capacity += right.capacity;
    right.data = nullptr;
    right.bytes = right.capacity = 0;
    return;
  }
  append(left, right.body());
  release(right);
}

}  // namespace atelier::crdt
