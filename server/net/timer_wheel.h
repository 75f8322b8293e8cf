// Timers with absolute deadlines in whole milliseconds: a hashed hierarchical wheel of four levels
// of 256 slots, so insert and cancel take constant time however many timers wait. Pure: it knows no
// clock and runs nothing; the event loop tells it the time and runs what it hands out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/function.h"
#include "base/time.h"

namespace atelier::net {

class TimerWheel {
 public:
  /// Never 0.
  using Id = std::uint64_t;

  explicit TimerWheel(MonoMs now);

  /// Deadlines that have passed already are due at the next millisecond.
  Id insert(MonoMs deadline, Task task);
  /// True when the timer was still waiting. Its task is destroyed before cancel returns.
  bool cancel(Id id);

  /// The next task due at `now`, by deadline and then by age; an empty task when there is none.
  /// Call until empty. A task may insert and cancel, also timers due at the same time.
  Task pop_due(MonoMs now);

  /// When to call pop_due next. Never later than the earliest deadline, but may be earlier.
  std::optional<MonoMs> next_wake() const;

  std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr int kLevels = 4;
  static constexpr int kSlotBits = 8;
  static constexpr std::uint32_t kSlots = 1U << kSlotBits;
  static constexpr std::uint32_t kDueList = kLevels * kSlots;

  struct Node {
    MonoMs deadline = 0;
    Task task;
    std::uint32_t previous = kNone;
    std::uint32_t next = kNone;
    std::uint32_t list = kNone;  // which list holds it; kNone: free
    std::uint32_t generation = 0;
  };

  std::uint32_t list_for(MonoMs deadline) const;
  void push_front(std::uint32_t list, std::uint32_t index);
  void push_back(std::uint32_t list, std::uint32_t index);
  void unlink(std::uint32_t index);
  Task release(std::uint32_t index);
  std::optional<MonoMs> next_in_level(int level) const;
  void enter(MonoMs time);
  void mark(std::uint32_t list, bool filled);

  MonoMs time_;  // everything due up to here has left the wheel
  std::size_t size_ = 0;
  std::vector<Node> nodes_;
  std::uint32_t free_ = kNone;
  std::array<std::uint32_t, kDueList + 1> heads_;
  std::array<std::uint64_t, kDueList / 64 + 1> filled_{};  // one bit for each list
};

}  // namespace atelier::net
