// Executor: one event loop as seen from actors. Everything an actor owns is touched only by tasks
// of its executor. Pool: threads for work that may take over 1 ms.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/function.h"
#include "base/time.h"

namespace atelier::port {

class Executor {
 public:
  using TimerId = std::uint64_t;
  static constexpr TimerId kNoTimer = 0;

  virtual ~Executor() = default;

  /// Runs `task` on this executor, never before post returns, in the order of posting per caller
  /// thread. Any thread.
  virtual void post(Task task) = 0;

  /// Runs `task` once after `delay` (>= 0). On this executor only. The id is never kNoTimer.
  virtual TimerId run_after(DurationMs delay, Task task) = 0;
  /// The task will not run. Unknown and fired ids are ignored. On this executor only.
  virtual void cancel(TimerId timer) = 0;

  /// Runs `task` at the end of the current loop turn, after all ready input: the place to flush
  /// what the turn has gathered. On this executor only.
  virtual void at_turn_end(Task task) = 0;

  /// True on the thread that runs this executor's tasks.
  virtual bool is_current() const = 0;
};

class Pool {
 public:
  virtual ~Pool() = default;

  /// Runs `job` on some pool thread. Jobs of one `owner` (a principal or a document) run fairly
  /// against those of others. False when the pool's queue is full: answer `unavailable`. Any
  /// thread.
  virtual bool submit(std::string_view owner, Task job) = 0;
};

}  // namespace atelier::port
