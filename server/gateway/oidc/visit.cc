#include "gateway/oidc/visit.h"

#include <algorithm>

#include "base/base64.h"
#include "base/json.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kPlaceBytes = 512;
constexpr std::size_t kSealedBytes = 4096;

std::string seal_of(std::string_view payload, const port::Crypto& crypto,
                    std::string_view server_secret) {
  return base64::encode_url(
      crypto.hmac_sha256(server_secret, std::string("oidc/").append(payload)));
}

// Bytes that browsers drop, turn around or decode before they look at an address.
bool has_odd_bytes(std::string_view path) {
  if (std::ranges::any_of(path, [](char c) { return c <= 0x20 || c >= 0x7F || c == '\\'; })) {
    return true;
  }
  for (std::size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    std::string code(path.substr(at + 1, 2));
    for (char& c : code) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    if (code.size() < 2 || code == "2f" || code == "5c" || code == "2e" || code[0] < '2') {
      return true;
    }
  }
  return false;
}

}  // namespace

OidcVisit new_visit(port::Random& random, WallMs now) {
  OidcVisit visit;
  for (std::string* secret : {&visit.state, &visit.nonce, &visit.verifier}) {
    *secret = base64::encode_url(random.bytes(kSecretBytes));
  }
  visit.until = now + kOidcVisitMs;
  return visit;
}

std::string seal_visit(const OidcVisit& visit, const port::Crypto& crypto,
                       std::string_view server_secret) {
  const std::string payload =
      base64::encode_url(json::serialize(json::object{{"state", visit.state},
                                                      {"nonce", visit.nonce},
                                                      {"verifier", visit.verifier},
                                                      {"to", visit.to},
                                                      {"invite", visit.invite},
                                                      {"hash", visit.invite_hash},
                                                      {"link", visit.link},
                                                      {"until", visit.until}}));
  return payload + "." + seal_of(payload, crypto, server_secret);
}

std::optional<OidcVisit> open_visit(std::string_view text, const port::Crypto& crypto,
                                    std::string_view server_secret, WallMs now) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || text.size() > kSealedBytes) return std::nullopt;
  const std::string_view payload = text.substr(0, dot);
  if (!crypto.equal(text.substr(dot + 1), seal_of(payload, crypto, server_secret))) {
    return std::nullopt;
  }
  const json::object said = object_of(base64::decode_url(payload).value_or(""));
  OidcVisit visit;
  visit.state = text_of(said, "state");
  visit.nonce = text_of(said, "nonce");
  visit.verifier = text_of(said, "verifier");
  visit.to = own_place(text_of(said, "to"));
  visit.invite = text_of(said, "invite");
  visit.invite_hash = text_of(said, "hash");
  visit.link = text_of(said, "link");
  visit.until = int_member(said, "until").value_or(0);
  if (visit.until <= now || visit.state.empty()) return std::nullopt;
  return visit;
}

std::string own_place(std::string_view wish) {
  const std::string_view path = wish.substr(0, wish.find_first_of("?#"));
  const bool ours = path.starts_with('/') && wish.size() <= kPlaceBytes &&
                    path.find("//") == std::string_view::npos &&
                    path.find("/.") == std::string_view::npos && !path.starts_with("/api/") &&
                    !has_odd_bytes(path);
  const bool printable = std::ranges::all_of(
      wish, [](char c) { return c > 0x20 && c < 0x7F && c != '\\' && c != '"' && c != '<'; });
  return ours && printable ? std::string(wish) : std::string("/");
}

}  // namespace atelier::gateway
