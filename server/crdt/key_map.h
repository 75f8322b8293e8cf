// The map part of a shared type: keys to items, in the order in which the keys came. Small maps,
// which most are, are searched in line; large ones get a hash table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace atelier::crdt {

struct Item;

class KeyMap {
 public:
  struct Entry {
    /// Interned: one address for each text within a document.
    const std::string* key;
    Item* item;
  };

  /// Null if there is none.
  Item* find(const std::string* key) const;
  void set(const std::string* key, Item* item);
  void clear();

  const std::vector<Entry>& entries() const { return entries_; }
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }

 private:
  static constexpr std::size_t kInLine = 12;

  /// Index into entries_, or size() if there is none.
  std::size_t place_of(const std::string* key) const;
  std::size_t slot_of(const std::string* key) const;
  void rehash();

  std::vector<Entry> entries_;
  /// Open addressing: index of the entry plus one, 0 where free. Empty for small maps.
  std::vector<std::uint32_t> slots_;
};

}  // namespace atelier::crdt
