// port/crypto.h by OpenSSL, passwords by libsodium. Stateless; any thread.
#pragma once

#include "port/crypto.h"

namespace atelier::adapter {

class OpenSslCrypto final : public port::Crypto {
 public:
  OpenSslCrypto();

  std::string sha256(std::string_view bytes) const override;
  std::string sha1(std::string_view bytes) const override;
  std::string hmac_sha256(std::string_view key, std::string_view bytes) const override;
  bool equal(std::string_view a, std::string_view b) const override;
  Result<std::string> hash_password(std::string_view password) const override;
  bool check_password(std::string_view password, std::string_view phc) const override;
  /// False for keys that do not fit the algorithm and for RSA keys below 2048 bits.
  bool verify(port::SignatureAlgorithm algorithm, std::string_view key, std::string_view message,
              std::string_view signature) const override;
};

}  // namespace atelier::adapter
