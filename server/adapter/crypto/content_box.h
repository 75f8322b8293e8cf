// What people wrote, so that only who has the key can read or make it: XChaCha20-Poly1305, whose
// nonces of 24 random bytes never meet however much is written under one key (spec/safe.md SAF50),
// with the name of what it is bound in. Stateless; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "port/random.h"

namespace atelier::adapter {

inline constexpr std::size_t kContentKeyBytes = 32;
/// Sealed content is longer by this: a mark of 4 bytes, the nonce, a tag of 16.
inline constexpr std::size_t kSealedMoreBytes = 44;

/// `key` has kContentKeyBytes.
std::string seal_content(std::string_view key, std::string_view name, std::string_view plain,
                         port::Random& random);
/// Nothing when it is not sealed, was sealed under another key or name, or was changed since.
std::optional<std::string> unseal_content(std::string_view key, std::string_view name,
                                          std::string_view sealed);

}  // namespace atelier::adapter
