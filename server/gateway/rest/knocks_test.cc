#include <gtest/gtest.h>

#include "feature/door/door.h"
#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestKnocks : public testing::Test {
 protected:
  explicit RestKnocks(bool mail_server = false)
      : rig(GuestPolicy::kLinks, !mail_server, mail_server) {
    ann.set_up();
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
    owner = {{std::string(ann.session().at("principal").at("id").as_string()), "Ann"}};
    const json::object made = order("link.create", {});
    link = std::string(made.at("link").at("id").as_string());
    secret = std::string(made.at("secret").as_string());
    order("room.configure", {{"knock", true}});
  }
  json::object order(const std::string& name, json::object wish) {
    wish["id"] = rig.people.uuid();
    const auto done = rig.people.room("kick", name, wish, owner);
    EXPECT_TRUE(done) << done.error().message;
    return done ? *done : json::object();
  }
  void answer(const json::object& who, bool let_in) {
    order("knock.answer", {{"principal", who.at("principal").at("id")}, {"let_in", let_in}});
  }
  json::object look(Browser& who, int status = 200) {
    return who.post("/links/" + link + "/look", {{"secret", secret}}, status);
  }
  json::object join(Browser& who, const std::string& name, int status) {
    json::object body{{"secret", secret}};
    if (!name.empty()) body["name"] = name;
    return who.post("/links/" + link + "/join", body, status);
  }
  std::string door(Browser& who) {
    return std::string(who.get("/rooms/kick/knock").at("state").as_string());
  }

  RestRig rig;
  Browser ann{rig};
  Browser gus{rig};
  core::Access owner;
  std::string link, secret;
};

TEST_F(RestKnocks, RST15_RST27_AUTH80_AGuestWaitsIsLetInAndIsIn) {
  EXPECT_EQ(look(gus).at("door").at("state").as_string(), "knock");
  const json::object told = join(gus, "Gus", 202);
  EXPECT_EQ(told.at("state").as_string(), "waiting");
  EXPECT_FALSE(told.at("hosts").as_bool());
  EXPECT_FALSE(told.contains("token"));
  gus.session();
  gus.get("/rooms/kick", 404);
  EXPECT_EQ(door(gus), "waiting");
  EXPECT_EQ(look(gus).at("door").at("state").as_string(), "waiting");
  EXPECT_EQ(look(gus).at("signed_in_as").at("name").as_string(), "Gus");
  answer(told, true);
  EXPECT_EQ(door(gus), "in");
  EXPECT_FALSE(look(gus).contains("door"));
  gus.get("/rooms/kick", 404);
  const json::object joined = join(gus, "", 200);
  EXPECT_EQ(joined.at("principal").at("id"), told.at("principal").at("id"));
  EXPECT_EQ(gus.get("/rooms/kick").at("role").as_string(), "commenter");
  // Who has been in comes back without knocking.
  EXPECT_EQ(join(gus, "", 200).at("role").as_string(), "commenter");
}

class RestKnocksByMail : public RestKnocks {
 protected:
  RestKnocksByMail() : RestKnocks(true) {}
};

TEST_F(RestKnocksByMail, AUTH85_OwnersWhoAreAwayGetAMailOnceInTenMinutes) {
  join(gus, "Gus", 202);
  rig.people.world().run_until_idle();
  ASSERT_EQ(rig.mailer.tried.size(), 1U);
  const auto& mail = rig.mailer.tried.back();
  EXPECT_EQ(mail.to, "ann@example.org");
  EXPECT_NE(mail.text.find("/r/kick"), std::string::npos) << mail.text;
  EXPECT_NE(mail.text.find("Gus stands at the door of the room Kick-off"), std::string::npos);
  Browser eve{rig};
  join(eve, "Eve", 202);
  rig.people.world().run_until_idle();
  EXPECT_EQ(rig.mailer.tried.size(), 1U) << "somebody else, in the same ten minutes";
}

TEST_F(RestKnocks, RST15_AUTH83_WhoWasRefusedIsToldSoAndNoMore) {
  const json::object told = join(gus, "Gus", 202);
  gus.session();
  answer(told, false);
  EXPECT_EQ(door(gus), "refused");
  const json::object refused = join(gus, "", 403);
  EXPECT_EQ(json::serialize(refused).find("Ann"), std::string::npos);
  EXPECT_EQ(look(gus).at("door").at("state").as_string(), "refused");
}

TEST_F(RestKnocks, RST27_AUTH81_DoorsOneNeverKnockedAtAnswerAlike) {
  join(gus, "Gus", 202);
  gus.session();
  EXPECT_EQ(json::serialize(gus.get("/rooms/nowhere/knock")), R"({"state":"knock"})");
  Browser bob(rig);
  bob.register_as("bob");
  EXPECT_EQ(json::serialize(bob.get("/rooms/kick/knock")), R"({"state":"knock"})");
  Browser nobody(rig);
  nobody.get("/rooms/kick/knock", 401);
}

TEST_F(RestKnocks, RST27_AUTH82_WhoLeavesWaitsNoMore) {
  join(gus, "Gus", 202);
  gus.session();
  gus.send("DELETE", "/rooms/kick/knock", "");
  EXPECT_EQ(door(gus), "knock");
  EXPECT_TRUE(rig.people.room("kick", "knock.list", {}, owner)->at("waiting").as_array().empty());
}

TEST_F(RestKnocks, AUTH82_ARevokedLinkEndsTheWaiting) {
  const json::object told = join(gus, "Gus", 202);
  gus.session();
  order("link.revoke", {{"link", link}});
  EXPECT_EQ(door(gus), "knock");
  join(gus, "", 404);
}

TEST_F(RestKnocks, AUTH80_LetInByALinkThatWasRevokedSinceDoesNotComeIn) {
  const json::object told = join(gus, "Gus", 202);
  gus.session();
  answer(told, true);
  order("link.revoke", {{"link", link}});
  join(gus, "", 404);
  gus.get("/rooms/kick", 404);
}

TEST_F(RestKnocks, AUTH80_PeopleWithAccountsKnockTooAndOwnersOfTheWorkspaceWalkIn) {
  Browser bob(rig);
  bob.register_as("bob");
  EXPECT_EQ(join(bob, "", 202).at("principal").at("name").as_string(), "bob");
  EXPECT_EQ(join(ann, "", 200).at("role").as_string(), "owner");
  EXPECT_FALSE(look(ann).contains("door"));
}

TEST_F(RestKnocks, AUTH82_ARestartForgetsWhoWaitsAndTheLinkKnocksAgain) {
  join(gus, "Gus", 202);
  gus.session();
  order("room.configure", {{"knock", false}});
  order("room.configure", {{"knock", true}});
  EXPECT_EQ(door(gus), "knock");
  EXPECT_EQ(join(gus, "", 202).at("state").as_string(), "waiting");
}

}  // namespace
}  // namespace atelier::gateway
