// ID tokens with real signatures, by the keys of a set as a provider publishes it.
#include "wire/auth/id_token.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapter/crypto/openssl_crypto.h"
#include "base/json.h"
#include "gtest/gtest.h"
#include "wire/auth/jwk.h"

namespace atelier::adapter {
namespace {

class Published final : public wire::JwtTrust {
 public:
  explicit Published(std::vector<wire::JwtKey> keys) : keys_(std::move(keys)) {}
  std::optional<wire::JwtKey> find(std::string_view kid) override {
    return wire::find_key(keys_, kid);
  }
  bool verify(const wire::JwtKey& key, std::string_view message,
              std::string_view signature) override {
    using port::SignatureAlgorithm;
    switch (key.algorithm) {
      case wire::JwtAlgorithm::kHs256:
        return false;
      case wire::JwtAlgorithm::kRs256:
        return crypto_.verify(SignatureAlgorithm::kRs256, key.key, message, signature);
      case wire::JwtAlgorithm::kEs256:
        return crypto_.verify(SignatureAlgorithm::kEs256, key.key, message, signature);
      case wire::JwtAlgorithm::kEdDsa:
        return crypto_.verify(SignatureAlgorithm::kEdDsa, key.key, message, signature);
    }
    return false;
  }

 private:
  std::vector<wire::JwtKey> keys_;
  OpenSslCrypto crypto_;
};

json::object vectors() {
  const auto here = std::filesystem::path(__FILE__).parent_path();
  std::ifstream file(here / "../../../spec/vectors/oidc/id_tokens.json");
  std::stringstream text;
  text << file.rdbuf();
  return object_of(text.str());
}

TEST(IdToken, AUTH94_OnlyUsableKeysOfASet) {
  const json::object all = vectors();
  const auto keys = wire::read_jwks(json::serialize(all.at("jwks")), text_of(all, "issuer"));
  ASSERT_TRUE(keys);
  json::array found;
  for (const wire::JwtKey& key : *keys) found.emplace_back(key.kid);
  EXPECT_EQ(found, all.at("usable").as_array());
  for (const char* bad : {"", "[]", "{}", R"({"keys":{}})"}) {
    EXPECT_FALSE(wire::read_jwks(bad, "x")) << bad;
  }
  EXPECT_TRUE(wire::read_jwks(R"({"keys":[1,{"kty":"RSA","n":"","e":"AQAB"},{"kty":"RSA"}]})", "x")
                  ->empty());
}

TEST(IdToken, AUTH94_Vectors) {
  const json::object all = vectors();
  const std::string issuer = text_of(all, "issuer");
  Published trust(wire::read_jwks(json::serialize(all.at("jwks")), issuer).value());
  const wire::IdTokenPolicy policy{issuer, text_of(all, "client_id"), text_of(all, "nonce")};
  for (const json::value& each : all.at("tokens").as_array()) {
    const json::object& vector = each.as_object();
    const auto claims = wire::check_id_token(text_of(vector, "token"), policy, trust,
                                             int_member(all, "now_ms").value());
    EXPECT_EQ(claims.has_value(), vector.at("valid").as_bool()) << text_of(vector, "name");
    if (!claims) continue;
    EXPECT_EQ(claims->subject, "subject-1");
    EXPECT_EQ(claims->email, "ann@example.org");
    EXPECT_TRUE(claims->email_verified);
    EXPECT_EQ(claims->name, "Ann");
  }
}

}  // namespace
}  // namespace atelier::adapter
