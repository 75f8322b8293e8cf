#include "adapter/crypto/server_trust.h"

namespace atelier::adapter {
namespace {

port::SignatureAlgorithm port_algorithm(wire::JwtAlgorithm algorithm) {
  switch (algorithm) {
    case wire::JwtAlgorithm::kHs256:
      return port::SignatureAlgorithm::kHs256;
    case wire::JwtAlgorithm::kRs256:
      return port::SignatureAlgorithm::kRs256;
    case wire::JwtAlgorithm::kEs256:
      return port::SignatureAlgorithm::kEs256;
    case wire::JwtAlgorithm::kEdDsa:
      return port::SignatureAlgorithm::kEdDsa;
  }
  return port::SignatureAlgorithm::kHs256;
}

}  // namespace

std::optional<wire::JwtKey> ServerTrust::find(std::string_view kid) {
  // Configured keys first: asking the ring would look on disk for each of them.
  for (const wire::JwtKey& key : configured_) {
    if (key.kid == kid) return key;
  }
  auto own = ring_.find(kid);
  if (!own) return std::nullopt;
  return wire::JwtKey{std::move(own->kid), wire::JwtAlgorithm::kHs256, std::move(own->secret),
                      std::string(kOwnIssuer)};
}

bool ServerTrust::verify(const wire::JwtKey& key, std::string_view message,
                         std::string_view signature) {
  return crypto_.verify(port_algorithm(key.algorithm), key.key, message, signature);
}

std::string ServerTrust::make_token(const wire::JwtClaims& claims) const {
  const SigningKey key = ring_.newest();
  wire::JwtSigner sign = [this, &key](std::string_view message) {
    return crypto_.hmac_sha256(key.secret, message);
  };
  return wire::make_jwt(claims, key.kid, sign);
}

}  // namespace atelier::adapter
