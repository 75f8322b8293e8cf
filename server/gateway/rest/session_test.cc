#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestSession : public testing::Test {
 protected:
  std::string code_of(const json::object& answer) {
    return std::string(answer.at("error").at("code").as_string());
  }
  std::string set_cookie(const std::shared_ptr<FakeAnswer>& answer) {
    return answer->header("Set-Cookie");
  }
  std::shared_ptr<FakeAnswer> log_in(Browser& browser, const std::string& email,
                                     const std::string& password) {
    return browser.send("POST", "/login",
                        json::serialize(json::object{{"email", email}, {"password", password}}));
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
};

TEST_F(RestSession, RST1_SessionIsNever401AndSaysWhatTheAppNeeds) {
  const json::object nobody = ann.get("/session");
  EXPECT_FALSE(nobody.contains("principal"));
  EXPECT_TRUE(nobody.at("setup_needed").as_bool());
  EXPECT_EQ(nobody.at("registration").as_string(), "open");
  EXPECT_EQ(nobody.at("guests").as_string(), "links");
  EXPECT_EQ(nobody.at("workspace").at("id").as_string(), "main");
  ann.set_up();
  const json::object known = ann.get("/session");
  EXPECT_EQ(known.at("principal").at("email").as_string(), "ann@example.org");
  EXPECT_EQ(known.at("principal").at("workspace_role").as_string(), "owner");
  EXPECT_EQ(known.at("principal").at("kind").as_string(), "user");
  EXPECT_EQ(known.at("workspace").at("name").as_string(), "Studio");
  EXPECT_NE(known.at("csrf").as_string(), nobody.at("csrf").as_string());
  Browser old(rig);
  old.cookies["atelier_login"] = "login_AAAAAAAAAAAAAAAAAAAAAAAA";
  EXPECT_FALSE(old.get("/session").contains("principal"));
}

TEST_F(RestSession, RST2_AUTH46_SetupWorksOnceWithTheSecretOfThisStart) {
  const std::string old = rig.setup_secret();
  const std::string secret = rig.setup_secret();
  json::object form{{"name", "Ann"},
                    {"email", "ann@example.org"},
                    {"password", "password of ann"},
                    {"workspace", "Studio"},
                    {"secret", old}};
  EXPECT_EQ(code_of(ann.post("/setup", form, 403)), "forbidden");
  form["secret"] = secret;
  form["password"] = "short";
  EXPECT_EQ(code_of(ann.post("/setup", form, 400)), "invalid");
  form["password"] = "password of ann";
  EXPECT_TRUE(ann.post("/setup", form).contains("principal"));
  EXPECT_TRUE(ann.cookies.contains("atelier_login"));
  Browser eve(rig);
  EXPECT_EQ(code_of(eve.post("/setup", form, 404)), "not_found");
  EXPECT_EQ(rig.setup_secret(), "");
}

TEST_F(RestSession, RST3_LoginAndLogout) {
  ann.set_up();
  Browser phone(rig);
  EXPECT_EQ(log_in(phone, "Ann@Example.ORG", "password of ann")->status(), 200);
  EXPECT_TRUE(phone.session().contains("principal"));
  phone.post("/logout", {});
  EXPECT_FALSE(phone.cookies.contains("atelier_login"));
  EXPECT_TRUE(ann.session().contains("principal"));
}

TEST_F(RestSession, RST3_AUTH42_ALoginThatHasEndedIsRefusedAtOnce) {
  ann.set_up();
  const auto stolen = ann.cookies;
  ann.post("/logout", {});
  Browser eve(rig);
  eve.cookies = stolen;
  EXPECT_EQ(code_of(eve.get("/rooms", 401)), "unauthenticated");
}

TEST_F(RestSession, RST3_AUTH50_WrongAddressAndWrongPasswordAnswerAlike) {
  ann.set_up();
  Browser eve(rig);
  const auto wrong = log_in(eve, "ann@example.org", "not this one");
  const auto unknown = log_in(eve, "nobody@example.org", "not this one");
  EXPECT_EQ(wrong->status(), 401);
  EXPECT_EQ(wrong->response->body, unknown->response->body);
  EXPECT_EQ(wrong->response->headers, unknown->response->headers);
}

TEST_F(RestSession, RST3_AUTH50_WhetherAnAccountExistsShowsNotInTheWork) {
  ann.set_up();
  Browser eve(rig);
  const auto work_for = [&](const std::string& email) {
    const int before = rig.people.crypto.slow_calls;
    log_in(eve, email, "not this one");
    return rig.people.crypto.slow_calls - before;
  };
  EXPECT_EQ(work_for("ann@example.org"), 1);
  EXPECT_EQ(work_for("nobody@example.org"), 1);
}

