#include "gateway/auth/site_guard.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"

namespace atelier::gateway {

SiteGuard::SiteGuard(const port::Crypto& crypto, std::string server_secret,
                     std::string_view public_url, std::vector<std::string> allowed_origins)
    : crypto_(crypto),
      server_secret_(std::move(server_secret)),
      origins_(std::move(allowed_origins)) {
  const std::size_t scheme = public_url.find("://");
  if (scheme == std::string_view::npos) return;
  origins_.emplace_back(public_url.substr(0, public_url.find('/', scheme + 3)));
}

std::string SiteGuard::token_of(const Identity& identity) const {
  const std::string& whose = identity.login.empty() ? identity.principal.id : identity.login;
  const bool anonymous = identity.credential == Credential::kNone;
  return base64::encode_url(
      crypto_.hmac_sha256(server_secret_, "csrf/" + (anonymous ? std::string() : whose)));
}

bool SiteGuard::is_own_origin(const port::HttpRequest& request) const {
  const auto origin = request.header("origin");
  if (!origin) return true;  // no browser: those send it with every write
  if (std::ranges::find(origins_, *origin) != origins_.end()) return true;
  const auto host = request.header("host");
  return host && *origin == (request.secure ? "https://" : "http://") + std::string(*host);
}

}  // namespace atelier::gateway
