// A clock that moves only when told. Any thread, so that adapters with threads can use it too.
#pragma once

#include <atomic>

#include "port/clock.h"

namespace atelier::port {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(WallMs start = 1'700'000'000'000) : wall_(start) {}

  WallMs wall() const override { return wall_.fetch_add(step_); }
  MonoMs mono() const override { return mono_; }

  void advance(DurationMs by) {
    wall_ += by;
    mono_ += by;
  }
  /// The wall clock alone may jump, back too, as NTP and operators make it do.
  void set_wall(WallMs now) { wall_ = now; }
  /// From now on no two reads of the wall clock are alike.
  void pass_with_each_read(DurationMs step) { step_ = step; }

 private:
  mutable std::atomic<WallMs> wall_;
  std::atomic<DurationMs> step_ = 0;
  std::atomic<MonoMs> mono_ = 1000;
};

}  // namespace atelier::port
