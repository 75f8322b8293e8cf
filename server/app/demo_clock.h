// The clock of `atelier demo`: its wall stands where the story is, so that what happened two weeks
// ago is stored as of then. Timers run as ever.
#pragma once

#include <atomic>

#include "net/system_clock.h"

namespace atelier::app {

class DemoClock final : public port::Clock {
 public:
  explicit DemoClock(WallMs now) : wall_(now) {}

  WallMs wall() const override { return wall_; }
  MonoMs mono() const override { return system_.mono(); }
  void set_wall(WallMs now) { wall_ = now; }

 private:
  net::SystemClock system_;
  std::atomic<WallMs> wall_;
};

}  // namespace atelier::app
