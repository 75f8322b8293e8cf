// Which pages are ours, and the CSRF token of a login or guest (spec/auth.md AUTH49). Any loop.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/api.h"
#include "port/crypto.h"

namespace atelier::gateway {

class SiteGuard final : public CsrfGuard {
 public:
  /// `public_url` may be empty; `allowed_origins` are exact, as browsers send them.
  SiteGuard(const port::Crypto& crypto, std::string server_secret, std::string_view public_url,
            std::vector<std::string> allowed_origins);

  std::string token_of(const Identity& identity) const override;
  bool is_own_origin(const port::HttpRequest& request) const override;

 private:
  const port::Crypto& crypto_;
  const std::string server_secret_;
  std::vector<std::string> origins_;
};

}  // namespace atelier::gateway
