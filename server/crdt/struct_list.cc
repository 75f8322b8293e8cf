#include "crdt/struct_list.h"

namespace atelier::crdt {
namespace {

/// The last element that starts early enough, as the first always does. Compiles to moves instead
/// of branches, which nobody could predict here.
template <class Vector, class StartsBefore>
std::uint32_t last_from(const Vector& elements, StartsBefore starts_before) {
  std::uint32_t place = 0;
  for (auto left = static_cast<std::uint32_t>(elements.size()); left > 1;) {
    const std::uint32_t half = left / 2;
    place += starts_before(elements[place + half]) ? half : 0;
    left -= half;
  }
  return place;
}

}  // namespace

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
  // Ranges are often asked for in order, every second struct.
  for (std::uint32_t ahead = 0; ahead < 3; ++ahead) {
    if (covers({hint_.chunk, hint_.at + ahead}, clock)) {
      hint_.at += ahead;
      return hint_;
    }
  }
  hint_.chunk = last_from(chunks_, [clock](const Chunk& chunk) { return chunk.first <= clock; });
  hint_.at = last_from(chunks_[hint_.chunk].entries,
                       [clock](const Entry& entry) { return entry.clock <= clock; });
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
