// Token buckets in a bounded map: how often an address, a connection, a principal or a room may do
// something. One executor; time is given.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"
#include "core/policy.h"

namespace atelier::core {

struct Rate {
  double per_second = 10;
  double burst = 20;
};

/// Defaults per (principal, room) and bucket, per room in all, per address and per connection.
struct RateLimits {
  bool enabled = true;
  std::array<Rate, 4> principal = {Rate{10, 40}, Rate{30, 120}, Rate{40, 120}, Rate{5, 30}};
  Rate room = {2000, 4000};
  Rate connection = {100, 300};       // messages of one connection
  Rate address_connects = {20, 200};  // new connections of one address
  /// After so many refusals within 10 s the connection is closed.
  std::uint32_t refusals_before_close = 200;
};

class RateLimiter {
 public:
  explicit RateLimiter(Rate rate, std::size_t max_keys = 100'000);

  /// Takes `cost` tokens of `key`, or says in how many ms to come back.
  std::optional<DurationMs> take(std::string_view key, MonoMs now, double cost = 1);
  std::size_t size() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens;
    MonoMs at;
    std::list<std::string>::iterator place;
  };
  Rate rate_;
  std::size_t max_keys_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::list<std::string> order_;  // least recently used first
};

/// Counts refusals; true once somebody does not listen to them.
class AbuseMeter {
 public:
  explicit AbuseMeter(std::uint32_t refusals_before_close) : limit_(refusals_before_close) {}
  bool refused(MonoMs now);

 private:
  std::uint32_t limit_;
  std::uint32_t count_ = 0;
  MonoMs window_start_ = 0;
};

Error rate_limited(DurationMs retry_after_ms);

}  // namespace atelier::core
