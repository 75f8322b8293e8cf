// A clock that moves only when told. Any thread, so that adapters with threads can use it too.
#pragma once

#include <atomic>

#include "port/clock.h"

namespace atelier::port {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(WallMs start = 1'700'000'000'000) : wall_(start) {}

  WallMs wall() const override { return wall_; }
  MonoMs mono() const override { return mono_; }

  void advance(DurationMs by) {
    wall_ += by;
    mono_ += by;
  }
  /// The wall clock alone may jump, back too, as NTP and operators make it do.
  void set_wall(WallMs now) { wall_ = now; }

 private:
  std::atomic<WallMs> wall_;
  std::atomic<MonoMs> mono_ = 1000;
};

}  // namespace atelier::port
