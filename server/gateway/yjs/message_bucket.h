// How many messages one connection may send: a token bucket. Time is given.
#pragma once

#include <algorithm>

#include "base/time.h"
#include "core/rate_limit.h"

namespace atelier::gateway {

class MessageBucket {
 public:
  MessageBucket(const core::Rate& rate, MonoMs now) : rate_(rate), tokens_(rate.burst), at_(now) {}

  bool take(MonoMs now) {
    const double earned = static_cast<double>(now - at_) * rate_.per_second / 1000;
    tokens_ = std::min(rate_.burst, tokens_ + earned);
    at_ = now;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

 private:
  core::Rate rate_;
  double tokens_;
  MonoMs at_;
};

}  // namespace atelier::gateway
