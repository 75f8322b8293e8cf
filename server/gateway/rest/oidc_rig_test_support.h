// OidcRig: the REST API with a provider of sign-ins that tests make up, and the steps of a browser
// that visits it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/oidc/provider.h"
#include "gateway/rest/rest_rig_test_support.h"
#include "port/fake/fake_http_client.h"
#include "wire/auth/jwk.h"
#include "wire/http/target.h"

namespace atelier::gateway {

class OidcRig {
 public:
  static constexpr const char* kIssuer = "https://id.example";

  explicit OidcRig(Registration registration = Registration::kOpen, bool mail_server = false)
      : rest(GuestPolicy::kLinks, false, mail_server),
        provider({rest.services->loops, http, rest.people.world().clock(), rest.people.crypto},
                 {kIssuer,
                  "atelier",
                  "hidden",
                  "Studio ID",
                  "openid email profile",
                  {"allowed.example"},
                  "server secret"}) {
    provider.set_public_url("https://studio.example");
    rest.services->options.registration = registration;
    rest.services->oidc = &provider;
    http.servers[std::string(kIssuer) + "/.well-known/openid-configuration"] =
        [this](const port::HttpCall&) { return description; };
    http.servers["https://id.example/keys"] = [this](const port::HttpCall&) {
      ++key_fetches;
      return Result<port::HttpAnswer>(port::HttpAnswer{200, {}, jwks()});
    };
    http.servers["https://id.example/token"] =
        [this](const port::HttpCall& call) -> Result<port::HttpAnswer> {
      if (token_status != 200) return port::HttpAnswer{token_status, {}, R"({"error":"bad"})"};
      last_form = call.body;
      return port::HttpAnswer{200, {}, json::serialize(json::object{{"id_token", id_token()}})};
    };
  }

  /// The address that the browser was sent to.
  std::string start(Browser& browser, const std::string& query = "") {
    const auto answer = browser.send("GET", "/oidc/start" + query);
    EXPECT_EQ(answer->status(), 302);
    return answer->header("Location");
  }
  std::string link(Browser& browser) {
    const json::object answer =
        browser.post("/oidc/start", {{"link", true}, {"to", "/settings/profile"}});
    return atelier::text_of(answer, "url");
  }
  /// Where the browser ends when it comes back from `address`.
  std::string come_back(Browser& browser, const std::string& address,
                        const std::string& more = "") {
    const std::string query = address.substr(address.find('?') + 1);
    if (claims.if_contains("nonce") == nullptr) {
      nonce = wire::http::query_value(query, "nonce").value_or("");
    }
    const std::string state = wire::http::query_value(query, "state").value_or("");
    return callback(browser, "?code=code&state=" + state + more);
  }
  std::string callback(Browser& browser, const std::string& query) {
    const auto answer = browser.send("GET", "/oidc/callback" + query);
    EXPECT_EQ(answer->status(), 302);
    return answer->header("Location");
  }
  std::string sign_in(Browser& browser, const std::string& query = "") {
    return come_back(browser, start(browser, query));
  }

  /// What the provider says of who is there; over what it would say otherwise.
  json::object claims;
  json::object header;
  std::string nonce;
  std::string signed_by = "k1";
  std::vector<std::string> published{"k1"};
  int key_fetches = 0;
  int token_status = 200;
  std::string last_form;
  Result<port::HttpAnswer> description = port::HttpAnswer{
      200,
      {},
      json::serialize(json::object{{"issuer", kIssuer},
                                   {"authorization_endpoint", "https://id.example/auth"},
                                   {"token_endpoint", "https://id.example/token"},
                                   {"jwks_uri", "https://id.example/keys"}})};
  RestRig rest;
  port::FakeExecutor far{rest.people.world()};
  port::FakeHttpClient http{far};
  OidcProvider provider;

 private:
  static json::object jwk(const std::string& kid) {
    std::string x(32, kid.back());
    return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"kid", kid}, {"x", base64::encode_url(x)}};
  }
  std::string jwks() const {
    json::array keys;
    for (const std::string& kid : published) keys.push_back(jwk(kid));
    return json::serialize(json::object{{"keys", keys}});
  }
  std::string id_token() {
    const std::int64_t now = rest.people.world().clock().wall() / 1000;
    json::object said{{"iss", kIssuer},
                      {"sub", "subject-bob"},
                      {"aud", "atelier"},
                      {"exp", now + 300},
                      {"iat", now},
                      {"nonce", nonce},
                      {"email", "bob@example.org"},
                      {"email_verified", true},
                      {"name", "Bob"}};
    for (const auto& [key, value] : claims) said[key] = value;
    json::object head{{"alg", "EdDSA"}, {"kid", signed_by}};
    for (const auto& [key, value] : header) head[key] = value;
    const std::string text =
        base64::encode_url(json::serialize(head)) + "." + base64::encode_url(json::serialize(said));
    const json::object set{{"keys", json::array{jwk(signed_by)}}};
    const std::string pem = wire::read_jwks(json::serialize(set), kIssuer)->at(0).key;
    return text + "." + base64::encode_url(rest.people.crypto.hmac_sha256(pem, text));
  }
};

}  // namespace atelier::gateway
