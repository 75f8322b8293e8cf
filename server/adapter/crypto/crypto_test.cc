// Known answers for the primitives, and the token vectors with real signatures.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapter/crypto/openssl_crypto.h"
#include "adapter/crypto/server_trust.h"
#include "adapter/crypto/system_random.h"
#include "adapter/filesystem/temporary_folder.h"
#include "base/base64.h"
#include "base/json.h"
#include "port/fake/manual_clock.h"
#include "port/fake/seeded_random.h"

namespace atelier::adapter {
namespace {

json::object vectors() {
  const auto here = std::filesystem::path(__FILE__).parent_path();
  std::ifstream file(here / "../../../spec/vectors/jwt/tokens.json");
  std::stringstream text;
  text << file.rdbuf();
  auto parsed = parse_json(text.str());
  EXPECT_TRUE(parsed);
  return parsed ? parsed->as_object() : json::object();
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    for (const int shift : {4, 0}) out += "0123456789abcdef"[(c >> shift) & 15];
  }
  return out;
}

std::vector<wire::JwtKey> keys_of(const json::object& all) {
  std::vector<wire::JwtKey> keys;
  for (const json::value& each : all.at("keys").as_array()) {
    const json::object& key = each.as_object();
    const auto secret = string_member(key, "secret");
    keys.push_back({std::string(*string_member(key, "kid")),
                    *wire::jwt_algorithm_of(*string_member(key, "algorithm")),
                    secret ? *base64::decode_url(*secret) : std::string(*string_member(key, "pem")),
                    std::string(*string_member(all, "issuer"))});
  }
  return keys;
}

class TokenTest : public testing::Test {
 protected:
  TemporaryFolder folder_;
  port::SeededRandom random_{1};
  port::ManualClock clock_;
  OpenSslCrypto crypto_;
  std::unique_ptr<Vault> vault_ = Vault::open({folder_.path()}, random_).value();
  std::unique_ptr<KeyRing> ring_ = KeyRing::open(folder_.path(), *vault_, random_, clock_).value();
};

TEST_F(TokenTest, AUTH4_AUTH6_Vectors) {
  const json::object all = vectors();
  ServerTrust trust(*ring_, crypto_, keys_of(all));
  int good = 0;
  for (const json::value& each : all.at("cases").as_array()) {
    const json::object& one = each.as_object();
    const auto result =
        wire::check_jwt(*string_member(one, "token"), {}, trust, *int_member(all, "now_ms"));
    EXPECT_EQ(result.has_value(), one.at("valid").as_bool())
        << *string_member(one, "name") << ": " << (result ? "passed" : result.error().message);
    good += result ? 1 : 0;
  }
  EXPECT_EQ(good, 7);
}

TEST_F(TokenTest, AUTH6_ExampleOfRfc7515) {
  const json::object all = vectors();
  const json::object& example = all.at("rfc7515_a1").as_object();
  const std::string token(*string_member(example, "token"));
  const std::string key = *base64::decode_url(*string_member(example, "key"));
  const std::size_t dot = token.rfind('.');
  const std::string signature = *base64::decode_url(std::string_view(token).substr(dot + 1));
  EXPECT_TRUE(
      crypto_.verify(port::SignatureAlgorithm::kHs256, key, token.substr(0, dot), signature));
  EXPECT_FALSE(
      crypto_.verify(port::SignatureAlgorithm::kHs256, key, token.substr(1, dot), signature));
}

TEST_F(TokenTest, AUTH15_AUTH31_OwnTokensPassOnAServerThatHasNotSeenTheKey) {
  const auto other_process = KeyRing::open(folder_.path(), *vault_, random_, clock_);
  clock_.advance(1);
  ASSERT_TRUE((*other_process)->rotate());
  wire::JwtClaims claims;
  claims.subject = claims.name = claims.id = "ada";
  claims.issuer = std::string(kOwnIssuer);
  claims.audience = "atelier";
  claims.issued_at = clock_.wall();
  claims.expires_at = clock_.wall() + 3'600'000;
  const std::string token = ServerTrust(**other_process, crypto_).make_token(claims);
  ServerTrust trust(*ring_, crypto_);
  const auto result = wire::check_jwt(token, {}, trust, clock_.wall());
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->subject, "ada");
}

TEST(OpenSslCrypto, KnownDigests) {
  const OpenSslCrypto crypto;
  EXPECT_EQ(hex(crypto.sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(crypto.sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  // RFC 4231, case 2.
  EXPECT_EQ(hex(crypto.hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(crypto.hmac_sha256("", "").size(), 32U);
  EXPECT_TRUE(crypto.equal("", ""));
  EXPECT_TRUE(crypto.equal("ab", "ab"));
  EXPECT_FALSE(crypto.equal("ab", "ac"));
  EXPECT_FALSE(crypto.equal("ab", "abc"));
}

TEST(OpenSslCrypto, Passwords) {
  const OpenSslCrypto crypto;
  const auto phc = crypto.hash_password("correct horse");
  ASSERT_TRUE(phc);
  EXPECT_TRUE(phc->starts_with("$argon2id$"));
  EXPECT_TRUE(crypto.check_password("correct horse", *phc));
  EXPECT_FALSE(crypto.check_password("correct horsf", *phc));
  EXPECT_FALSE(crypto.check_password("", *phc));
  EXPECT_FALSE(crypto.check_password("x", "not a hash"));
}

TEST(OpenSslCrypto, BadKeysVerifyNothing) {
  const OpenSslCrypto crypto;
  using enum port::SignatureAlgorithm;
  for (const auto algorithm : {kRs256, kEs256, kEdDsa}) {
    EXPECT_FALSE(crypto.verify(algorithm, "", "m", "s"));
    EXPECT_FALSE(crypto.verify(algorithm, "-----BEGIN PUBLIC KEY-----\nAAAA\n", "m", "s"));
    EXPECT_FALSE(crypto.verify(algorithm, std::string(1000, '\0'), "", ""));
  }
}

TEST(SystemRandom, GivesDifferentBytes) {
  SystemRandom random;
  EXPECT_NE(random.bytes(32), random.bytes(32));
  EXPECT_EQ(random.bytes(0), "");
  EXPECT_EQ(random.bytes(1000).size(), 1000U);
}

}  // namespace
}  // namespace atelier::adapter
