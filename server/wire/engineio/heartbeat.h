// The server's heartbeat of one Engine.IO session: when to ping, and until when the pong must have
// come (EIO40-EIO44). Deadlines are absolute, so a late timer shifts nothing else.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace atelier::wire::engineio {

class Heartbeat {
 public:
  enum class Due : std::uint8_t { kNothing, kPing, kTimeout };

  Heartbeat(DurationMs interval_ms, DurationMs timeout_ms, MonoMs now)
      : interval_ms_(interval_ms), timeout_ms_(timeout_ms), deadline_(now + interval_ms) {}

  MonoMs deadline() const { return deadline_; }

  /// What the time asks for. After kPing the caller has to send one.
  Due advance(MonoMs now) {
    if (now < deadline_) return Due::kNothing;
    if (awaits_pong_) return Due::kTimeout;
    awaits_pong_ = true;
    deadline_ = now + timeout_ms_;
    return Due::kPing;
  }

  /// EIO43: also an unsolicited pong starts the interval anew.
  void on_pong(MonoMs now) {
    awaits_pong_ = false;
    deadline_ = now + interval_ms_;
  }

 private:
  DurationMs interval_ms_;
  DurationMs timeout_ms_;
  MonoMs deadline_;
  bool awaits_pong_ = false;
};

}  // namespace atelier::wire::engineio
