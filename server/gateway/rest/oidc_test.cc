// RST32: a visit to the provider and what can go wrong on the way; who becomes whom is in
// oidc_people_test.cc.
#include <gtest/gtest.h>

#include "gateway/rest/oidc_rig_test_support.h"

namespace atelier::gateway {
namespace {

class Oidc : public testing::Test {
 protected:
  Oidc() { owner.set_up(); }

  OidcRig rig;
  Browser owner{rig.rest};
  Browser bob{rig.rest};
};

TEST_F(Oidc, RST32_AUTH91_ThereAndBack) {
  EXPECT_EQ(bob.session().at("oidc").at("name").as_string(), "Studio ID");
  const std::string address = rig.start(bob, "?to=/r/kick");
  EXPECT_TRUE(address.starts_with("https://id.example/auth?response_type=code&client_id=atelier&"));
  EXPECT_NE(address.find("code_challenge_method=S256"), std::string::npos);
  EXPECT_NE(address.find("redirect_uri=https%3A%2F%2Fstudio.example%2Fapi%2Fv1%2Foidc%2Fcallback"),
            std::string::npos);
  EXPECT_EQ(rig.come_back(bob, address), "/r/kick");
  const json::object me = bob.session();
  EXPECT_EQ(me.at("principal").at("email").as_string(), "bob@example.org");
  EXPECT_TRUE(me.at("principal").at("verified").as_bool());
  EXPECT_EQ(bob.cookies.count(std::string(kOidcCookie)), 0U);
  EXPECT_NE(rig.last_form.find("code_verifier="), std::string::npos);
  // The challenge is of the verifier that went with the code.
  const auto verifier = wire::http::query_value(rig.last_form, "code_verifier");
  const auto challenge = wire::http::query_value(address, "code_challenge");
  EXPECT_EQ(*challenge, base64::encode_url(rig.rest.people.crypto.sha256(*verifier)));
}

TEST_F(Oidc, AUTH91_OnlyPathsOfOurs) {
  for (const char* bad : {"//evil.example",
                          "\\\\evil.example",
                          "/\\evil.example",
                          "/%2f%2fevil.example",
                          "%2F%2Fevil.example",
                          "https://evil.example",
                          "javascript:alert(1)",
                          "evil",
                          "",
                          "/a\r\nSet-Cookie: x",
                          "/\tevil",
                          "/.//evil.example",
                          "/..//evil.example",
                          "/%5cevil",
                          "/a//b",
                          "/%09/evil",
                          "/api/v1/oidc/start",
                          "/\x7f",
                          "/caf\xc3\xa9",
                          "/%2"}) {
    EXPECT_EQ(own_place(bad), "/") << bad;
    const std::string there = rig.start(bob, "?to=" + wire::http::percent_encode(bad));
    EXPECT_EQ(rig.come_back(bob, there), "/") << bad;
  }
  for (const char* good : {"/", "/r/kick", "/r/kick?panel=chat&x=%2F#top", "/settings/profile"}) {
    EXPECT_EQ(own_place(good), good);
  }
  EXPECT_EQ(own_place("/" + std::string(600, 'a')), "/");
}

TEST_F(Oidc, AUTH92_AStateIsOfOneBrowserAndWorksOnce) {
  EXPECT_EQ(rig.callback(bob, "?code=c&state=s"), "/login#error=expired");
  const std::string address = rig.start(bob);
  const std::string cookie = bob.cookies[std::string(kOidcCookie)];
  EXPECT_EQ(rig.callback(bob, "?code=c&state=other"), "/login#error=expired");
  // The cookie went with that answer.
  EXPECT_EQ(rig.come_back(bob, address), "/login#error=expired");
  bob.cookies[std::string(kOidcCookie)] = cookie;
  EXPECT_EQ(rig.come_back(bob, address), "/");
  bob.cookies[std::string(kOidcCookie)] = cookie;  // somebody kept a copy
  EXPECT_EQ(rig.come_back(bob, address), "/login#error=expired");
  Browser eve(rig.rest);
  EXPECT_EQ(rig.come_back(eve, rig.start(bob)), "/login#error=expired");
}

TEST_F(Oidc, AUTH92_TheCookieIsSealedAndShortLived) {
  const std::string address = rig.start(bob);
  std::string& cookie = bob.cookies[std::string(kOidcCookie)];
  const std::string kept = cookie;
  cookie[4] = cookie[4] == 'A' ? 'B' : 'A';
  EXPECT_EQ(rig.come_back(bob, address), "/login#error=expired");
  bob.cookies[std::string(kOidcCookie)] = kept;
  rig.rest.people.world().advance(kOidcVisitMs + 1);
  EXPECT_EQ(rig.come_back(bob, address), "/login#error=expired");
}

TEST_F(Oidc, AUTH94_WhatTheTokenMustSay) {
  const std::int64_t now = rig.rest.people.world().clock().wall() / 1000;
  for (const json::object& wrong : std::vector<json::object>{{{"nonce", "other"}},
                                                             {{"aud", "somebody"}},
                                                             {{"iss", "https://evil.example"}},
                                                             {{"exp", now - 100}},
                                                             {{"iat", now + 1000}},
                                                             {{"azp", "somebody"}},
                                                             {{"sub", ""}}}) {
    rig.claims = wrong;
    EXPECT_EQ(rig.sign_in(bob), "/login#error=refused") << json::serialize(wrong);
    EXPECT_FALSE(bob.session().contains("principal"));
  }
  rig.claims = {};
  for (const char* algorithm : {"none", "HS256", "RS256"}) {
    rig.header = {{"alg", algorithm}};
    EXPECT_EQ(rig.sign_in(bob), "/login#error=refused") << algorithm;
  }
  rig.header = {};
  EXPECT_EQ(rig.sign_in(bob), "/");
}

TEST_F(Oidc, AUTH94_NewKeysAreAskedForOnceAMinute) {
  EXPECT_EQ(rig.sign_in(bob), "/");
  EXPECT_EQ(rig.key_fetches, 1);
  rig.signed_by = "k2";
  EXPECT_EQ(rig.sign_in(bob), "/login#error=refused");
  EXPECT_EQ(rig.key_fetches, 1);  // the keys are younger than a minute
  rig.rest.people.world().advance(61'000);
  EXPECT_EQ(rig.sign_in(bob), "/login#error=refused");
  EXPECT_EQ(rig.key_fetches, 2);
  EXPECT_EQ(rig.sign_in(bob), "/login#error=refused");
  EXPECT_EQ(rig.key_fetches, 2);
  rig.published = {"k1", "k2"};
  rig.rest.people.world().advance(61'000);
  EXPECT_EQ(rig.sign_in(bob), "/");
  EXPECT_EQ(rig.key_fetches, 3);
}

TEST_F(Oidc, AUTH93_AProviderThatIsDown) {
  const auto good = rig.description;
  rig.description = unavailable("no route");
  EXPECT_EQ(rig.start(bob), "/login#error=unavailable");
  const std::size_t asked = rig.http.sent.size();
  EXPECT_EQ(rig.start(bob), "/login#error=unavailable");  // it is left in peace for a moment
  EXPECT_EQ(rig.http.sent.size(), asked);
  Browser again(rig.rest);
  again.post("/login", {{"email", "ann@example.org"}, {"password", "password of ann"}});
  rig.rest.people.world().advance(2000);
  rig.description = port::HttpAnswer{200, {}, R"({"issuer":"https://evil.example"})"};
  EXPECT_EQ(rig.start(bob), "/login#error=unavailable");
  rig.description = good;
  rig.rest.people.world().advance(5000);
  EXPECT_EQ(rig.sign_in(bob), "/");
  rig.description = unavailable("down again");
  rig.token_status = 503;
  EXPECT_EQ(rig.sign_in(bob), "/login#error=unavailable");
  rig.token_status = 400;
  EXPECT_EQ(rig.sign_in(bob), "/login#error=refused");
  EXPECT_GE(rig.provider.stats().unreached, 3U);
}

TEST_F(Oidc, AUTH99_TheProvidersWordsAreNotOurs) {
  const std::string address = rig.start(bob);
  const std::string query = address.substr(address.find('?') + 1);
  const std::string state = *wire::http::query_value(query, "state");
  EXPECT_EQ(rig.callback(bob, "?error=access_denied&state=" + state), "/login#error=denied");
  rig.start(bob);
  EXPECT_EQ(rig.come_back(bob, rig.start(bob), "&error=%3Cscript%3E"), "/login#error=refused");
  EXPECT_EQ(rig.come_back(bob, rig.start(bob), "&iss=https%3A%2F%2Fevil.example"),
            "/login#error=refused");
  EXPECT_EQ(rig.come_back(bob, rig.start(bob), "&iss=https%3A%2F%2Fid.example"), "/");
}

TEST_F(Oidc, AUTH99_TriesAreLimitedPerAddress) {
  std::string last;
  for (int i = 0; i < 70 && last != "/login#error=rate_limited"; ++i) {
    last = rig.callback(bob, "?code=c&state=s");
  }
  EXPECT_EQ(last, "/login#error=rate_limited");
  Browser elsewhere(rig.rest);
  elsewhere.address = "10.1.2.3";
  EXPECT_EQ(rig.sign_in(elsewhere), "/");
}

TEST(OidcOff, RST32_AUTH90_WithoutAProvider) {
  RestRig rest;
  Browser somebody(rest);
  EXPECT_FALSE(somebody.session().contains("oidc"));
  EXPECT_EQ(somebody.send("GET", "/oidc/start")->header("Location"), "/login#error=not_found");
  EXPECT_EQ(somebody.send("POST", "/oidc/start", "{}")->status(), 404);
}

}  // namespace
}  // namespace atelier::gateway
