#include "adapter/crypto/sealed_box.h"

#include <openssl/evp.h>

#include <memory>

#include "base/result.h"

namespace atelier::adapter {
namespace {

constexpr std::string_view kMark = "atelier-sealed-1\n";
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

int size_of(std::string_view bytes) {
  return static_cast<int>(bytes.size());
}

}  // namespace

std::string seal(std::string_view key, std::string_view name, std::string_view plain,
                 port::Random& random) {
  ATELIER_ASSERT(key.size() == kSealingKeyBytes);
  const std::string nonce = random.bytes(kNonceBytes);
  const Context context(EVP_CIPHER_CTX_new());
  std::string hidden(plain.size(), '\0');
  std::string tag(kTagBytes, '\0');
  int size = 0;
  int end = 0;
  EVP_CIPHER_CTX* const made = context.get();
  const bool done =
      EVP_EncryptInit_ex(made, EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce)) == 1 &&
      EVP_EncryptUpdate(made, nullptr, &size, raw(name), size_of(name)) == 1 &&
      EVP_EncryptUpdate(made, raw(hidden), &size, raw(plain), size_of(plain)) == 1 &&
      EVP_EncryptFinal_ex(made, raw(hidden) + size, &end) == 1 &&
      EVP_CIPHER_CTX_ctrl(made, EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) == 1;
  ATELIER_ASSERT(done);
  std::string out(kMark);
  return out.append(nonce).append(hidden).append(tag);
}

bool is_sealed(std::string_view bytes) {
  return bytes.starts_with(kMark);
}

std::optional<std::string> unseal(std::string_view key, std::string_view name,
                                  std::string_view sealed) {
  constexpr std::size_t kLeast = kMark.size() + kNonceBytes + kTagBytes;
  if (key.size() != kSealingKeyBytes || !is_sealed(sealed) || sealed.size() < kLeast) {
    return std::nullopt;
  }
  const std::string_view nonce = sealed.substr(kMark.size(), kNonceBytes);
  const std::string_view hidden = sealed.substr(kMark.size() + kNonceBytes, sealed.size() - kLeast);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  const Context context(EVP_CIPHER_CTX_new());
  std::string plain(hidden.size(), '\0');
  int size = 0;
  int end = 0;
  EVP_CIPHER_CTX* const made = context.get();
  const bool good =
      EVP_DecryptInit_ex(made, EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce)) == 1 &&
      EVP_DecryptUpdate(made, nullptr, &size, raw(name), size_of(name)) == 1 &&
      EVP_DecryptUpdate(made, raw(plain), &size, raw(hidden), size_of(hidden)) == 1 &&
      EVP_CIPHER_CTX_ctrl(made, EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(made, raw(plain) + size, &end) == 1;
  if (!good) return std::nullopt;
  return plain;
}

}  // namespace atelier::adapter