TEST_F(RestSession, RST3_AUTH50_AttemptsAreLimitedPerAccountAndPerAddress) {
  ann.set_up();
  Browser eve(rig);
  int refused = 0;
  for (int i = 0; i < 15; ++i) {
    eve.address = "10.0.0." + std::to_string(i);  // one account from many addresses
    if (log_in(eve, "ann@example.org", "guess")->status() == 429) ++refused;
  }
  EXPECT_EQ(refused, 5);
  int unknown_refused = 0;
  for (int i = 0; i < 15; ++i) {
    eve.address = "10.0.1." + std::to_string(i);
    if (log_in(eve, "nobody@example.org", "guess")->status() == 429) ++unknown_refused;
  }
  EXPECT_EQ(unknown_refused, 5);
  eve.address = "10.0.2.1";
  std::shared_ptr<FakeAnswer> last;
  for (int i = 0; i < 25; ++i) {
    last = log_in(eve, "p" + std::to_string(i) + "@example.org", "guess");
  }
  EXPECT_EQ(last->status(), 429);
  EXPECT_NE(last->header("Retry-After"), "");
}

TEST_F(RestSession, RST4_RegistrationWhereItIsOpen) {
  EXPECT_EQ(code_of(ann.post("/register",
                             {{"name", "Bob"}, {"email", "b@c"}, {"password", "password"}}, 409)),
            "conflict");  // no owner yet
  ann.set_up();
  Browser bob(rig);
  bob.register_as("bob");
  const json::object session = bob.session();
  EXPECT_EQ(session.at("principal").at("workspace_role").as_string(), "member");
  RestRig closed(GuestPolicy::kLinks, false);
  Browser eve(closed);
  EXPECT_EQ(code_of(eve.post("/register", {}, 403)), "forbidden");
}

