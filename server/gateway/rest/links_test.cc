#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestLinks : public testing::Test {
 protected:
  explicit RestLinks(GuestPolicy guests = GuestPolicy::kLinks) : rig(guests, true) {
    ann.set_up();
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
    link = make({});
  }
  struct Made {
    std::string id, secret;
  };
  Made make(json::object wish) {
    wish["id"] = rig.people.uuid();
    const core::Access owner{
        {std::string(ann.session().at("principal").at("id").as_string()), "Ann"}};
    const auto made = rig.people.room("kick", "link.create", wish, owner);
    EXPECT_TRUE(made);
    return {std::string(made->at("link").at("id").as_string()),
            std::string(made->at("secret").as_string())};
  }
  json::object look(Browser& who, const Made& by, int status = 200) {
    return who.post("/links/" + by.id + "/look", {{"secret", by.secret}}, status);
  }
  json::object join(Browser& who, const Made& by, const std::string& name, int status = 200) {
    json::object body{{"secret", by.secret}};
    if (!name.empty()) body["name"] = name;
    return who.post("/links/" + by.id + "/join", body, status);
  }

  RestRig rig;
  Browser ann{rig};
  Browser gus{rig};
  Made link;
};

class RestLinksWithoutGuests : public RestLinks {
 protected:
  RestLinksWithoutGuests() : RestLinks(GuestPolicy::kOff) {}
};

TEST_F(RestLinks, RST14_LookSaysWhatIsOfferedBeforeJoining) {
  const json::object offer = look(gus, link);
  EXPECT_EQ(offer.at("room").at("id").as_string(), "kick");
  EXPECT_EQ(offer.at("room").at("name").as_string(), "Kick-off");
  EXPECT_EQ(offer.at("role").as_string(), "commenter");
  EXPECT_EQ(offer.at("host").at("name").as_string(), "Ann");
  EXPECT_FALSE(offer.contains("signed_in_as"));
  EXPECT_EQ(look(ann, link).at("signed_in_as").at("name").as_string(), "Ann");
  gus.get("/rooms", 401);
}

TEST_F(RestLinks, RST14_BadSpentExpiredAndRevokedAnswerAlike) {
  const auto body_of = [this](Browser& who, const Made& by) {
    return json::serialize(look(who, by, 404));
  };
  const std::string wrong = body_of(gus, {link.id, "link_wrong"});
  EXPECT_EQ(body_of(gus, {"unknown", link.secret}), wrong);
  const Made once = make({{"max_uses", 1}});
  join(gus, once, "Gus");
  Browser eve(rig);
  EXPECT_EQ(body_of(eve, once), wrong);
  const Made brief = make({{"expires_at", rig.people.world().clock().wall() + 10}});
  rig.people.world().advance(10);
  EXPECT_EQ(body_of(eve, brief), wrong);
  EXPECT_EQ(json::serialize(join(eve, once, "Eve", 404)), wrong);
  EXPECT_TRUE(eve.cookies.empty());
}

TEST_F(RestLinks, RST15_AUTH44_AGuestComesBackAsTheSamePrincipal) {
  const json::object first = join(gus, link, "Gus");
  EXPECT_EQ(first.at("role").as_string(), "commenter");
  EXPECT_EQ(first.at("room").at("id").as_string(), "kick");
  EXPECT_EQ(first.at("principal").at("kind").as_string(), "guest");
  EXPECT_EQ(first.at("principal").at("name").as_string(), "Gus");
  gus.session();
  const json::object again = join(gus, make({{"role", "editor"}}), "Another name");
  EXPECT_EQ(again.at("principal").at("id").as_string(), first.at("principal").at("id").as_string());
  EXPECT_EQ(again.at("role").as_string(), "editor");
  EXPECT_EQ(gus.get("/rooms").at("rooms").as_array().size(), 1U);
  gus.post("/rooms", {{"name", "No"}}, 403);
  gus.get("/logins", 403);
  gus.get("/audit", 403);
}

TEST_F(RestLinks, RST15_TheTokenIsTheGuestsOwn) {
  const json::object joined = join(gus, link, "Gus");
  const std::string token(joined.at("token").as_string());
  const Identity identity = rig.identify({}, "token=" + token);
  EXPECT_EQ(identity.principal.id, joined.at("principal").at("id").as_string());
  EXPECT_EQ(identity.principal.kind, core::PrincipalKind::kGuest);
  EXPECT_FALSE(identity.workspace_member);
}

TEST_F(RestLinks, RST15_SignedInPeopleJoinAsThemselves) {
  Browser bob(rig);
  bob.register_as("bob");
  const json::object joined = join(bob, link, "Somebody else");
  EXPECT_EQ(joined.at("principal").at("name").as_string(), "bob");
  EXPECT_FALSE(bob.cookies.contains("atelier_guest"));
  EXPECT_EQ(bob.get("/rooms/kick").at("role").as_string(), "commenter");
}

TEST_F(RestLinks, RST15_AUTH49_GuestsNeedANameAndGetASafeCookie) {
  join(gus, link, "", 400);
  join(gus, link, "a\nb", 400);
  EXPECT_TRUE(gus.cookies.empty());
  gus.secure = true;
  gus.origin = "https://atelier.test";
  const auto answer =
      gus.send("POST", "/links/" + link.id + "/join",
               json::serialize(json::object{{"secret", link.secret}, {"name", "G"}}));
  const std::string cookie = answer->header("Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("atelier_guest=guest_"));
  for (const char* flag : {"HttpOnly", "Secure", "SameSite=Lax"}) {
    EXPECT_NE(cookie.find(flag), std::string::npos) << flag;
  }
}

TEST_F(RestLinks, RST15_AUTH49_AnotherSiteCannotJoinForSomebody) {
  join(gus, link, "Gus");
  gus.session();
  gus.origin = "https://evil.example";
  join(gus, link, "", 403);
  gus.origin = "http://atelier.test";
  gus.csrf = "old";
  join(gus, link, "", 403);
}

TEST_F(RestLinks, RST14_AUTH50_GuessingIsLimitedPerAddress) {
  int refused = 0;
  for (int i = 0; i < 80; ++i) {
    const auto answer = gus.send("POST", "/links/" + link.id + "/look",
                                 R"({"secret":"link_guess)" + std::to_string(i) + "\"}");
    if (answer->status() == 429) ++refused;
  }
  EXPECT_GT(refused, 10);
}

TEST_F(RestLinksWithoutGuests, RST15_WhereGuestsAreOffOneMustLogIn) {
  look(gus, link);
  join(gus, link, "Gus", 401);
  join(ann, link, "");
}

}  // namespace
}  // namespace atelier::gateway
