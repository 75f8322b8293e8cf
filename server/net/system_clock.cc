#include "net/system_clock.h"

#include <chrono>

namespace atelier::net {

namespace {

template <class Clock>
std::int64_t milliseconds_now() {
  return std::chrono::floor<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}

}  // namespace

WallMs SystemClock::wall() const {
  return milliseconds_now<std::chrono::system_clock>();
}

MonoMs SystemClock::mono() const {
  return milliseconds_now<std::chrono::steady_clock>();
}

}  // namespace atelier::net
