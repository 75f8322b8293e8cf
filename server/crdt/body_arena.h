// The bytes of all contents of one document, in few large blocks: a new piece is written behind the
// last one, splitting a piece copies nothing, and a text that is typed grows in place. What is
// given up is counted, and the document is compacted when that is worth it.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "crdt/item.h"

namespace atelier::crdt {

class BodyArena {
 public:
  /// Gives the item a body of its own with exactly these bytes; one it has is given up.
  void assign(Item& item, std::string_view front, std::string_view back = {});
  void append(Item& item, std::string_view more);
  /// The item loses its body.
  void release(Item& item);
  /// `left` keeps its first `bytes` bytes, `right`, which has no body, gets the rest.
  static void split(Item& left, Item& right, std::size_t bytes);
  /// `right` loses its body to the end of the left one's.
  void join(Item& left, Item& right);
  /// After bodies of another arena were assigned here.
  void forget_dead() { dead_ = 0; }
  /// After the item was shortened.
  void count_dead(std::size_t bytes) { dead_ += bytes; }

  /// More is given up than held.
  bool is_wasteful() const { return dead_ > kWasteAllowed && dead_ > held_ / 2; }
  std::size_t memory_bytes() const { return held_; }

 private:
  static constexpr std::size_t kWasteAllowed = 16 * 1024;
  static constexpr std::size_t kFirstBlock = 512;
  static constexpr std::size_t kLargestBlock = 64 * 1024;

  char* allocate(std::size_t bytes);

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t room_ = 0;
  std::size_t block_size_ = kFirstBlock;
  std::size_t held_ = 0;
  std::size_t dead_ = 0;
};

}  // namespace atelier::crdt
