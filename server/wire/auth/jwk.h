// JSON Web Keys (RFC 7517): the public keys that a provider of sign-ins publishes, as the PEM that
// signatures are checked with. Knows no cryptography: it writes the bytes of X.509 around numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/auth/jwt.h"

namespace atelier::wire {

inline constexpr std::size_t kMaxJwks = 64;

/// The keys of a set that can check RS256, ES256 or EdDSA, each pinned to its one algorithm
/// (AUTH94) and to `issuer`. Keys of other kinds, secret ones ("oct") included, are left out.
/// `invalid` when it is no key set.
Result<std::vector<JwtKey>> read_jwks(std::string_view text, const std::string& issuer);

/// The key of that name; the only key there is for tokens that name none.
std::optional<JwtKey> find_key(const std::vector<JwtKey>& keys, std::string_view kid);

}  // namespace atelier::wire
