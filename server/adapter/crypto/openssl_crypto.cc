#include "adapter/crypto/openssl_crypto.h"

#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <sodium.h>

#include <array>
#include <memory>

namespace atelier::adapter {
namespace {

using port::SignatureAlgorithm;

constexpr int kMinRsaBits = 2048;
constexpr std::size_t kEs256PartBytes = 32;

template <auto release>
struct Release {
  template <class T>
  void operator()(T* pointer) const {
    release(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string digest(const EVP_MD* kind, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  ATELIER_ASSERT(EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, kind, nullptr) == 1);
  return {reinterpret_cast<const char*>(out.data()), size};
}

Key read_public_key(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
}

bool fits(const EVP_PKEY& key, SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::kHs256:
      return false;
    case SignatureAlgorithm::kRs256:
      return EVP_PKEY_is_a(&key, "RSA") == 1 && EVP_PKEY_get_bits(&key) >= kMinRsaBits;
    case SignatureAlgorithm::kEs256: {
      std::array<char, 32> group{};
      return EVP_PKEY_is_a(&key, "EC") == 1 &&
             EVP_PKEY_get_group_name(&key, group.data(), group.size(), nullptr) == 1 &&
             std::string_view(group.data()) == "prime256v1";
    }
    case SignatureAlgorithm::kEdDsa:
      return EVP_PKEY_is_a(&key, "ED25519") == 1;
  }
  return false;
}

// JOSE writes the two numbers side by side; OpenSSL wants them in DER.
std::string der_of(std::string_view r_and_s) {
  if (r_and_s.size() != 2 * kEs256PartBytes) return {};
  const EcSignature parts(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(raw(r_and_s), kEs256PartBytes, nullptr);
  BIGNUM* s = BN_bin2bn(raw(r_and_s) + kEs256PartBytes, kEs256PartBytes, nullptr);
  ATELIER_ASSERT(ECDSA_SIG_set0(parts.get(), r, s) == 1);
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(parts.get(), &der);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return out;
}

bool verify_with(EVP_PKEY& key, const EVP_MD* kind, std::string_view message,
                 std::string_view signature) {
  const Context context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, kind, nullptr, &key) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message),
                          message.size()) == 1;
}

}  // namespace

OpenSslCrypto::OpenSslCrypto() {
  ATELIER_ASSERT(sodium_init() >= 0);
}

std::string OpenSslCrypto::sha256(std::string_view bytes) const {
  return digest(EVP_sha256(), bytes);
}

std::string OpenSslCrypto::sha1(std::string_view bytes) const {
  return digest(EVP_sha1(), bytes);
}

std::string OpenSslCrypto::hmac_sha256(std::string_view key, std::string_view bytes) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  const unsigned char* made =
      HMAC(EVP_sha256(), key.empty() ? "" : key.data(), static_cast<int>(key.size()), raw(bytes),
           bytes.size(), out.data(), &size);
  ATELIER_ASSERT(made != nullptr);
  return {reinterpret_cast<const char*>(out.data()), size};
}

bool OpenSslCrypto::equal(std::string_view a, std::string_view b) const {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<std::string> OpenSslCrypto::hash_password(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return unavailable("not enough memory to check a password; try again");
  }
  return std::string(out.data());
}

bool OpenSslCrypto::check_password(std::string_view password, std::string_view phc) const {
  return crypto_pwhash_str_verify(std::string(phc).c_str(), password.data(), password.size()) == 0;
}

bool OpenSslCrypto::verify(SignatureAlgorithm algorithm, std::string_view key,
                           std::string_view message, std::string_view signature) const {
  if (algorithm == SignatureAlgorithm::kHs256) return equal(hmac_sha256(key, message), signature);
  const Key parsed = read_public_key(key);
  bool good = parsed != nullptr && fits(*parsed, algorithm);
  if (good) {
    const bool is_ec = algorithm == SignatureAlgorithm::kEs256;
    const std::string der = is_ec ? der_of(signature) : std::string(signature);
    const EVP_MD* kind = algorithm == SignatureAlgorithm::kEdDsa ? nullptr : EVP_sha256();
    good = !der.empty() && verify_with(*parsed, kind, message, der);
  }
  // What failed here must not show up as the error of this thread's next TLS call.
  ERR_clear_error();
  return good;
}

}  // namespace atelier::adapter
