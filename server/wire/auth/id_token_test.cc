// Claims of ID tokens beyond the vectors: what providers say of addresses and names.
#include "wire/auth/id_token.h"

#include "base/base64.h"
#include "base/json.h"
#include "gtest/gtest.h"
#include "wire/auth/jwk.h"

namespace atelier::wire {
namespace {

class AnySignature final : public JwtTrust {
 public:
  std::optional<JwtKey> find(std::string_view) override {
    return JwtKey{"k", algorithm, "pem", "https://id"};
  }
  bool verify(const JwtKey&, std::string_view, std::string_view) override { return true; }
  JwtAlgorithm algorithm = JwtAlgorithm::kEs256;
};

Result<IdClaims> check(const json::object& more, JwtAlgorithm algorithm = JwtAlgorithm::kEs256) {
  json::object claims{{"iss", "https://id"}, {"sub", "s"},  {"aud", "me"},
                      {"exp", 2000},         {"iat", 1000}, {"nonce", "n"}};
  for (const auto& [key, value] : more) claims[key] = value;
  const std::string head = json::serialize(json::object{{"alg", name_of(algorithm)}});
  AnySignature trust;
  trust.algorithm = algorithm;
  return check_id_token(
      base64::encode_url(head) + "." + base64::encode_url(json::serialize(claims)) + ".AAAA",
      {"https://id", "me", "n"}, trust, 1'500'000);
}

TEST(IdTokenClaims, AUTH95_OnlyTheBooleanVerifiesAnAddress) {
  EXPECT_TRUE(check({{"email", "a@b.c"}, {"email_verified", true}})->email_verified);
  EXPECT_FALSE(check({{"email", "a@b.c"}, {"email_verified", "true"}})->email_verified);
  EXPECT_FALSE(check({{"email", "a@b.c"}, {"email_verified", 1}})->email_verified);
  EXPECT_FALSE(check({{"email", "a@b.c"}})->email_verified);
}

TEST(IdTokenClaims, AUTH94_NamesAndSecretsThatSign) {
  EXPECT_EQ(check({{"name", "Ann"}, {"preferred_username", "ann7"}})->name, "Ann");
  EXPECT_EQ(check({{"preferred_username", "ann7"}})->name, "ann7");
  EXPECT_EQ(check({})->name, "");
  EXPECT_FALSE(check({{"sub", "tab\there"}}));
  EXPECT_FALSE(check({{"sub", 7}}));
  // Whatever the keys say: a shared secret is never a provider's signature.
  EXPECT_FALSE(check({}, JwtAlgorithm::kHs256));
}

TEST(IdTokenClaims, AUTH94_UserInfoIsOfTheSamePerson) {
  IdClaims person{"https://id", "s", "", "", false};
  EXPECT_FALSE(add_user_info(person, R"({"sub":"other","email":"a@b.c"})"));
  EXPECT_FALSE(add_user_info(person, R"({"sub":"s","sub":"other","email":"a@b.c"})"));
  EXPECT_FALSE(add_user_info(person, ""));
  EXPECT_TRUE(person.email.empty());
  ASSERT_TRUE(
      add_user_info(person, R"({"sub":"s","name":"Ann","email":"a@b.c","email_verified":true})"));
  EXPECT_EQ(person.name, "Ann");
  EXPECT_TRUE(person.email_verified);
  // What the token says is not changed by it.
  IdClaims said{"https://id", "s", "Ann", "ann@b.c", false};
  ASSERT_TRUE(add_user_info(said, R"({"sub":"s","email":"x@y.z","email_verified":true})"));
  EXPECT_EQ(said.email, "ann@b.c");
  EXPECT_FALSE(said.email_verified);
}

TEST(IdTokenClaims, AUTH94_AKeyBecomesPem) {
  // RFC 8037 appendix A.2, its key in the form that OpenSSL writes.
  const auto keys = read_jwks(
      R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})",
      "i");
  ASSERT_EQ(keys->size(), 1U);
  EXPECT_EQ(keys->at(0).key,
            "-----BEGIN PUBLIC KEY-----\n"
            "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
            "-----END PUBLIC KEY-----\n");
}

}  // namespace
}  // namespace atelier::wire
