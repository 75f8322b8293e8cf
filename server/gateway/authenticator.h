// Who is behind a request or a connection. One answer for every protocol: JWT of an embedder or of
// our own, login cookie, guest cookie. Implemented by gateway/auth; a fake serves tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "base/function.h"
#include "base/result.h"
#include "base/time.h"
#include "core/command.h"
#include "port/http.h"

namespace atelier::gateway {

enum class Credential : std::uint8_t { kToken, kLoginCookie, kGuestCookie, kNone };

struct Identity {
  core::Principal principal;
  Credential credential = Credential::kNone;
  std::map<std::string, core::Role, std::less<>> claims;  // of the token, per room
  bool workspace_owner = false;
  bool workspace_member = false;  // may create rooms
  std::string login;              // id of the login, of cookies
  std::string guest_secret;       // of a guest of an open server: brings them back (AUTH51)
  WallMs expires_at = 0;          // when the connection must end; 0: not by time

  core::Access access(std::string_view room) const {
    const auto claim = claims.find(room);
    return {principal, claim == claims.end() ? core::Role::kNone : claim->second, workspace_owner};
  }
};

class Authenticator {
 public:
  using Done = UniqueFunction<void(Result<Identity>)>;
  virtual ~Authenticator() = default;

  /// `done` runs once, later, on `loop`. Errors: unauthenticated with what to do.
  virtual void by_token(std::size_t loop, std::string token, Done done) = 0;
  /// Bearer header, then `?token=`, then the login cookie, then the guest cookie; without any of
  /// them a fresh guest where the server allows that, else unauthenticated.
  virtual void by_request(std::size_t loop, const port::HttpRequest& request, Done done) = 0;
  /// A short-lived JWT of the same person with at most the same rights.
  virtual std::string token_for(const Identity& identity, DurationMs ttl) = 0;
};

}  // namespace atelier::gateway
