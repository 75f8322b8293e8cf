// EventLoop: one thread that runs tasks, timers and socket readiness in turns. A turn runs what was
// posted, the timers that are due and the handlers that are ready, then the turn-end tasks, then
// waits. The only home of Asio together with watch.cc; no other header or file sees it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/function.h"
#include "net/timer_wheel.h"
#include "port/executor.h"

namespace atelier::net {

class EventLoop final : public port::Executor {
 public:
  EventLoop();
  ~EventLoop() override;
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Runs turns on the calling thread until stop(); at most one thread, once.
  void run();
  /// run() returns after the turn that is under way. What was posted before stop() has run; what
  /// comes later is destroyed unrun with the loop. Any thread.
  void stop();

  // port::Executor
  void post(Task task) override;
  TimerId run_after(DurationMs delay, Task task) override;
  void cancel(TimerId timer) override;
  /// Turn-end tasks that are added by turn-end tasks still run at the end of this turn.
  void at_turn_end(Task task) override;
  bool is_current() const override;

  /// Milliseconds of the steady clock, as port::Clock::mono() of SystemClock.
  static MonoMs now();

  /// Called on the loop after each turn with the time it took, without the waiting. Before run().
  using TurnObserver = UniqueFunction<void(std::chrono::nanoseconds)>;
  void observe_turns(TurnObserver observer) { observer_ = std::move(observer); }

  /// For Watch only: the Asio context, and the mark that work of a turn has begun.
  struct Reactor;
  Reactor& reactor() { return *reactor_; }
  void begin_turn();

 private:
  void run_posted();
  void run_timers();
  void run_ready();
  void finish_turn();
  void wait();

  std::unique_ptr<Reactor> reactor_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::thread::id> thread_{};

  std::mutex mutex_;  // guards inbox_ alone
  std::vector<Task> inbox_;

  TimerWheel wheel_;
  std::vector<Task> running_;
  std::vector<Task> turn_end_;
  TurnObserver observer_;
  bool in_turn_ = false;
  std::chrono::steady_clock::time_point turn_start_;
};

/// A loop with its own thread, for servers and tests. Stops and joins when destroyed.
class LoopThread {
 public:
  LoopThread() : thread_([this] { loop_.run(); }) {}
  ~LoopThread() { stop(); }
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;

  EventLoop& loop() { return loop_; }
  /// Idempotent; not from the loop's own thread.
  void stop() {
    loop_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  EventLoop loop_;
  std::thread thread_;
};

}  // namespace atelier::net
