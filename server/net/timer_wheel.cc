#include "net/timer_wheel.h"

#include <algorithm>
#include <bit>

namespace atelier::net {

TimerWheel::TimerWheel(MonoMs now) : time_(now) {
  heads_.fill(kNone);
}

TimerWheel::Id TimerWheel::insert(MonoMs deadline, Task task) {
  std::uint32_t index = free_;
  if (index == kNone) {
    index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
  } else {
    free_ = nodes_[index].next;
  }
  Node& node = nodes_[index];
  node.deadline = std::max(deadline, time_ + 1);
  node.task = std::move(task);
  ++node.generation;
  push_back(list_for(node.deadline), index);
  ++size_;
  return std::uint64_t{node.generation} << 32 | (index + std::uint64_t{1});
}

bool TimerWheel::cancel(Id id) {
  const std::uint64_t position = id & 0xFFFFFFFF;
  if (position == 0 || position > nodes_.size()) return false;
  const auto index = static_cast<std::uint32_t>(position - 1);
  if (nodes_[index].generation != id >> 32 || nodes_[index].list == kNone) return false;
  const Task dropped = release(index);
  return true;
}

Task TimerWheel::pop_due(MonoMs now) {
  while (heads_[kDueList] == kNone) {
    const std::optional<MonoMs> next = next_wake();
    if (!next || *next > now) {
      time_ = std::max(time_, now);
      return {};
    }
    enter(*next);
  }
  return release(heads_[kDueList]);
}

std::optional<MonoMs> TimerWheel::next_wake() const {
  if (heads_[kDueList] != kNone) return time_;
  if (size_ == 0) return std::nullopt;
  std::optional<MonoMs> earliest;
  for (int level = 0; level < kLevels; ++level) {
    const std::optional<MonoMs> at = next_in_level(level);
    if (at && (!earliest || *at < *earliest)) earliest = at;
  }
  return earliest;
}

// The time at which the next filled slot of this level is reached: 1 to 256 slots ahead, because a
// slot that lies a whole round ahead is the one that has just been emptied.
std::optional<MonoMs> TimerWheel::next_in_level(int level) const {
  const int shift = level * kSlotBits;
  const MonoMs current = time_ >> shift;
  for (std::uint32_t ahead = 1; ahead <= kSlots;) {
    const auto slot = static_cast<std::uint32_t>((current + ahead) & (kSlots - 1));
    const std::uint32_t list = static_cast<std::uint32_t>(level) * kSlots + slot;
    const std::uint64_t word = filled_[list / 64] >> (list % 64);
    if (word == 0) {
      ahead += 64 - list % 64;
      continue;
    }
    ahead += static_cast<std::uint32_t>(std::countr_zero(word));
    if (ahead > kSlots) break;
    return (current + ahead) << shift;
  }
  return std::nullopt;
}

// Moves time to `time`: slots of higher levels that begin there are spread over the lower ones, and
// what is due now becomes the due list. Timers of a higher level are older than those of the same
// deadline below, so they go in front of them.
void TimerWheel::enter(MonoMs time) {
  time_ = time;
  for (int level = kLevels - 1; level >= 0; --level) {
    const int shift = level * kSlotBits;
    if ((time & ((MonoMs{1} << shift) - 1)) != 0) continue;
    const std::uint32_t list = static_cast<std::uint32_t>(level) * kSlots +
                               static_cast<std::uint32_t>((time >> shift) & (kSlots - 1));
    std::uint32_t moved = heads_[list];
    if (moved == kNone) continue;
    heads_[list] = kNone;
    mark(list, false);
    const std::uint32_t first = moved;
    moved = nodes_[first].previous;
    for (bool done = false; !done;) {
      done = moved == first;
      const std::uint32_t before = nodes_[moved].previous;
      push_front(level == 0 ? kDueList : list_for(nodes_[moved].deadline), moved);
      moved = before;
    }
  }
}

std::uint32_t TimerWheel::list_for(MonoMs deadline) const {
  // Beyond the horizon of 49 days a timer waits in the last slot and is placed again from there.
  constexpr MonoMs kHorizon = (MonoMs{1} << (kLevels * kSlotBits)) - 1;
  const MonoMs at = std::min(deadline, time_ + kHorizon);
  int level = 0;
  while (level + 1 < kLevels && (at - time_) >> ((level + 1) * kSlotBits) != 0) ++level;
  const auto slot = static_cast<std::uint32_t>((at >> (level * kSlotBits)) & (kSlots - 1));
  return static_cast<std::uint32_t>(level) * kSlots + slot;
}

void TimerWheel::push_back(std::uint32_t list, std::uint32_t index) {
  const std::uint32_t head = heads_[list];
  push_front(list, index);
  if (head != kNone) heads_[list] = head;  // lists are rings: last is what precedes the first
}

void TimerWheel::push_front(std::uint32_t list, std::uint32_t index) {
  Node& node = nodes_[index];
  node.list = list;
  const std::uint32_t head = heads_[list];
  if (head == kNone) {
    node.previous = node.next = index;
    mark(list, true);
  } else {
    node.previous = nodes_[head].previous;
    node.next = head;
    nodes_[node.previous].next = index;
    nodes_[head].previous = index;
  }
  heads_[list] = index;
}

void TimerWheel::unlink(std::uint32_t index) {
  Node& node = nodes_[index];
  if (node.next == index) {
    heads_[node.list] = kNone;
    mark(node.list, false);
  } else {
    nodes_[node.previous].next = node.next;
    nodes_[node.next].previous = node.previous;
    if (heads_[node.list] == index) heads_[node.list] = node.next;
  }
  node.list = kNone;
}

Task TimerWheel::release(std::uint32_t index) {
  unlink(index);
  --size_;
  Task task = std::move(nodes_[index].task);
  nodes_[index].next = free_;
  free_ = index;
  return task;
}

void TimerWheel::mark(std::uint32_t list, bool filled) {
  const std::uint64_t bit = std::uint64_t{1} << (list % 64);
  if (filled) {
    filled_[list / 64] |= bit;
  } else {
    filled_[list / 64] &= ~bit;
  }
}

}  // namespace atelier::net
