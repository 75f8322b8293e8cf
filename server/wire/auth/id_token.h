// The ID token of OpenID Connect Core 1.0 (spec/auth.md AUTH94): who a provider says somebody is.
// Form and signature are those of any token (jwt.h); this knows the rules for its claims.
#pragma once

#include <string>
#include <string_view>

#include "wire/auth/jwt.h"

namespace atelier::wire {

struct IdTokenPolicy {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  DurationMs skew_ms = 60'000;
};

struct IdClaims {
  std::string issuer;
  std::string subject;
  std::string name;   // may be empty
  std::string email;  // may be empty
  bool email_verified = false;
};

/// The claims of a token that passes every rule, or kUnauthenticated with the rule that it broke,
/// for the operator's log.
Result<IdClaims> check_id_token(std::string_view token, const IdTokenPolicy& policy,
                                JwtTrust& trust, WallMs now);

/// Adds what the provider says about the same person besides the token (its UserInfo endpoint);
/// kUnauthenticated when it speaks of somebody else.
Result<void> add_user_info(IdClaims& claims, std::string_view text);

}  // namespace atelier::wire
