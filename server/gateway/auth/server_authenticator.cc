#include "gateway/auth/server_authenticator.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "feature/people/people.h"
#include "gateway/auth/open_guest.h"
#include "wire/auth/secret.h"
#include "wire/http/cookie.h"
#include "wire/http/target.h"

namespace atelier::gateway {
namespace {

Error who_are_you() {
  return {Errc::kUnauthenticated, "Log in, open a link you were given, or send a token."};
}

std::string cookie_of(const port::HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key != "cookie") continue;
    if (const auto found = wire::http::cookie_value(value, name)) return std::string(*found);
  }
  return {};
}

std::string bearer_of(const port::HttpRequest& request) {
  const std::string_view header = request.header("authorization").value_or("");
  constexpr std::string_view kScheme = "bearer ";
  if (header.size() <= kScheme.size()) return {};
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    const char c = header[i] == ' ' ? ' ' : static_cast<char>(header[i] | 0x20);
    if (c != kScheme[i]) return {};
  }
  return std::string(header.substr(kScheme.size()));
}

/// The login that a token of ours came from: its id is "<login>.<random>".
std::string login_of(const wire::JwtClaims& claims) {
  const std::size_t dot = claims.id.find('.');
  const std::string login = claims.id.substr(0, dot);
  return dot != std::string::npos && is_own_id("l", login) ? login : std::string();
}

Identity identity_of(const wire::JwtClaims& claims, bool ours) {
  Identity identity;
  identity.principal = {claims.subject, claims.name, core::PrincipalKind::kUser};
  if (ours && is_own_id("g", claims.subject)) {
    identity.principal.kind = core::PrincipalKind::kGuest;
  }
  identity.credential = Credential::kToken;
  for (const auto& [room, role] : claims.rooms) {
    if (const auto known = core::parse_role(role)) identity.claims[room] = *known;
  }
  identity.expires_at = claims.expires_at;
  return identity;
}

}  // namespace

std::string_view name_of(GuestPolicy policy) {
  switch (policy) {
    case GuestPolicy::kOff:
      return "off";
    case GuestPolicy::kLinks:
      return "links";
    case GuestPolicy::kOpen:
      return "open";
  }
  return "off";
}

Identity identity_of_account(const json::object& account) {
  Identity identity;
  identity.principal = {std::string(string_member(account, "id").value_or("")),
                        std::string(string_member(account, "name").value_or("")),
                        core::PrincipalKind::kUser};
  identity.workspace_member = true;
  identity.workspace_owner = string_member(account, "role") == "owner";
  return identity;
}

ServerAuthenticator::ServerAuthenticator(Needs needs, Options options)
    : needs_(std::move(needs)), options_(std::move(options)) {}

void ServerAuthenticator::later(std::size_t loop, Result<Identity> identity, Done done) {
  needs_.loops[loop]->post(
      [identity = std::move(identity), done = std::move(done)]() mutable { done(identity); });
}

void ServerAuthenticator::by_token(std::size_t loop, std::string token, Done done) {
  const auto claims = wire::check_jwt(token, options_.policy, needs_.trust, needs_.clock.wall());
  if (!claims) return later(loop, claims.error(), std::move(done));
  const bool ours = claims->issuer == options_.own_issuer;
  const bool names_ours = is_own_id("u", claims->subject) || is_own_id("g", claims->subject);
  if (!ours && names_ours) {  // AUTH48: an embedding site cannot act as somebody of the workspace
    return later(loop, Error{Errc::kUnauthenticated, "This token names somebody of ours."},
                 std::move(done));
  }
  const std::string login = ours ? login_of(*claims) : std::string();
  if (login.empty()) return later(loop, identity_of(*claims, ours), std::move(done));
  by_login(loop, {{"login", login}}, Credential::kToken,
           [claims = *claims, done = std::move(done)](Result<Identity> identity) mutable {
             if (!identity) return done(identity.error());
             if (identity->principal.id != claims.subject) return done(who_are_you());
             Identity shown = identity_of(claims, true);
             identity->claims = std::move(shown.claims);
             identity->expires_at = std::min(identity->expires_at, claims.expires_at);
             done(std::move(identity));
           });
}

void ServerAuthenticator::by_request(std::size_t loop, const port::HttpRequest& request,
                                     Done done) {
  if (request.header("authorization")) return by_token(loop, bearer_of(request), std::move(done));
  if (auto token = wire::http::query_value(request.query, "token")) {
    return by_token(loop, std::move(*token), std::move(done));
  }
  by_login_cookie(loop, cookie_of(request, kLoginCookie), cookie_of(request, kGuestCookie),
                  std::move(done));
}

