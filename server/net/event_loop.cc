#include "net/event_loop.h"

#include <pthread.h>
#include <signal.h>

#include "base/result.h"
#include "net/reactor.h"
//
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

namespace atelier::net {

namespace {

// A turn takes at most this many ready handlers, so that a flood of input cannot keep answers of
// the same turn from being flushed, nor timers from firing.
constexpr int kMaxHandlersPerTurn = 256;

MonoMs milliseconds_of(std::chrono::steady_clock::time_point time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

}  // namespace

EventLoop::EventLoop() : reactor_(std::make_unique<Reactor>()), wheel_(now()) {}

EventLoop::~EventLoop() {
  ATELIER_ASSERT(thread_.load() == std::thread::id{});
  // Tasks may own objects whose destructors post or cancel, so they go before the members do.
  running_.clear();
  std::vector<Task> unrun;
  {
    const std::lock_guard lock(mutex_);
    unrun.swap(inbox_);
  }
  unrun.clear();
}

MonoMs EventLoop::now() {
  return milliseconds_of(std::chrono::steady_clock::now());
}

void EventLoop::run() {
  thread_ = std::this_thread::get_id();
  // A peer that closes while TLS writes must not end the process: OpenSSL writes without
  // MSG_NOSIGNAL.
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);

  const auto work = boost::asio::make_work_guard(reactor_->context);
  while (true) {
    // Read before the inbox is taken, so that what was posted before stop() still runs.
    const bool last = stopping_.load();
    run_posted();
    run_timers();
    run_ready();
    finish_turn();
    if (last) break;
    if (!stopping_.load()) wait();  // the wake-up of stop() may have been taken in this turn
  }
  thread_ = std::thread::id{};
}

void EventLoop::stop() {
  stopping_ = true;
  boost::asio::post(reactor_->context, [] {});
}

void EventLoop::post(Task task) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    wake = inbox_.empty();
    inbox_.push_back(std::move(task));
  }
  // One wake-up per batch; the loop's own thread looks into the inbox before it waits.
  if (wake && !is_current()) boost::asio::post(reactor_->context, [] {});
}

EventLoop::TimerId EventLoop::run_after(DurationMs delay, Task task) {
  // The running millisecond has begun already, so a timer is due `delay` after its end: late by
  // less than a millisecond, never early.
  const DurationMs begun = delay > 0 ? 1 : 0;
  return wheel_.insert(now() + delay + begun, std::move(task));
}

void EventLoop::cancel(TimerId timer) {
  wheel_.cancel(timer);
}

void EventLoop::at_turn_end(Task task) {
  turn_end_.push_back(std::move(task));
}

bool EventLoop::is_current() const {
  return thread_.load(std::memory_order_relaxed) == std::this_thread::get_id();
}

void EventLoop::begin_turn() {
  if (in_turn_) return;
  in_turn_ = true;
  turn_start_ = std::chrono::steady_clock::now();
}

void EventLoop::run_posted() {
  {
    const std::lock_guard lock(mutex_);
    running_.swap(inbox_);
  }
  if (running_.empty()) return;
  begin_turn();
  for (Task& task : running_) {
    task();
    task = nullptr;
  }
  running_.clear();
}

void EventLoop::run_timers() {
  if (wheel_.size() == 0) return;
  const MonoMs time = now();
  while (Task task = wheel_.pop_due(time)) {
    begin_turn();
    task();
  }
}

void EventLoop::run_ready() {
  for (int count = 0; count < kMaxHandlersPerTurn; ++count) {
    if (reactor_->context.poll_one() == 0) return;
  }
}

void EventLoop::finish_turn() {
  std::vector<Task> tasks;
  while (!turn_end_.empty()) {
    tasks.swap(turn_end_);
    for (Task& task : tasks) task();
    tasks.clear();
  }
  turn_end_.swap(tasks);  // keeps the capacity
  if (!in_turn_) return;
  in_turn_ = false;
  if (observer_) observer_(std::chrono::steady_clock::now() - turn_start_);
}

void EventLoop::wait() {
  {
    const std::lock_guard lock(mutex_);
    if (!inbox_.empty()) return;
  }
  const std::optional<MonoMs> wake = wheel_.next_wake();
  if (!wake) {
    reactor_->context.run_one();
    return;
  }
  const std::chrono::steady_clock::time_point until{std::chrono::milliseconds(*wake)};
  reactor_->context.run_one_until(until);
}

}  // namespace atelier::net
