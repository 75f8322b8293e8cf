// The clocks of the operating system.
#pragma once

#include "port/clock.h"

namespace atelier::net {

class SystemClock final : public port::Clock {
 public:
  WallMs wall() const override;
  MonoMs mono() const override;
};

}  // namespace atelier::net
