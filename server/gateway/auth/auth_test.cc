#include <gtest/gtest.h>

#include "gateway/auth/login_watch.h"
#include "gateway/auth/open_guest.h"
#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class Authentication : public testing::Test {
 protected:
  wire::JwtClaims claims(const std::string& who, const std::string& issuer) {
    const WallMs now = rig.people.world().clock().wall();
    return {who, "Name of " + who, issuer, "atelier", now + 60'000, now, 0, "jti", {}};
  }
  static port::HeaderList bearer(const std::string& token) {
    return {{"authorization", "Bearer " + token}};
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
};

TEST_F(Authentication, AUTH47_TokenThenLoginThenGuestThenNobody) {
  ann.set_up();
  const std::string login = "atelier_login=" + ann.cookies.at("atelier_login");
  ASSERT_TRUE(rig.people.ask(
      "guest.create",
      {{"name", "Gus"},
       {"hash", feature::people::hash_of(rig.people.crypto, "guest_AAAAAAAAAAAAAAAAAAAAAAAA")}},
      {"g-1", "Gus", core::PrincipalKind::kGuest}));
  const std::string guest = "atelier_guest=guest_AAAAAAAAAAAAAAAAAAAAAAAA";
  const std::string token = rig.trust.make(claims("zoe", "site"), "site");

  port::HeaderList all = bearer(token);
  all.emplace_back("cookie", login + "; " + guest);
  EXPECT_EQ(rig.identify(all).principal.id, "zoe");
  EXPECT_EQ(rig.identify({{"cookie", login + "; " + guest}}, "token=" + token).principal.id, "zoe");
  const Identity by_login = rig.identify({{"cookie", guest + "; " + login}});
  EXPECT_EQ(by_login.principal.name, "Ann");
  EXPECT_EQ(by_login.credential, Credential::kLoginCookie);
  EXPECT_GT(by_login.expires_at, 0);
  EXPECT_EQ(rig.identify({{"cookie", guest}}).principal.id, "g-1");
  const std::string ended = "atelier_login=login_AAAAAAAAAAAAAAAAAAAAAAAA; " + guest;
  EXPECT_EQ(rig.identify({{"cookie", ended}}).principal.id, "g-1");
  EXPECT_EQ(rig.identify({}).principal.id, "(refused)");
}

TEST_F(Authentication, AUTH47_ABadTokenIsRefusedWhateverCookiesSay) {
  ann.set_up();
  port::HeaderList headers{{"cookie", "atelier_login=" + ann.cookies.at("atelier_login")}};
  for (const char* bad : {"Bearer ", "Bearer x.y.z", "Basic YTpi", ""}) {
    port::HeaderList with = headers;
    with.emplace_back("authorization", bad);
    EXPECT_EQ(rig.identify(with).principal.id, "(refused)") << bad;
  }
  EXPECT_EQ(rig.identify(headers, "token=").principal.id, "(refused)");
}

TEST_F(Authentication, AUTH47_FreshGuestsWhereTheServerIsOpen) {
  RestRig open(GuestPolicy::kOpen);
  const Identity one = open.identify({});
  EXPECT_EQ(one.principal.kind, core::PrincipalKind::kGuest);
  EXPECT_EQ(one.credential, Credential::kNone);
  EXPECT_NE(one.principal.id, open.identify({}).principal.id);
  const Identity same = open.identify(bearer(open.authenticator->token_for(one, 60'000)));
  EXPECT_EQ(same.principal, one.principal);
}

TEST_F(Authentication, AUTH51_AGuestOfAnOpenServerReturnsByTheSecret) {
  RestRig open(GuestPolicy::kOpen);
  const Identity one = open.identify({});
  ASSERT_FALSE(one.guest_secret.empty());
  EXPECT_TRUE(is_own_id("g", one.principal.id));
  const Identity again = open.identify({{"cookie", "atelier_guest=" + one.guest_secret}});
  EXPECT_EQ(again.principal, one.principal);
  EXPECT_EQ(again.credential, Credential::kGuestCookie);
  EXPECT_EQ(open.identify({{"cookie", "atelier_guest=me"}}).credential, Credential::kNone);
  // Where guests need a link such a secret is nobody's.
  EXPECT_EQ(rig.identify({{"cookie", "atelier_guest=" + one.guest_secret}}).principal.id,
            "(refused)");
}

TEST_F(Authentication, AUTH51_TheCookieComesWithTheFirstHandshake) {
  RestRig open(GuestPolicy::kOpen);
  port::SeededRandom random(7);
  const auto introduce = guest_introduction(random);
  port::HttpRequest first;
  const std::string cookie = introduce(first);
  EXPECT_TRUE(cookie.starts_with("atelier_guest=guest_")) << cookie;
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Lax"), std::string::npos);
  const Identity one = open.identify(first.headers);
  EXPECT_EQ(one.credential, Credential::kGuestCookie);
  port::HttpRequest second;
  second.headers = {{"cookie", cookie.substr(0, cookie.find(';'))}};
  EXPECT_EQ(introduce(second), "");
  EXPECT_EQ(open.identify(second.headers).principal, one.principal);
  for (const auto& [name, value] :
       port::HeaderList{{"authorization", "Bearer x"}, {"cookie", "atelier_login=login_x"}}) {
    port::HttpRequest known;
    known.headers = {{name, value}};
    EXPECT_EQ(introduce(known), "") << name;
  }
}

TEST_F(Authentication, AUTH48_TokensOfOtherIssuersNeverActForOurPeople) {
  ann.set_up();
  const std::string id(ann.session().at("principal").at("id").as_string());
  const auto foreign = rig.trust.make(claims(id, "site"), "site");
  EXPECT_EQ(rig.identify(bearer(foreign)).principal.id, "(refused)");
  wire::JwtClaims with_rooms = claims("zoe", "site");
  with_rooms.rooms = {{"r", "editor"}};
  const Identity zoe = rig.identify(bearer(rig.trust.make(with_rooms, "site")));
  EXPECT_FALSE(zoe.workspace_member);
  EXPECT_FALSE(zoe.workspace_owner);
  EXPECT_EQ(zoe.access("r").claim, core::Role::kEditor);
  EXPECT_EQ(zoe.access("s").claim, core::Role::kNone);
  // A foreign token cannot borrow a login of ours either.
  wire::JwtClaims borrowed = claims("zoe", "site");
  borrowed.id = std::string(ann.get("/logins").at("logins").at(0).at("id").as_string()) + ".x";
  EXPECT_FALSE(rig.identify(bearer(rig.trust.make(borrowed, "site"))).workspace_owner);
  // Nor does one of ours for another person.
  borrowed.issuer = "atelier";
  EXPECT_EQ(rig.identify(bearer(rig.trust.make(borrowed))).principal.id, "(refused)");
}

TEST_F(Authentication, AUTH48_ATokenEndsNoLaterThanWhatItCameFrom) {
  wire::JwtClaims with_rooms = claims("zoe", "site");
  with_rooms.rooms = {{"r", "viewer"}};
  const Identity zoe = rig.identify(bearer(rig.trust.make(with_rooms, "site")));
  const Identity again = rig.identify(bearer(rig.authenticator->token_for(zoe, 3'600'000)));
  EXPECT_EQ(again.expires_at, zoe.expires_at / 1000 * 1000);
  EXPECT_EQ(again.claims, zoe.claims);
  EXPECT_EQ(again.principal, zoe.principal);
}

TEST_F(Authentication, AUTH42_ConnectionsHearThatTheirLoginEnded) {
  ann.set_up();
  const Identity me =
      rig.identify({{"cookie", "atelier_login=" + ann.cookies.at("atelier_login")}});
  LoginWatch watch;
  rig.people.log->add_sink(0, watch);
  int ended = 0;
  int others = 0;
  watch.watch(me.login, [&ended] { ++ended; });
  const auto second = watch.watch(me.login, [&ended] { ++ended; });
  const auto third = watch.watch(me.login, [&ended] { ++ended; });
  watch.watch("l-other", [&others] { ++others; });
  EXPECT_EQ(watch.watch("", [&others] { ++others; }), LoginWatch::kNone);
  watch.unwatch(third);
  ann.post("/logout", {});
  EXPECT_EQ(ended, 2);
  EXPECT_EQ(others, 0);
  EXPECT_EQ(watch.size(), 1U);
  watch.unwatch(second);
}

TEST_F(Authentication, AUTH40_CookiesAreNotStoredInTheClear) {
  ann.set_up();
  std::string everything;
  rig.people.rooms.store.query({"workspace/main", "", ""}, [&everything](const port::Page& page) {
    for (const port::Record& record : page.records) everything += record.value;
  });
  rig.people.world().run_until_idle();
  EXPECT_NE(everything.find("login.started"), std::string::npos);
  EXPECT_EQ(everything.find(ann.cookies.at("atelier_login")), std::string::npos);
  EXPECT_EQ(everything.find("setup_"), std::string::npos);
}

TEST(ThrottleNetworks, AUTH50_AnIpv6SubscriberIsOneAddress) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  EXPECT_EQ(network_of("2001:db8:1:2::6"), network_of("2001:db8:1:2:a:b:c:d"));
  EXPECT_EQ(network_of("::1"), "::1");
}

TEST_F(Authentication, AUTH47_ABadTokenDoesNotMakeAGuest) {
  const port::HeaderList bad{{"authorization", "Bearer x.y.z"},
                             {"content-type", "application/json"}};
  EXPECT_EQ(rig.send("POST", "/links/x/join", bad, R"({"secret":"s","name":"Gus"})")->status(),
            401);
  EXPECT_EQ(rig.send("GET", "/session", bad)->status(), 200);
}

TEST(OwnIds, AUTH48_TheFormOfOurIds) {
  port::SeededRandom random(1);
  EXPECT_TRUE(is_own_id("u", make_id("u", random)));
  EXPECT_FALSE(is_own_id("g", make_id("u", random)));
  for (const char* foreign : {"u", "u-", "u-42", "ux0123456789012345678901", ""}) {
    EXPECT_FALSE(is_own_id("u", foreign)) << foreign;
  }
}

}  // namespace
}  // namespace atelier::gateway
