// JSON Web Tokens in compact form: strict parsing, the rules for claims, and making our own
// (spec/auth.md). Knows no cryptography and no clock: keys and signatures come through JwtTrust,
// the time as an argument.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "base/time.h"

namespace atelier::wire {

enum class JwtAlgorithm : std::uint8_t { kHs256, kRs256, kEs256, kEdDsa };

/// "HS256", "RS256", "ES256" or "EdDSA".
std::string_view name_of(JwtAlgorithm algorithm);
std::optional<JwtAlgorithm> jwt_algorithm_of(std::string_view name);

/// A key that may sign tokens, pinned to its algorithm and issuer (AUTH4, AUTH7).
struct JwtKey {
  std::string kid;  // empty: for tokens without a kid
  JwtAlgorithm algorithm = JwtAlgorithm::kHs256;
  std::string key;  // raw bytes for HS256, else a PEM public key
  std::string issuer;
};

/// Whom the server trusts.
class JwtTrust {
 public:
  virtual ~JwtTrust() = default;
  virtual std::optional<JwtKey> find(std::string_view kid) = 0;
  virtual bool verify(const JwtKey& key, std::string_view message, std::string_view signature) = 0;
};

struct JwtPolicy {
  std::string audience = "atelier";
  DurationMs leeway_ms = 30'000;
  DurationMs max_lifetime_ms = 30LL * 24 * 3600 * 1000;
};

struct JwtClaims {
  std::string subject;
  std::string name;
  std::string issuer;
  std::string audience;  // the one that matched
  WallMs expires_at = 0;
  WallMs issued_at = 0;
  WallMs not_before = 0;                                   // 0: none
  std::string id;                                          // jti
  std::vector<std::pair<std::string, std::string>> rooms;  // room, role
  std::string workspace = "main";
};

inline constexpr std::size_t kMaxJwtBytes = 8192;

/// What a token with a good signature says, before anything is made of it.
struct SignedJwt {
  JwtKey key;
  std::string payload;
};

/// Form and signature alone (AUTH1..AUTH6).
Result<SignedJwt> open_jwt(std::string_view token, JwtTrust& trust);

/// The claims of a token that passes every rule, or kUnauthenticated with what to do (AUTH14).
Result<JwtClaims> check_jwt(std::string_view token, const JwtPolicy& policy, JwtTrust& trust,
                            WallMs now);

/// HMAC-SHA-256 of its argument with the key called `kid`.
using JwtSigner = UniqueFunction<std::string(std::string_view message)>;
/// A token of our own (AUTH15); times are cut to whole seconds.
std::string make_jwt(const JwtClaims& claims, std::string_view kid, JwtSigner& sign);

}  // namespace atelier::wire
