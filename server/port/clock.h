// Time, as everything below net and adapter sees it. Any thread.
#pragma once

#include "base/time.h"

namespace atelier::port {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual WallMs wall() const = 0;
  virtual MonoMs mono() const = 0;
};

}  // namespace atelier::port
