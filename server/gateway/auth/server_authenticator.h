// Who is behind a request (spec/auth.md AUTH47, AUTH48): our own tokens and those of configured
// issuers, the cookies of logins and guests, and fresh guests. Logins are asked of the workspace
// each time, so that an ended one is refused at once. One object for all loops; keeps no state.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/auth/workspace_calls.h"
#include "gateway/authenticator.h"
#include "port/clock.h"
#include "port/crypto.h"
#include "wire/auth/jwt.h"

namespace atelier::gateway {

enum class GuestPolicy : std::uint8_t { kOff, kLinks, kOpen };
std::string_view name_of(GuestPolicy policy);

inline constexpr std::string_view kLoginCookie = "atelier_login";
inline constexpr std::string_view kGuestCookie = "atelier_guest";
inline constexpr std::int64_t kGuestCookieSeconds = 400LL * 24 * 3600;  // as browsers keep one
inline constexpr DurationMs kMaxOwnTokenMs = 3'600'000;

class ServerAuthenticator final : public Authenticator {
 public:
  struct Needs {
    core::Workspace& workspace;
    std::vector<port::Executor*> loops;
    wire::JwtTrust& trust;
    /// Signs claims with the server's newest key (AUTH15). Any thread.
    std::function<std::string(const wire::JwtClaims&)> make_token;
    const port::Clock& clock;
    port::Random& random;
    const port::Crypto& crypto;
  };
  struct Options {
    GuestPolicy guests = GuestPolicy::kLinks;
    wire::JwtPolicy policy = {};
    std::string own_issuer = "atelier";
  };
  ServerAuthenticator(Needs needs, Options options);

  void by_token(std::size_t loop, std::string token, Done done) override;
  void by_request(std::size_t loop, const port::HttpRequest& request, Done done) override;
  std::string token_for(const Identity& identity, DurationMs ttl) override;

 private:
  void by_login(std::size_t loop, json::object question, Credential credential, Done done);
  void by_login_cookie(std::size_t loop, const std::string& login, std::string guest, Done done);
  void by_guest_cookie(std::size_t loop, const std::string& guest, Done done);
  void by_open_guest(std::size_t loop, std::string_view secret, bool is_fresh, Done done);
  void by_nothing(std::size_t loop, Done done);
  void later(std::size_t loop, Result<Identity> identity, Done done);

  Needs needs_;
  Options options_;
};

/// From the answer of login.check or account.credentials.
Identity identity_of_account(const json::object& account);

}  // namespace atelier::gateway
