// Random bytes fit for secrets. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/ids.h"

namespace atelier::port {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;

  std::string bytes(std::size_t count) {
    std::string out(count, '\0');
    fill({reinterpret_cast<std::uint8_t*>(out.data()), count});
    return out;
  }
  std::uint64_t number() {
    std::array<std::uint8_t, 8> raw{};
    fill(raw);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : raw) value = value << 8 | byte;
    return value;
  }
  std::string uuid_v7(WallMs now) {
    std::array<std::uint8_t, 10> raw{};
    fill(raw);
    return make_uuid_v7(now, raw);
  }
};

}  // namespace atelier::port
