// An Authenticator for tests: the token is the principal's id; none is unauthenticated.
#pragma once

#include <string>

#include "gateway/authenticator.h"
#include "port/executor.h"
#include "wire/http/target.h"

namespace atelier::gateway {

class FakeAuthenticator final : public Authenticator {
 public:
  explicit FakeAuthenticator(std::vector<port::Executor*> loops) : loops_(std::move(loops)) {}

  /// Given to every identity from now on.
  std::map<std::string, core::Role, std::less<>> claims;
  WallMs expires_at = 0;
  std::string login = {};

  void by_token(std::size_t loop, std::string token, Done done) override {
    Result<Identity> result = Error{Errc::kUnauthenticated, "Sign in first."};
    if (!token.empty()) {
      Identity identity;
      identity.principal = {token, "Name of " + token, core::PrincipalKind::kUser};
      identity.credential = Credential::kToken;
      identity.claims = claims;
      identity.expires_at = expires_at;
      identity.login = login;
      result = std::move(identity);
    }
    loops_[loop]->post([done = std::move(done), result = std::move(result)]() mutable {
      done(std::move(result));
    });
  }
  void by_request(std::size_t loop, const port::HttpRequest& request, Done done) override {
    by_token(loop, wire::http::query_value(request.query, "token").value_or(""), std::move(done));
  }
  std::string token_for(const Identity& identity, DurationMs) override {
    return identity.principal.id;
  }

 private:
  std::vector<port::Executor*> loops_;
};

}  // namespace atelier::gateway
