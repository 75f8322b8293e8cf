// Deadline: one absolute deadline that moves often, over one timer that moves rarely. Moving it
// later costs nothing; the timer looks again when it fires early.
#pragma once

#include "base/function.h"
#include "base/time.h"
#include "net/event_loop.h"

namespace atelier::net {

class Deadline {
 public:
  /// `passed` must keep this object alive while it runs, and may call back in.
  Deadline(EventLoop& loop, Task passed) : loop_(loop), passed_(std::move(passed)) {}
  ~Deadline() { loop_.cancel(timer_); }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  void set_after(DurationMs delay) {
    at_ = EventLoop::now() + delay + 1;
    if (timer_ != EventLoop::kNoTimer && timer_at_ <= at_) return;
    loop_.cancel(timer_);
    arm(delay);
  }
  void clear() { at_ = 0; }

 private:
  void arm(DurationMs delay) {
    timer_at_ = EventLoop::now() + delay + 1;
    timer_ = loop_.run_after(delay, [this] { fire(); });
  }
  void fire() {
    timer_ = EventLoop::kNoTimer;
    if (at_ == 0) return;
    const DurationMs left = at_ - EventLoop::now();
    if (left > 0) {
      arm(left);
      return;
    }
    at_ = 0;
    passed_();
  }

  EventLoop& loop_;
  Task passed_;
  MonoMs at_ = 0;  // 0: none
  MonoMs timer_at_ = 0;
  EventLoop::TimerId timer_ = EventLoop::kNoTimer;
};

}  // namespace atelier::net
