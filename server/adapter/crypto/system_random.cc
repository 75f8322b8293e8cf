#include "adapter/crypto/system_random.h"

#include <sys/random.h>

#include <cerrno>

#include "base/result.h"

namespace atelier::adapter {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::getrandom(bytes.data(), bytes.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    // Without random bytes no secret can be made: going on would be worse than stopping.
    ATELIER_ASSERT(count > 0);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

}  // namespace atelier::adapter
