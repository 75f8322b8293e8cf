// Who a provider named becomes whom: accounts that are made, found and linked (AUTH95..AUTH98).
#include <gtest/gtest.h>

#include "gateway/rest/oidc_rig_test_support.h"

namespace atelier::gateway {
namespace {

class OidcPeople : public testing::Test {
 protected:
  explicit OidcPeople(Registration registration = Registration::kOpen) : rig(registration) {
    owner.set_up();
  }
  static std::string id_of(Browser& browser) {
    return atelier::text_of(browser.session().at("principal").as_object(), "id");
  }
  /// `email` of an account with a password, verified or not.
  void make_account(const std::string& id, const std::string& email, bool verified) {
    const auto made = rig.rest.people.ask(
        "account.create",
        {{"name", id}, {"email", email}, {"password", "$fake$password"}, {"verified", verified}},
        {id, id});
    ASSERT_TRUE(made) << made.error().message;
  }

  OidcRig rig;
  Browser owner{rig.rest};
  Browser bob{rig.rest};
};

class OidcByInvite : public OidcPeople {
 protected:
  OidcByInvite() : OidcPeople(Registration::kInvite) {}
};
class OidcClosed : public OidcPeople {
 protected:
  OidcClosed() : OidcPeople(Registration::kClosed) {}
};

TEST_F(OidcPeople, AUTH95_TheSamePersonComesBack) {
  EXPECT_EQ(rig.sign_in(bob), "/");
  const std::string id = id_of(bob);
  Browser other(rig.rest);
  rig.claims = {{"email", "bob@elsewhere.example"}, {"name", "Robert"}};
  EXPECT_EQ(rig.sign_in(other), "/");
  EXPECT_EQ(id_of(other), id);  // it is the subject that counts
  rig.claims = {{"sub", "subject-2"}, {"email", "eve@example.org"}};
  Browser eve(rig.rest);
  EXPECT_EQ(rig.sign_in(eve), "/");
  EXPECT_NE(id_of(eve), id);
  EXPECT_EQ(owner.send("POST", "/logout", "{}")->status(), 200);
}

TEST_F(OidcClosed, AUTH95_ClosedIsClosedButForDomainsOfOurs) {
  EXPECT_EQ(rig.sign_in(bob), "/login#error=invite");
  EXPECT_FALSE(bob.session().contains("principal"));
  rig.claims = {{"email", "bob@Allowed.example"}, {"email_verified", false}};
  EXPECT_EQ(rig.sign_in(bob), "/login#error=invite");
  rig.claims = {{"email", "bob@not.allowed.example"}};
  EXPECT_EQ(rig.sign_in(bob), "/login#error=invite");
  rig.claims = {{"email", "bob@Allowed.example"}};
  EXPECT_EQ(rig.sign_in(bob), "/");
}

TEST_F(OidcByInvite, AUTH95_AnInviteBringsOneInAndIntoItsRoom) {
  EXPECT_EQ(rig.sign_in(bob), "/login#error=invite");
  owner.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
  const json::object made = owner.post(
      "/invites", {{"id", rig.rest.people.uuid()}, {"room", "kick"}, {"role", "editor"}}, 201);
  const json::object invite{{"id", made.at("invite").at("id")}, {"secret", made.at("secret")}};
  const json::object wrong{{"id", invite.at("id")}, {"secret", "invite_wrong"}};
  const auto set_out = [this](const json::object& shown) {
    return atelier::text_of(bob.post("/oidc/start", {{"invite", shown}}), "url");
  };
  EXPECT_EQ(rig.come_back(bob, set_out(wrong)), "/login#error=not_found");
  const std::string address = set_out(invite);
  EXPECT_EQ(address.find(atelier::text_of(invite, "secret")), std::string::npos);
  EXPECT_EQ(rig.come_back(bob, address), "/r/kick");
  EXPECT_EQ(bob.get("/rooms/kick").at("role").as_string(), "editor");
  // Spent: one is signed in all the same.
  Browser again(rig.rest);
  rig.claims = {{"sub", "subject-2"}, {"email", "eve@example.org"}};
  const std::string late = atelier::text_of(again.post("/oidc/start", {{"invite", invite}}), "url");
  EXPECT_EQ(rig.come_back(again, late), "/login#error=not_found");
}

TEST_F(OidcPeople, AUTH72_AUTH95_AGuestKeepsTheIdentity) {
  owner.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
  const auto made = rig.rest.people.room("kick", "link.create",
                                         {{"id", rig.rest.people.uuid()}, {"role", "commenter"}},
                                         {{id_of(owner), "Ann"}});
  ASSERT_TRUE(made) << made.error().message;
  const std::string path = "/links/" + atelier::text_of(made->at("link").as_object(), "id");
  bob.post(path + "/join", {{"secret", made->at("secret")}, {"name", "Bob"}});
  const std::string guest = id_of(bob);
  EXPECT_EQ(rig.sign_in(bob), "/");
  EXPECT_EQ(id_of(bob), guest);
  EXPECT_EQ(bob.cookies.count(std::string(kGuestCookie)), 0U);
}

TEST_F(OidcPeople, AUTH96_OnlyAnAddressThatBothSidesKnowIsLinked) {
  make_account("u-verified", "bob@example.org", true);
  rig.claims = {{"email_verified", false}};
  EXPECT_EQ(rig.sign_in(bob), "/login#error=taken");
  rig.claims = {{"email_verified", "true"}};
  EXPECT_EQ(rig.sign_in(bob), "/login#error=taken");
  rig.claims = {};
  EXPECT_EQ(rig.sign_in(bob), "/");
  EXPECT_EQ(id_of(bob), "u-verified");

  // Who registered somebody else's address does not get their sign-in, nor they the account.
  make_account("u-squatter", "carla@example.org", false);
  rig.claims = {{"sub", "subject-carla"}, {"email", "Carla@example.org"}};
  Browser carla(rig.rest);
  EXPECT_EQ(rig.sign_in(carla), "/login#error=taken");
  EXPECT_FALSE(carla.session().contains("principal"));
  // Another subject with the address of an account that is linked already.
  rig.claims = {{"sub", "subject-eve"}};
  Browser eve(rig.rest);
  EXPECT_EQ(rig.sign_in(eve), "/login#error=conflict");
}

TEST_F(OidcPeople, AUTH95_NoAddressNoAccount) {
  rig.claims = {{"email", ""}};
  EXPECT_EQ(rig.sign_in(bob), "/login#error=address");
  rig.claims = {{"email", "not an address"}};
  EXPECT_EQ(rig.sign_in(bob), "/login#error=invalid");
  rig.claims = {{"email", "bob@example.org"}, {"email_verified", false}, {"name", "A\nB"}};
  EXPECT_EQ(rig.sign_in(bob), "/");
  const json::object me = bob.session().at("principal").as_object();
  EXPECT_FALSE(me.at("verified").as_bool());
  EXPECT_EQ(atelier::text_of(me, "name"), "A B");
}

TEST_F(OidcPeople, RST33_AUTH97_LinkingIsForWhoIsSignedIn) {
  EXPECT_EQ(bob.send("POST", "/oidc/start", R"({"link":true})")->status(), 403);
  const json::object before = owner.get("/me/ways");
  EXPECT_TRUE(before.at("password").as_bool());
  EXPECT_FALSE(before.at("oidc").at("linked").as_bool());
  const std::string csrf = std::exchange(owner.csrf, "wrong");
  EXPECT_EQ(owner.send("POST", "/oidc/start", R"({"link":true})")->status(), 403);
  owner.csrf = csrf;
  EXPECT_EQ(rig.come_back(owner, rig.link(owner)), "/settings/profile");
  EXPECT_TRUE(owner.get("/me/ways").at("oidc").at("linked").as_bool());
  EXPECT_EQ(rig.sign_in(bob), "/");
  EXPECT_EQ(id_of(bob), id_of(owner));

  // Somebody else's sign-in stays theirs.
  Browser carla(rig.rest);
  rig.claims = {{"sub", "subject-carla"}, {"email", "carla@example.org"}};
  EXPECT_EQ(rig.sign_in(carla), "/");
  carla.session();
  rig.claims = {};
  EXPECT_EQ(rig.come_back(carla, rig.link(carla)), "/settings/profile#error=conflict");

  // The login changed between start and callback.
  const std::string address = rig.link(owner);
  owner.post("/logout", {});
  EXPECT_EQ(rig.come_back(owner, address), "/settings/profile#error=expired");
}

TEST_F(OidcPeople, RST33_RST34_AUTH97_TheOnlyWayInStays) {
  EXPECT_EQ(rig.sign_in(bob), "/");
  bob.session();
  EXPECT_FALSE(bob.get("/me/ways").at("password").as_bool());
  EXPECT_EQ(bob.send("DELETE", "/oidc/link")->status(), 409);
  bob.post("/me/password", {{"next", "password of bob"}});
  EXPECT_EQ(bob.send("DELETE", "/oidc/link")->status(), 200);
  EXPECT_EQ(bob.send("DELETE", "/oidc/link")->status(), 404);
  EXPECT_FALSE(bob.get("/me/ways").at("oidc").at("linked").as_bool());
  Browser again(rig.rest);
  again.post("/login", {{"email", "bob@example.org"}, {"password", "password of bob"}});
  // The address is verified on both sides: the link comes back by itself.
  EXPECT_EQ(rig.sign_in(bob), "/");
  EXPECT_TRUE(bob.get("/me/ways").at("oidc").at("linked").as_bool());
}

TEST_F(OidcPeople, RST6_AUTH98_AFirstPasswordNeedsAFreshSignIn) {
  EXPECT_EQ(owner.send("POST", "/me/password", R"({"next":"another password"})")->status(), 403);
  EXPECT_EQ(rig.sign_in(bob), "/");
  bob.session();
  EXPECT_EQ(bob.send("POST", "/me/password", R"({"next":"short"})")->status(), 400);
  rig.rest.people.world().advance(11 * 60'000);
  EXPECT_EQ(bob.send("POST", "/me/password", R"({"next":"password of bob"})")->status(), 403);
  // Without a password nobody gets in by one, the empty one included.
  Browser eve(rig.rest);
  EXPECT_EQ(eve.send("POST", "/login", R"({"email":"bob@example.org","password":"x"})")->status(),
            401);
  EXPECT_EQ(rig.sign_in(bob), "/");
  bob.session();
  bob.post("/me/password", {{"next", "password of bob"}});
  eve.post("/login", {{"email", "bob@example.org"}, {"password", "password of bob"}});
  EXPECT_EQ(bob.send("POST", "/me/password", R"({"next":"password of eve"})")->status(), 403);
}

}  // namespace
}  // namespace atelier::gateway
