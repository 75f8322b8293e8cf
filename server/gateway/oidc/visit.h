// A visit to the provider, from its start to its callback: what the browser keeps of it, signed, in
// a cookie (spec/auth.md AUTH91, AUTH92). Any loop.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "port/crypto.h"
#include "port/random.h"

namespace atelier::gateway {

inline constexpr std::string_view kOidcCookie = "atelier_oidc";
inline constexpr std::string_view kOidcCookiePath = "/api/v1/oidc";
inline constexpr DurationMs kOidcVisitMs = 10LL * 60 * 1000;

struct OidcVisit {
  std::string state;
  std::string nonce;
  std::string verifier;     // PKCE
  std::string to = "/";     // where to go in the end
  std::string invite;       // that is to be accepted
  std::string invite_hash;  // of its secret
  std::string link;         // account that wants to be linked
  WallMs until = 0;
};

/// With fresh secrets.
OidcVisit new_visit(port::Random& random, WallMs now);

std::string seal_visit(const OidcVisit& visit, const port::Crypto& crypto,
                       std::string_view server_secret);
/// Nothing when it was not sealed by us, or is too old.
std::optional<OidcVisit> open_visit(std::string_view text, const port::Crypto& crypto,
                                    std::string_view server_secret, WallMs now);

/// AUTH91: a path of our own app, or "/" for anything that a browser could read otherwise.
std::string own_place(std::string_view wish);

}  // namespace atelier::gateway
