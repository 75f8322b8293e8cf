#include "load/idle.h"

#include <algorithm>
#include <cstdio>
#include <deque>

#include "load/process_stats.h"

namespace atelier::bench {
namespace {

constexpr std::size_t kSamples = 8;
constexpr double kSampleSeconds = 0.1;
constexpr std::size_t kStillBytes = 256 * 1024;
constexpr double kSettleLimitSeconds = 6;

struct Sample {
  std::size_t bytes = 0;
  bool settled = false;
};

// Memory counts when it has stopped moving: collectors and allocators take their time.
Sample settled_bytes(const Options& options, Swarm& swarm) {
  std::deque<std::size_t> last;
  const double limit = now_s() + kSettleLimitSeconds;
  while (true) {
    const double next = now_s() + kSampleSeconds;
    while (now_s() < next) swarm.poll(kSampleSeconds / 4);
    last.push_back(resident_bytes(options.server_pid));
    if (last.size() > kSamples) last.pop_front();
    const auto [low, high] = std::minmax_element(last.begin(), last.end());
    const bool settled = last.size() == kSamples && *high - *low < kStillBytes;
    if (settled || now_s() > limit) return {last.back(), settled};
  }
}

}  // namespace

void measure_idle(const Options& options, Swarm& swarm) {
  // A few connections first, so that what is allocated once is not counted per connection.
  swarm.open(options.warm);
  swarm.join();
  const Sample base = settled_bytes(options, swarm);
  swarm.open(options.warm + options.connections);
  const Sample connected = settled_bytes(options, swarm);
  swarm.join();
  const Sample joined = settled_bytes(options, swarm);
  std::printf(
      "{\"kind\":\"idle\",\"connections\":%zu,\"base_bytes\":%zu,\"connected_bytes\":%zu,"
      "\"joined_bytes\":%zu,\"settled\":%s}\n",
      options.connections, base.bytes, connected.bytes, joined.bytes,
      base.settled && connected.settled && joined.settled ? "true" : "false");
}

}  // namespace atelier::bench
