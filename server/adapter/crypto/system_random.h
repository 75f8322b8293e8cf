// port/random.h by the kernel. Stateless; any thread.
#pragma once

#include "port/random.h"

namespace atelier::adapter {

class SystemRandom final : public port::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace atelier::adapter
