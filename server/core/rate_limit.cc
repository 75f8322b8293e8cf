#include "core/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace atelier::core {

RateLimiter::RateLimiter(Rate rate, std::size_t max_keys) : rate_(rate), max_keys_(max_keys) {}

std::optional<DurationMs> RateLimiter::take(std::string_view key, MonoMs now, double cost) {
  std::string name(key);
  auto found = buckets_.find(name);
  if (found == buckets_.end()) {
    if (buckets_.size() >= max_keys_) {
      // Whoever was away longest has the fullest bucket: forgetting it changes least.
      buckets_.erase(order_.front());
      order_.pop_front();
    }
    order_.push_back(name);
    found =
        buckets_.emplace(std::move(name), Bucket{rate_.burst, now, std::prev(order_.end())}).first;
  }
  Bucket& bucket = found->second;
  order_.splice(order_.end(), order_, bucket.place);
  const double passed = static_cast<double>(std::max<MonoMs>(0, now - bucket.at));
  bucket.tokens = std::min(rate_.burst, bucket.tokens + passed * rate_.per_second / 1000);
  bucket.at = now;
  if (bucket.tokens >= cost) {
    bucket.tokens -= cost;
    return std::nullopt;
  }
  return static_cast<DurationMs>(std::ceil((cost - bucket.tokens) * 1000 / rate_.per_second));
}

bool AbuseMeter::refused(MonoMs now) {
  constexpr DurationMs kWindowMs = 10'000;
  if (now - window_start_ >= kWindowMs) {
    window_start_ = now;
    count_ = 0;
  }
  return ++count_ >= limit_;
}

Error rate_limited(DurationMs retry_after_ms) {
  return {Errc::kRateLimited, "too many requests; wait a moment", retry_after_ms};
}

}  // namespace atelier::core
