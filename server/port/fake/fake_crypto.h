// Cryptography for tests: deterministic digests that are no cryptography at all, so that layers
// without OpenSSL can be tested. Passwords and signatures check what this object made itself.
#pragma once

#include <atomic>
#include <string>

#include "port/crypto.h"

namespace atelier::port {

class FakeCrypto final : public Crypto {
 public:
  std::string sha256(std::string_view bytes) const override { return digest(bytes, 32); }
  std::string sha1(std::string_view bytes) const override { return digest(bytes, 20); }
  std::string hmac_sha256(std::string_view key, std::string_view bytes) const override {
    return digest(std::string(key) + '\0' + std::string(bytes), 32);
  }
  bool equal(std::string_view a, std::string_view b) const override { return a == b; }

  Result<std::string> hash_password(std::string_view password) const override {
    ++slow_calls;
    return "$fake$" + std::string(password);
  }
  bool check_password(std::string_view password, std::string_view phc) const override {
    ++slow_calls;
    return phc == "$fake$" + std::string(password);
  }
  bool verify(SignatureAlgorithm, std::string_view key, std::string_view message,
              std::string_view signature) const override {
    return signature == hmac_sha256(key, message);
  }

  /// How often a password was hashed or checked: each takes the same work, by far the most of a
  /// request.
  mutable std::atomic<int> slow_calls = 0;

 private:
  static std::string digest(std::string_view bytes, std::size_t length) {
    std::uint64_t state = 14695981039346656037ULL;
    for (const char c : bytes) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    std::string out;
    while (out.size() < length) {
      state = (state ^ state >> 29) * 0xBF58476D1CE4E5B9ULL + 1;
      out += static_cast<char>(state >> 56);
    }
    return out;
  }
};

}  // namespace atelier::port
