// Counts of latencies in buckets that are at most 1/32 wide, so that runs merge without loss.
// lib/stats.mjs knows the same buckets.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>

namespace atelier::bench {

class Histogram {
 public:
  void add(std::uint32_t microseconds, std::uint64_t count = 1) {
    counts_[bucket(microseconds)] += count;
  }
  void clear() { counts_.fill(0); }

  /// `[[bucket,count],...]`, without the empty ones.
  std::string json() const {
    std::string out = "[";
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      if (counts_[at] == 0) continue;
      if (out.size() > 1) out += ',';
      out += '[' + std::to_string(at) + ',' + std::to_string(counts_[at]) + ']';
    }
    return out + ']';
  }

 private:
  // Below 32 each value has its bucket; above, each power of two has 32.
  static std::size_t bucket(std::uint32_t value) {
    if (value < 32) return value;
    const unsigned shift = static_cast<unsigned>(std::bit_width(value)) - 6;
    return (shift + 1) * 32 + ((value >> shift) - 32);
  }

  std::array<std::uint64_t, 32 * 28> counts_{};
};

}  // namespace atelier::bench
