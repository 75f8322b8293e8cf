#include "wire/auth/jwt.h"

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/json.h"
#include "base/json_text.h"
#include "wire/auth/jwt_claims.h"

namespace atelier::wire {
namespace {

constexpr std::size_t kMaxKidBytes = 64;

struct Parts {
  std::string header;
  std::string payload;
  std::string signature;
  std::string_view signed_text;  // into the token
};

struct Header {
  std::string algorithm;
  std::string kid;
};

Error malformed() {
  return unauthenticated("the token is not a JSON Web Token; sign in again or get a new one");
}

// One answer for all that is wrong with key or signature: it tells an attacker nothing.
Error untrusted() {
  return unauthenticated("the token was not signed by an issuer this server trusts; get a new one");
}

Result<Parts> split(std::string_view token) {
  if (token.size() > kMaxJwtBytes) return malformed();
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos || second == first) return malformed();
  auto header = base64::decode_url(token.substr(0, first));
  auto payload = base64::decode_url(token.substr(first + 1, second - first - 1));
  auto signature = base64::decode_url(token.substr(second + 1));
  if (!header || !payload || !signature) return malformed();
  return Parts{std::move(*header), std::move(*payload), std::move(*signature),
               token.substr(0, second)};
}

bool is_jwt_type(std::string_view type) {
  return type.size() == 3 && (type[0] | 0x20) == 'j' && (type[1] | 0x20) == 'w' &&
         (type[2] | 0x20) == 't';
}

Result<Header> parse_header(std::string_view text) {
  if (auto fine = check_members(text); !fine) return fine.error();
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_object()) return malformed();
  const json::object& object = parsed->get_object();
  const auto algorithm = string_member(object, "alg");
  if (!algorithm || object.contains("crit")) return malformed();
  const auto type = string_member(object, "typ");
  if (object.contains("typ") && !(type && is_jwt_type(*type))) return malformed();
  const auto kid = string_member(object, "kid");
  if (object.contains("kid") && !(kid && kid->size() <= kMaxKidBytes)) return malformed();
  return Header{std::string(*algorithm), std::string(kid.value_or(""))};
}

}  // namespace

std::string_view name_of(JwtAlgorithm algorithm) {
  switch (algorithm) {
    case JwtAlgorithm::kHs256:
      return "HS256";
    case JwtAlgorithm::kRs256:
      return "RS256";
    case JwtAlgorithm::kEs256:
      return "ES256";
    case JwtAlgorithm::kEdDsa:
      return "EdDSA";
  }
  return "";
}

std::optional<JwtAlgorithm> jwt_algorithm_of(std::string_view name) {
  static constexpr std::array kAll{JwtAlgorithm::kHs256, JwtAlgorithm::kRs256, JwtAlgorithm::kEs256,
                                   JwtAlgorithm::kEdDsa};
  for (const JwtAlgorithm each : kAll) {
    if (name_of(each) == name) return each;
  }
  return std::nullopt;
}

Result<SignedJwt> open_jwt(std::string_view token, JwtTrust& trust) {
  ATELIER_TRY(Parts parts, split(token));
  ATELIER_TRY(const Header header, parse_header(parts.header));
  std::optional<JwtKey> key = trust.find(header.kid);
  // AUTH4: the key decides the algorithm, never the token.
  if (!key || header.algorithm != name_of(key->algorithm)) return untrusted();
  if (!trust.verify(*key, parts.signed_text, parts.signature)) return untrusted();
  return SignedJwt{std::move(*key), std::move(parts.payload)};
}

Result<JwtClaims> check_jwt(std::string_view token, const JwtPolicy& policy, JwtTrust& trust,
                            WallMs now) {
  ATELIER_TRY(const SignedJwt opened, open_jwt(token, trust));
  ATELIER_TRY(JwtClaims claims, parse_claims(opened.payload, policy.audience));
  if (claims.issuer != opened.key.issuer) return untrusted();
  if (auto fine = check_times(claims, policy, now); !fine) return fine.error();
  return claims;
}

std::string make_jwt(const JwtClaims& claims, std::string_view kid, JwtSigner& sign) {
  const std::string header = R"({"alg":"HS256","typ":"JWT","kid":)" + json_text::quote(kid) + "}";
  const std::string text =
      base64::encode_url(header) + "." + base64::encode_url(write_claims(claims));
  return text + "." + base64::encode_url(sign(text));
}

}  // namespace atelier::wire
