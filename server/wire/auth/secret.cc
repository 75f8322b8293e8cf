#include "wire/auth/secret.h"

#include "base/base64.h"

namespace atelier::wire {

std::string format_secret(std::string_view prefix, std::string_view bytes) {
  return std::string(prefix) + "_" + base64::encode_url(bytes);
}

std::optional<std::string> parse_secret(std::string_view prefix, std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  if (!text.starts_with('_')) return std::nullopt;
  text.remove_prefix(1);
  if (text.size() > kMaxSecretBytes * 2) return std::nullopt;
  auto bytes = base64::decode_url(text);
  if (!bytes || bytes->size() < kMinSecretBytes || bytes->size() > kMaxSecretBytes) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace atelier::wire