void ServerAuthenticator::by_login_cookie(std::size_t loop, const std::string& login,
                                          std::string guest, Done done) {
  if (!wire::parse_secret("login", login)) return by_guest_cookie(loop, guest, std::move(done));
  by_login(loop, {{"hash", feature::people::hash_of(needs_.crypto, login)}},
           Credential::kLoginCookie,
           [this, loop, guest = std::move(guest),
            done = std::move(done)](Result<Identity> identity) mutable {
             // AUTH47: a cookie that is not valid any more counts as none.
             if (!identity && identity.error().code == Errc::kUnauthenticated) {
               return by_guest_cookie(loop, guest, std::move(done));
             }
             done(std::move(identity));
           });
}

void ServerAuthenticator::by_login(std::size_t loop, json::object question, Credential credential,
                                   Done done) {
  ask_workspace(
      needs_.workspace, loop, server_principal(), "login.check", question,
      [this, loop, credential, done = std::move(done)](Result<json::object> found) mutable {
        if (!found) return done(found.error());
        Identity identity = identity_of_account(found->at("account").as_object());
        identity.credential = credential;
        identity.login = std::string(string_member(*found, "login").value_or(""));
        identity.expires_at = int_member(*found, "expires_at").value_or(0);
        if (bool_member(*found, "stale", false)) {
          ask_workspace(needs_.workspace, loop, identity.principal, "login.seen",
                        {{"login", identity.login}}, [](const auto&) {});
        }
        done(std::move(identity));
      });
}

void ServerAuthenticator::by_guest_cookie(std::size_t loop, const std::string& guest, Done done) {
  if (options_.guests == GuestPolicy::kOff || !wire::parse_secret("guest", guest)) {
    return by_nothing(loop, std::move(done));
  }
  ask_workspace(needs_.workspace, loop, server_principal(), "guest.check",
                {{"hash", feature::people::hash_of(needs_.crypto, guest)}},
                [this, loop, guest, done = std::move(done)](Result<json::object> found) mutable {
                  if (!found && found.error().code == Errc::kUnauthenticated) {
                    return by_open_guest(loop, guest, false, std::move(done));
                  }
                  if (!found) return done(found.error());
                  Identity identity = identity_of_account(*found);
                  identity.principal.kind = core::PrincipalKind::kGuest;
                  identity.workspace_member = false;
                  identity.credential = Credential::kGuestCookie;
                  done(std::move(identity));
                });
}

// AUTH51: a secret that names no guest of a link names one of its own where anybody may come.
void ServerAuthenticator::by_open_guest(std::size_t loop, std::string_view secret, bool is_fresh,
                                        Done done) {
  auto guest = open_guest(needs_.crypto, secret);
  if (options_.guests != GuestPolicy::kOpen || !guest) {
    return later(loop, who_are_you(), std::move(done));
  }
  Identity identity;
  identity.principal = std::move(*guest);
  identity.credential = is_fresh ? Credential::kNone : Credential::kGuestCookie;
  identity.guest_secret = secret;
  later(loop, std::move(identity), std::move(done));
}

void ServerAuthenticator::by_nothing(std::size_t loop, Done done) {
  by_open_guest(loop, make_guest_secret(needs_.random), true, std::move(done));
}

std::string ServerAuthenticator::token_for(const Identity& identity, DurationMs ttl) {
  const WallMs now = needs_.clock.wall();
  wire::JwtClaims claims;
  claims.subject = identity.principal.id;
  claims.name = identity.principal.name;
  claims.issuer = options_.own_issuer;
  claims.audience = options_.policy.audience;
  claims.issued_at = now;
  claims.expires_at = now + std::clamp<DurationMs>(ttl, 1000, kMaxOwnTokenMs);
  if (identity.expires_at != 0) {
    claims.expires_at = std::min(claims.expires_at, identity.expires_at);
  }
  claims.id = base64::encode_url(needs_.random.bytes(12));
  if (!identity.login.empty()) claims.id = identity.login + "." + claims.id;
  for (const auto& [room, role] : identity.claims) {
    claims.rooms.emplace_back(room, std::string(core::name_of(role)));
  }
  return needs_.make_token(claims);
}

}  // namespace atelier::gateway
