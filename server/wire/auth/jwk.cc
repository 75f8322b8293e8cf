#include "wire/auth/jwk.h"

#include <algorithm>
#include <optional>

#include "base/base64.h"
#include "base/json.h"

namespace atelier::wire {
namespace {

constexpr char kSequence = 0x30;
constexpr char kInteger = 0x02;
constexpr char kBitString = 0x03;
constexpr std::size_t kCoordinateBytes = 32;
constexpr std::size_t kMaxRsaBytes = 1024;  // 8,192 bits

// AlgorithmIdentifier of each kind of key, as DER.
constexpr std::string_view kRsa("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", 15);
constexpr std::string_view kP256(
    "\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07", 21);
constexpr std::string_view kEd25519("\x30\x05\x06\x03\x2b\x65\x70", 7);

std::string der(char tag, std::string_view content) {
  std::string out(1, tag);
  if (content.size() < 0x80) {
    out += static_cast<char>(content.size());
  } else {
    std::string length;
    for (std::size_t rest = content.size(); rest > 0; rest >>= 8) {
      length.insert(length.begin(), static_cast<char>(rest & 0xFF));
    }
    out += static_cast<char>(0x80 | length.size());
    out += length;
  }
  out.append(content);
  return out;
}

std::string der_integer(std::string_view big_endian) {
  while (big_endian.size() > 1 && big_endian.front() == '\0') big_endian.remove_prefix(1);
  std::string bytes;
  if (static_cast<unsigned char>(big_endian.front()) >= 0x80) bytes += '\0';
  bytes.append(big_endian);
  return der(kInteger, bytes);
}

std::string pem(std::string_view algorithm, std::string_view key_bits) {
  std::string bits(1, '\0');  // no unused bits
  bits.append(key_bits);
  std::string info(algorithm);
  info += der(kBitString, bits);
  const std::string text = base64::encode(der(kSequence, info));
  std::string out = "-----BEGIN PUBLIC KEY-----\n";
  for (std::size_t at = 0; at < text.size(); at += 64) out.append(text, at, 64).append("\n");
  return out.append("-----END PUBLIC KEY-----\n");
}

/// A member that holds base64url of 1..longest bytes.
std::optional<std::string> bytes_of(const json::object& key, std::string_view member,
                                    std::size_t longest) {
  const auto text = string_member(key, member);
  if (!text || text->empty() || text->size() > 2 * longest) return std::nullopt;
  auto bytes = base64::decode_url(*text);
  if (!bytes || bytes->empty() || bytes->size() > longest) return std::nullopt;
  return bytes;
}

std::optional<std::string> rsa_pem(const json::object& key) {
  const auto n = bytes_of(key, "n", kMaxRsaBytes);
  const auto e = bytes_of(key, "e", 8);
  if (!n || !e) return std::nullopt;
  return pem(kRsa, der(kSequence, der_integer(*n) + der_integer(*e)));
}

std::optional<std::string> p256_pem(const json::object& key) {
  const auto x = bytes_of(key, "x", kCoordinateBytes);
  const auto y = bytes_of(key, "y", kCoordinateBytes);
  if (!x || !y || x->size() != kCoordinateBytes || y->size() != kCoordinateBytes) {
    return std::nullopt;
  }
  return pem(kP256, '\x04' + *x + *y);
}

std::optional<std::string> ed25519_pem(const json::object& key) {
  const auto x = bytes_of(key, "x", kCoordinateBytes);
  if (!x || x->size() != kCoordinateBytes) return std::nullopt;
  return pem(kEd25519, *x);
}

std::optional<JwtKey> read_key(const json::object& key, const std::string& issuer) {
  const auto kind = string_member(key, "kty").value_or("");
  const auto curve = string_member(key, "crv").value_or("");
  std::optional<JwtAlgorithm> algorithm;
  std::optional<std::string> text;
  if (kind == "RSA") {
    algorithm = JwtAlgorithm::kRs256;
    text = rsa_pem(key);
  } else if (kind == "EC" && curve == "P-256") {
    algorithm = JwtAlgorithm::kEs256;
    text = p256_pem(key);
  } else if (kind == "OKP" && curve == "Ed25519") {
    algorithm = JwtAlgorithm::kEdDsa;
    text = ed25519_pem(key);
  }
  if (!algorithm || !text) return std::nullopt;
  if (string_member(key, "use").value_or("sig") != "sig") return std::nullopt;
  if (string_member(key, "alg").value_or(name_of(*algorithm)) != name_of(*algorithm)) {
    return std::nullopt;
  }
  return JwtKey{std::string(string_member(key, "kid").value_or("")), *algorithm, *text, issuer};
}

}  // namespace

Result<std::vector<JwtKey>> read_jwks(std::string_view text, const std::string& issuer) {
  const auto parsed = parse_json(text);
  const json::object* set = parsed ? parsed->if_object() : nullptr;
  const json::value* list = set == nullptr ? nullptr : set->if_contains("keys");
  if (list == nullptr || !list->is_array()) return invalid("This is no set of keys.");
  std::vector<JwtKey> keys;
  for (const json::value& each : list->get_array()) {
    if (!each.is_object() || keys.size() >= kMaxJwks) continue;
    if (auto key = read_key(each.get_object(), issuer)) keys.push_back(std::move(*key));
  }
  return keys;
}

std::optional<JwtKey> find_key(const std::vector<JwtKey>& keys, std::string_view kid) {
  if (kid.empty() && keys.size() == 1) return keys.front();
  const auto found = std::ranges::find(keys, kid, &JwtKey::kid);
  if (kid.empty() || found == keys.end()) return std::nullopt;
  return *found;
}

}  // namespace atelier::wire
