#include "crdt/key_map.h"

namespace atelier::crdt {

std::size_t KeyMap::slot_of(const std::string* key) const {
  // Addresses of interned keys are multiples of 16; the multiplication spreads what is above.
  const auto hash = (reinterpret_cast<std::uintptr_t>(key) >> 4) * 0x9E3779B97F4A7C15ULL;
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash >> 32) & mask;
  while (slots_[slot] != 0 && entries_[slots_[slot] - 1].key != key) slot = (slot + 1) & mask;
  return slot;
}

std::size_t KeyMap::place_of(const std::string* key) const {
  if (!slots_.empty()) {
    const std::uint32_t found = slots_[slot_of(key)];
    return found == 0 ? entries_.size() : found - 1;
  }
  std::size_t place = 0;
  while (place < entries_.size() && entries_[place].key != key) ++place;
  return place;
}

Item* KeyMap::find(const std::string* key) const {
  const std::size_t place = place_of(key);
  return place == entries_.size() ? nullptr : entries_[place].item;
}

void KeyMap::set(const std::string* key, Item* item) {
  const std::size_t place = place_of(key);
  if (place < entries_.size()) {
    entries_[place].item = item;
    return;
  }
  entries_.push_back({key, item});
  if (entries_.size() <= kInLine) return;
  if (entries_.size() * 2 > slots_.size()) {
    rehash();
  } else {
    slots_[slot_of(key)] = static_cast<std::uint32_t>(entries_.size());
  }
}

void KeyMap::clear() {
  entries_ = {};
  slots_ = {};
}

void KeyMap::rehash() {
  std::size_t wanted = 4 * kInLine;
  std::size_t size = 16;
  while (wanted < entries_.size() * 4) wanted *= 2;
  while (size < wanted) size *= 2;
  slots_.assign(size, 0);
  for (std::size_t place = 0; place < entries_.size(); ++place) {
    slots_[slot_of(entries_[place].key)] = static_cast<std::uint32_t>(place + 1);
  }
}

}  // namespace atelier::crdt
