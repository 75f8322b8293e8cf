#include "crdt/struct_list.h"

#include <algorithm>

namespace atelier::crdt {

StructList::Place StructList::last() const {
  const auto chunk = static_cast<std::uint32_t>(chunks_.size() - 1);
  return {chunk, static_cast<std::uint32_t>(chunks_[chunk].entries.size() - 1)};
}

std::size_t StructList::count_from(Place place) const {
  std::size_t count = chunks_[place.chunk].entries.size() - place.at;
  for (std::size_t chunk = place.chunk + 1; chunk < chunks_.size(); ++chunk) {
    count += chunks_[chunk].entries.size();
  }
  return count;
}

/// Without looking at the items: a struct ends where the next one starts.
bool StructList::covers(Place place, Clock clock) const {
  if (place.chunk >= chunks_.size()) return false;
  const auto& entries = chunks_[place.chunk].entries;
  return place.at + 1 < entries.size() && entries[place.at].clock <= clock &&
         clock < entries[place.at + 1].clock;
}

StructList::Place StructList::find(Clock clock) const {
  if (clock >= chunks_.back().entries.back().clock) return last();
  if (covers(hint_, clock)) return hint_;
  if (covers({hint_.chunk, hint_.at + 1}, clock)) return hint_ = {hint_.chunk, hint_.at + 1};
  const auto chunk =
      std::upper_bound(chunks_.begin(), chunks_.end(), clock,
                       [](Clock wanted, const Chunk& next) { return wanted < next.first; }) -
      1;
  const auto entry =
      std::upper_bound(chunk->entries.begin(), chunk->entries.end(), clock,
                       [](Clock wanted, const Entry& next) { return wanted < next.clock; }) -
      1;
  hint_ = {static_cast<std::uint32_t>(chunk - chunks_.begin()),
           static_cast<std::uint32_t>(entry - chunk->entries.begin())};
  return hint_;
}

bool StructList::step_back(Place& place) const {
  if (place.at > 0) {
    --place.at;
    return true;
  }
  if (place.chunk == 0) return false;
  --place.chunk;
  place.at = static_cast<std::uint32_t>(chunks_[place.chunk].entries.size() - 1);
  return true;
}

bool StructList::step_forward(Place& place) const {
  if (place.at + 1 < chunks_[place.chunk].entries.size()) {
    ++place.at;
    return true;
  }
  if (place.chunk + 1 >= chunks_.size()) return false;
  ++place.chunk;
  place.at = 0;
  return true;
}

void StructList::push_back(Item* item) {
  ++size_;
  if (chunks_.empty() || chunks_.back().entries.size() >= kChunkSize) {
    chunks_.push_back({item->clock, {}});
    if (chunks_.size() > 1) chunks_.back().entries.reserve(kChunkSize);
  }
  chunks_.back().entries.push_back({item->clock, item});
}

void StructList::split_chunk(std::uint32_t chunk) {
  constexpr auto kHalf = static_cast<std::ptrdiff_t>(kChunkSize / 2);
  auto& entries = chunks_[chunk].entries;
  Chunk rest{entries[kChunkSize / 2].clock, {}};
  rest.entries.reserve(kChunkSize);
  rest.entries.assign(entries.begin() + kHalf, entries.end());
  entries.resize(kChunkSize / 2);
  chunks_.insert(chunks_.begin() + chunk + 1, std::move(rest));
}

StructList::Place StructList::insert_after(Place place, Item* item) {
  if (chunks_[place.chunk].entries.size() >= kChunkSize) {
    split_chunk(place.chunk);
    constexpr auto kHalf = static_cast<std::uint32_t>(kChunkSize / 2);
    if (place.at >= kHalf) place = {place.chunk + 1, place.at - kHalf};
  }
  ++place.at;
  auto& entries = chunks_[place.chunk].entries;
  entries.insert(entries.begin() + place.at, {item->clock, item});
  ++size_;
  return place;
}

StructList::Place StructList::erase(Place place) {
  auto& entries = chunks_[place.chunk].entries;
  entries.erase(entries.begin() + place.at);
  --size_;
  if (entries.empty()) {
    chunks_.erase(chunks_.begin() + place.chunk);
    --place.chunk;
    place.at = static_cast<std::uint32_t>(chunks_[place.chunk].entries.size() - 1);
    return place;
  }
  if (place.at > 0) {
    --place.at;
    return place;
  }
  // The chunk's first clock moves on, so that a search for what was taken out ends before it.
  chunks_[place.chunk].first = entries.front().clock;
  --place.chunk;
  place.at = static_cast<std::uint32_t>(chunks_[place.chunk].entries.size() - 1);
  return place;
}

}  // namespace atelier::crdt
