// Whom this server believes: its own key ring, and keys of other issuers that the operator
// configured. Any thread; find may look on disk for an unknown key, at most once a second.
#pragma once

#include <vector>

#include "adapter/filesystem/key_ring.h"
#include "port/crypto.h"
#include "wire/auth/jwt.h"

namespace atelier::adapter {

/// The issuer of the server's own tokens.
inline constexpr std::string_view kOwnIssuer = "atelier";

class ServerTrust final : public wire::JwtTrust {
 public:
  /// A configured key comes before an own key of the same name.
  ServerTrust(KeyRing& ring, const port::Crypto& crypto, std::vector<wire::JwtKey> configured = {})
      : ring_(ring), crypto_(crypto), configured_(std::move(configured)) {}

  std::optional<wire::JwtKey> find(std::string_view kid) override;
  bool verify(const wire::JwtKey& key, std::string_view message,
              std::string_view signature) override;

  /// Signs claims of our own with the newest key (AUTH15).
  std::string make_token(const wire::JwtClaims& claims) const;

 private:
  KeyRing& ring_;
  const port::Crypto& crypto_;
  const std::vector<wire::JwtKey> configured_;
};

}  // namespace atelier::adapter
