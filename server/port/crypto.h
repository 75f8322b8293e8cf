// Cryptography as the rest of the server needs it. Pure functions of their arguments; any thread.
// hash_password and check_password take about 100 ms: only on the Pool.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::port {

enum class SignatureAlgorithm : std::uint8_t { kHs256, kRs256, kEs256, kEdDsa };

class Crypto {
 public:
  virtual ~Crypto() = default;

  virtual std::string sha256(std::string_view bytes) const = 0;
  virtual std::string sha1(std::string_view bytes) const = 0;  // WebSocket handshake only
  virtual std::string hmac_sha256(std::string_view key, std::string_view bytes) const = 0;
  /// Equal length and content, in time independent of the content.
  virtual bool equal(std::string_view a, std::string_view b) const = 0;

  /// argon2id in PHC string form.
  virtual Result<std::string> hash_password(std::string_view password) const = 0;
  virtual bool check_password(std::string_view password, std::string_view phc) const = 0;

  /// `key`: raw bytes for kHs256, else a PEM public key. ES256 signatures are r||s as in JOSE.
  virtual bool verify(SignatureAlgorithm algorithm, std::string_view key, std::string_view message,
                      std::string_view signature) const = 0;
};

}  // namespace atelier::port
