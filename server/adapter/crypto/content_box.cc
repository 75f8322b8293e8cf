#include "adapter/crypto/content_box.h"

#include <sodium.h>

#include "base/result.h"

namespace atelier::adapter {
namespace {

constexpr std::string_view kMark = "axc1";
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kMark.size() + kNonceBytes + kTagBytes == kSealedMoreBytes);
static_assert(kContentKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

std::string seal_content(std::string_view key, std::string_view name, std::string_view plain,
                         port::Random& random) {
  ATELIER_ASSERT(key.size() == kContentKeyBytes);
  const std::string nonce = random.bytes(kNonceBytes);
  std::string out;
  out.reserve(plain.size() + kSealedMoreBytes);
  out.append(kMark).append(nonce);
  const std::size_t head = out.size();
  out.resize(head + plain.size() + kTagBytes);
  const int done = crypto_aead_xchacha20poly1305_ietf_encrypt(
      reinterpret_cast<unsigned char*>(out.data()) + head, nullptr, raw(plain), plain.size(),
      raw(name), name.size(), nullptr, raw(nonce), raw(key));
  ATELIER_ASSERT(done == 0);
  return out;
}

std::optional<std::string> unseal_content(std::string_view key, std::string_view name,
                                          std::string_view sealed) {
  if (key.size() != kContentKeyBytes || sealed.size() < kSealedMoreBytes ||
      !sealed.starts_with(kMark)) {
    return std::nullopt;
  }
  const std::string_view nonce = sealed.substr(kMark.size(), kNonceBytes);
  const std::string_view hidden = sealed.substr(kMark.size() + kNonceBytes);
  std::string plain(hidden.size() - kTagBytes, '\0');
  const int done = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, raw(hidden), hidden.size(),
      raw(name), name.size(), raw(nonce), raw(key));
  if (done != 0) return std::nullopt;
  return plain;
}

}  // namespace atelier::adapter
