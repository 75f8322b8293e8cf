// The same bytes for the same seed (splitmix64): for tests and the simulator, never for secrets.
#pragma once

#include <algorithm>

#include "port/random.h"

namespace atelier::port {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

  void fill(std::span<std::uint8_t> bytes) override {
    while (!bytes.empty()) {
      std::uint64_t word = next();
      const std::size_t count = std::min<std::size_t>(8, bytes.size());
      for (std::size_t i = 0; i < count; ++i, word >>= 8) {
        bytes[i] = static_cast<std::uint8_t>(word);
      }
      bytes = bytes.subspan(count);
    }
  }

  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
    return mixed ^ mixed >> 31;
  }
  /// 0 <= result < bound; bound >= 1. The bias of the remainder does not matter to a test.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

}  // namespace atelier::port