TEST_F(RestSession, RST5_DevicesAreListedAndEnded) {
  ann.more = {{"user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}};
  ann.set_up();
  Browser phone(rig);
  log_in(phone, "ann@example.org", "password of ann");
  const json::object list = ann.get("/logins");
  ASSERT_EQ(list.at("logins").as_array().size(), 2U);
  std::string other;
  for (const json::value& login : list.at("logins").as_array()) {
    const bool current = login.at("current").as_bool();
    EXPECT_EQ(login.at("device").as_string(), current ? "Firefox on Linux" : "A program");
    if (!current) other = std::string(login.at("id").as_string());
  }
  EXPECT_EQ(ann.send("DELETE", "/logins/" + other)->status(), 200);
  phone.get("/rooms", 401);
  EXPECT_EQ(ann.send("DELETE", "/logins/" + other)->status(), 404);
  Browser tablet(rig);
  log_in(tablet, "ann@example.org", "password of ann");
  ann.post("/logins/end-others", {});
  tablet.get("/rooms", 401);
  ann.get("/rooms");
}

TEST_F(RestSession, RST5_NobodyEndsTheLoginsOfOthers) {
  ann.set_up();
  Browser bob(rig);
  bob.register_as("bob");
  const json::object list = ann.get("/logins");
  const std::string login(list.at("logins").at(0).at("id").as_string());
  EXPECT_EQ(bob.send("DELETE", "/logins/" + login)->status(), 404);
  ann.get("/rooms");
}

TEST_F(RestSession, RST6_AUTH43_ProfileAndPassword) {
  ann.set_up();
  EXPECT_EQ(ann.send("PATCH", "/me", R"({"name":"Anna","language":"de"})")->status(), 200);
  const json::object me = ann.session();
  EXPECT_EQ(me.at("principal").at("name").as_string(), "Anna");
  EXPECT_EQ(me.at("principal").at("language").as_string(), "de");
  EXPECT_EQ(ann.send("PATCH", "/me", R"({"name":"a\r\nb"})")->status(), 400);
  Browser phone(rig);
  log_in(phone, "ann@example.org", "password of ann");
  ann.post("/me/password", {{"current", "wrong one"}, {"next", "another password"}}, 401);
  ann.post("/me/password", {{"current", "password of ann"}, {"next", "short"}}, 400);
  ann.post("/me/password", {{"current", "password of ann"}, {"next", "another password"}});
  phone.get("/rooms", 401);
  ann.get("/rooms");
  EXPECT_EQ(log_in(phone, "ann@example.org", "password of ann")->status(), 401);
  EXPECT_EQ(log_in(phone, "ann@example.org", "another password")->status(), 200);
}

TEST_F(RestSession, RST30_SAF3_ErasingAPersonBeginsWithTheEndOfTheirLogins) {
  int restarts = 0;
  rig.services->restart = [&restarts] { ++restarts; };
  const auto erase = [](Browser& who, const std::string& path, const std::string& body = {}) {
    return who.send("DELETE", path, body)->status();
  };
  ann.set_up();
  Browser bob(rig);
  bob.register_as("bob");
  const std::string id(bob.session().at("principal").at("id").as_string());
  const std::string own(ann.session().at("principal").at("id").as_string());
  EXPECT_EQ(erase(bob, "/people/" + own), 403);
  EXPECT_EQ(erase(ann, "/people/" + own), 400);
  EXPECT_EQ(erase(ann, "/me", R"({"password":"wrong one"})"), 401);
  EXPECT_EQ(erase(ann, "/me", R"({"password":"password of ann"})"), 409);  // the last owner
  EXPECT_EQ(erase(bob, "/me", R"({"password":"password of bob"})"), 202);
  bob.get("/rooms", 401);
  EXPECT_EQ(restarts, 0);  // the answer leaves first
  rig.people.world().advance(1000);
  EXPECT_EQ(restarts, 1);
  EXPECT_EQ(erase(ann, "/people/" + id), 202);
  rig.people.world().advance(1000);
  EXPECT_EQ(restarts, 2);
  EXPECT_EQ(erase(ann, "/people/made-up"), 404);
  rig.people.world().advance(1000);
  EXPECT_EQ(restarts, 2);
  Browser stranger(rig);
  EXPECT_EQ(erase(stranger, "/me", R"({"password":"password of bob"})"), 401);
}

TEST_F(RestSession, RST7_AUTH48_TokensHaveTheRightsOfTheirLoginAndEndWithIt) {
  ann.set_up();
  const json::object made = ann.post("/token", {{"ttl_ms", 60'000}});
  const std::string token(made.at("token").as_string());
  EXPECT_EQ(made.at("expires_at").as_int64(), rig.people.world().clock().wall() + 60'000);
  const port::HeaderList bearer{{"authorization", "Bearer " + token}};
  const Identity identity = rig.identify(bearer);
  EXPECT_TRUE(identity.workspace_owner);
  EXPECT_EQ(identity.credential, Credential::kToken);
  EXPECT_EQ(rig.send("GET", "/rooms", bearer)->status(), 200);
  EXPECT_EQ(rig.send("POST", "/rooms",
                     {{"authorization", "Bearer " + token}, {"content-type", "application/json"}},
                     R"({"name":"By token"})")
                ->status(),
            201);
  ann.post("/token", {{"ttl_ms", 3'600'001}}, 400);
  ann.post("/logout", {});
  EXPECT_EQ(rig.send("GET", "/rooms", bearer)->status(), 401);
}

TEST_F(RestSession, AUTH49_CookiesAreHttpOnlyLaxAndSecureOverTls) {
  ann.set_up();
  Browser plain(rig);
  const std::string cookie = set_cookie(log_in(plain, "ann@example.org", "password of ann"));
  EXPECT_TRUE(cookie.starts_with("atelier_login=login_"));
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Lax"), std::string::npos);
  EXPECT_EQ(cookie.find("Secure"), std::string::npos);
  Browser tls(rig);
  tls.secure = true;
  tls.origin = "https://atelier.test";
  EXPECT_NE(set_cookie(log_in(tls, "ann@example.org", "password of ann")).find("Secure"),
            std::string::npos);
}

TEST_F(RestSession, AUTH49_WritesNeedOurOriginAndTheTokenOfThisLogin) {
  ann.set_up();
  const std::string body = R"({"name":"Room"})";
  Browser evil = ann;
  evil.origin = "https://evil.example";
  EXPECT_EQ(evil.send("POST", "/rooms", body)->status(), 403);
  EXPECT_EQ(evil.send("POST", "/login", "{}")->status(), 403);
  EXPECT_EQ(evil.send("POST", "/logout", "{}")->status(), 403);
  evil.origin = "null";
  EXPECT_EQ(evil.send("POST", "/rooms", body)->status(), 403);
  evil = ann;
  evil.csrf = "";
  EXPECT_EQ(evil.send("POST", "/rooms", body)->status(), 403);
  Browser bob(rig);
  bob.register_as("bob");
  evil.csrf = bob.csrf;
  EXPECT_EQ(evil.send("POST", "/rooms", body)->status(), 403);
  EXPECT_EQ(ann.send("POST", "/rooms", body)->status(), 201);
  for (const char* own : {"https://studio.example", "https://site.example"}) {
    ann.origin = own;
    EXPECT_EQ(ann.send("POST", "/rooms", body)->status(), 201) << own;
  }
}

TEST_F(RestSession, RST17_TheAuditIsForOwnersAndHoldsNoSecrets) {
  ann.set_up();
  Browser bob(rig);
  bob.register_as("bob");
  bob.get("/audit", 403);
  const std::string log = json::serialize(ann.get("/audit?limit=100"));
  for (const char* kind : {"setup.opened", "account.created", "login.started"}) {
    EXPECT_NE(log.find(kind), std::string::npos) << kind;
  }
  EXPECT_EQ(log.find("@example.org"), std::string::npos);
  EXPECT_EQ(log.find("password of"), std::string::npos);
}

}  // namespace
}  // namespace atelier::gateway
