// The claims of a token between JSON and JwtClaims (AUTH3, AUTH7 to AUTH13). Used by jwt.cc only;
// the signature has been checked before.
#pragma once

#include <string>
#include <string_view>

#include "wire/auth/jwt.h"

namespace atelier::wire {

Error unauthenticated(std::string message);

/// AUTH3: one object, no member twice.
Result<void> check_members(std::string_view object_text);

Result<JwtClaims> parse_claims(std::string_view payload, std::string_view audience);
Result<void> check_times(const JwtClaims& claims, const JwtPolicy& policy, WallMs now);
std::string write_claims(const JwtClaims& claims);

}  // namespace atelier::wire
