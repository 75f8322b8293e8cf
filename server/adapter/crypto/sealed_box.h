// Bytes that only who has the key can read or make: AES-256-GCM under a nonce of its own, with the
// name of what they are bound in, so that one secret cannot be put in the place of another
// (spec/safe.md SAF30). Stateless; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "port/random.h"

namespace atelier::adapter {

inline constexpr std::size_t kSealingKeyBytes = 32;

/// `key` has kSealingKeyBytes.
std::string seal(std::string_view key, std::string_view name, std::string_view plain,
                 port::Random& random);
bool is_sealed(std::string_view bytes);
/// Nothing when it was sealed under another key or name, or was changed since.
std::optional<std::string> unseal(std::string_view key, std::string_view name,
                                  std::string_view sealed);

}  // namespace atelier::adapter
