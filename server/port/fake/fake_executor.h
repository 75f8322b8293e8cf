// Event loops in one thread: a FakeWorld holds the time and any number of FakeExecutors, and runs
// their tasks in an order that its seed decides. The order of posting per caller is kept, all else
// may interleave, so that a failing seed is the bug report. One thread only.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "port/executor.h"
#include "port/fake/manual_clock.h"
#include "port/fake/seeded_random.h"

namespace atelier::port {

class FakeExecutor;

class FakeWorld {
 public:
  explicit FakeWorld(std::uint64_t seed = 1) : random_(seed) {}
  FakeWorld(const FakeWorld&) = delete;
  FakeWorld& operator=(const FakeWorld&) = delete;

  ManualClock& clock() { return clock_; }
  SeededRandom& random() { return random_; }

  /// One turn of one loop that has work, chosen by the seed; false when no loop has any.
  bool step();
  /// Steps until no loop has work; timers that are not due stay. Aborts after a million turns.
  void run_until_idle();
  /// Lets `by` milliseconds pass: every timer fires at its own time, with all work before it done.
  void advance(DurationMs by);
  /// Moves to the next timer and runs it; false when there is none.
  bool advance_to_next_timer();

 private:
  friend class FakeExecutor;
  struct Timer {
    FakeExecutor* loop;
    Task task;
  };
  // By due time, then by id: equal times fire in the order they were set.
  using Timers = std::map<std::pair<MonoMs, Executor::TimerId>, Timer>;

  void fire_first_timer();

  ManualClock clock_;
  SeededRandom random_;
  std::vector<FakeExecutor*> loops_;  // by index; null when destroyed
  FakeExecutor* current_ = nullptr;
  Timers timers_;
  Executor::TimerId last_timer_ = 0;
};

class FakeExecutor final : public Executor {
 public:
  explicit FakeExecutor(FakeWorld& world);
  /// Drops queued tasks and timers unrun: a crashed loop. Not from within its own tasks.
  ~FakeExecutor() override;
  FakeExecutor(const FakeExecutor&) = delete;
  FakeExecutor& operator=(const FakeExecutor&) = delete;

  void post(Task task) override;
  TimerId run_after(DurationMs delay, Task task) override;
  void cancel(TimerId timer) override;
  void at_turn_end(Task task) override { turn_end_.push_back(std::move(task)); }
  bool is_current() const override { return world_.current_ == this; }

  /// Runs `task` at once as one turn of this loop: how a test calls an actor.
  template <class F>
  void run_now(F task) {
    FakeExecutor* const before = enter();
    task();
    leave(before);
  }
  bool has_work() const { return queued_ > 0 || !turn_end_.empty(); }

 private:
  friend class FakeWorld;
  static constexpr std::size_t kTimers = ~std::size_t{0};

  void queue(std::size_t caller, Task task);
  void turn();
  void run_one();
  FakeExecutor* enter();
  void leave(FakeExecutor* before);

  FakeWorld& world_;
  std::size_t index_;                                // 1, 2, ...; 0 is code outside of any loop
  std::map<std::size_t, std::deque<Task>> inboxes_;  // by caller; no empty ones
  std::size_t queued_ = 0;
  std::vector<Task> turn_end_;
};

}  // namespace atelier::port
