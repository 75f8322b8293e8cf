#include "wire/auth/id_token.h"

#include <algorithm>

#include "base/json.h"
#include "wire/auth/jwt_claims.h"

namespace atelier::wire {
namespace {

constexpr std::size_t kSubjectBytes = 255;
constexpr std::int64_t kLastSecond = 253'402'300'799;  // the end of the year 9999

Error refused(std::string_view why) {
  return unauthenticated("the ID token " + std::string(why));
}

bool is_audience(const json::object& claims, std::string_view client) {
  const json::value* found = claims.if_contains("aud");
  if (found == nullptr) return false;
  const auto fits = [client](const json::value& each) {
    return each.is_string() && std::string_view(each.get_string()) == client;
  };
  return fits(*found) || (found->is_array() && std::ranges::any_of(found->get_array(), fits));
}

/// Who else may use it is named by `azp`: with several audiences it must be us.
bool is_for_us(const json::object& claims, std::string_view client) {
  if (!is_audience(claims, client)) return false;
  const json::value& audience = claims.at("aud");
  const bool several = audience.is_array() && audience.get_array().size() > 1;
  if (!claims.contains("azp")) return !several;
  return string_member(claims, "azp") == client;
}

Result<void> check_times(const json::object& claims, const IdTokenPolicy& policy, WallMs now) {
  const auto until = int_member(claims, "exp");
  const auto since = int_member(claims, "iat");
  const auto in_range = [](const auto& at) { return at && *at >= 0 && *at <= kLastSecond; };
  if (!in_range(until) || !in_range(since)) return refused("has no times");
  if (*until * 1000 <= now - policy.skew_ms) return refused("has expired");
  if (*since * 1000 > now + policy.skew_ms) return refused("is from the future: check the clocks");
  const auto not_before = int_member(claims, "nbf").value_or(0);
  if (!in_range(std::optional(not_before)) || not_before * 1000 > now + policy.skew_ms) {
    return refused("is not valid yet: check the clocks");
  }
  return {};
}

void read_person(const json::object& said, IdClaims& person) {
  if (person.name.empty()) person.name = text_of(said, "name");
  if (person.name.empty()) person.name = text_of(said, "preferred_username");
  if (!person.email.empty()) return;
  person.email = text_of(said, "email");
  // Only the boolean counts: a text is what somebody typed.
  person.email_verified = bool_member(said, "email_verified", false);
}

bool is_subject(std::string_view text) {
  return !text.empty() && text.size() <= kSubjectBytes &&
         std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace

Result<IdClaims> check_id_token(std::string_view token, const IdTokenPolicy& policy,
                                JwtTrust& trust, WallMs now) {
  ATELIER_TRY(const SignedJwt opened, open_jwt(token, trust));
  if (opened.key.algorithm == JwtAlgorithm::kHs256) return refused("is signed with a secret");
  if (auto fine = check_members(opened.payload); !fine) return fine.error();
  const json::object claims = object_of(opened.payload);
  IdClaims found;
  found.issuer = text_of(claims, "iss");
  if (found.issuer != policy.issuer || opened.key.issuer != policy.issuer) {
    return refused("is from another issuer");
  }
  if (!is_for_us(claims, policy.client_id)) return refused("is for another client");
  if (auto fine = check_times(claims, policy, now); !fine) return fine.error();
  if (policy.nonce.empty() || string_member(claims, "nonce") != policy.nonce) {
    return refused("answers another question: its nonce is not ours");
  }
  found.subject = text_of(claims, "sub");
  if (!is_subject(found.subject)) return refused("names nobody");
  read_person(claims, found);
  return found;
}

Result<void> add_user_info(IdClaims& claims, std::string_view text) {
  if (auto fine = check_members(text); !fine) return fine.error();
  const json::object said = object_of(text);
  if (text_of(said, "sub") != claims.subject) return refused("and the user info are of two people");
  read_person(said, claims);
  return {};
}

}  // namespace atelier::wire
