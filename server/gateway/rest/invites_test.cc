#include <gtest/gtest.h>

#include "feature/mail/mail_limits.h"
#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestInvites : public testing::Test {
 protected:
  explicit RestInvites(bool mail_server = true)
      : rig(GuestPolicy::kLinks, !mail_server, mail_server) {
    ann.set_up();
    if (mail_server) rig.services->options.registration = Registration::kInvite;
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
  }
  json::object make(json::object wish, int status = 201) { return make(ann, wish, status); }
  json::object make(Browser& who, json::object wish, int status) {
    if (!wish.contains("id")) wish["id"] = rig.people.uuid();
    return who.post("/invites", wish, status);
  }
  static std::string path(const json::object& made) {
    return "/invites/" + std::string(made.at("invite").at("id").as_string());
  }
  std::string mailed() { return rig.mailed_secret(); }
  static json::object newcomer(const std::string& secret) {
    return {{"secret", secret}, {"name", "Li"}, {"password", "password of li"}};
  }

  RestRig rig;
  Browser ann{rig};
  Browser li{rig};
};

/// Without a mail server, and anybody may make an account.
class RestInvitesByHand : public RestInvites {
 protected:
  RestInvitesByHand() : RestInvites(false) {}
};

TEST_F(RestInvites, RST23_AUTH70_AnInviteForAnAddressIsMailed) {
  const json::object made = make({{"room", "kick"},
                                  {"email", "Li@example.org"},
                                  {"role", "editor"},
                                  {"note", "Come <b>in</b>"},
                                  {"language", "de"}});
  EXPECT_TRUE(made.at("mailed").as_bool());
  EXPECT_EQ(made.at("invite").at("state").as_string(), "pending");
  rig.people.world().run_until_idle();
  ASSERT_EQ(rig.mailer.sent.size(), 1U);
  const port::RenderedMail& mail = rig.mailer.sent[0];
  EXPECT_EQ(mail.to, "li@example.org");
  EXPECT_EQ(mail.subject, "Ann lädt dich zu Studio ein");
  EXPECT_NE(mail.text.find("Come <b>in</b>"), std::string::npos);
  EXPECT_NE(mail.text.find("https://studio.example/join/"), std::string::npos);
  const json::object list = ann.get("/invites?room=kick");
  ASSERT_EQ(list.at("invites").as_array().size(), 1U);
  EXPECT_EQ(list.at("invites").at(0).at("secret"), made.at("secret"));
  EXPECT_TRUE(ann.get("/invites").at("invites").as_array().empty());
}

TEST_F(RestInvites, RST24_AUTH64_ANewAccountComesByTheMailedLink) {
  const json::object made =
      make({{"room", "kick"}, {"email", "li@example.org"}, {"role", "editor"}});
  const json::object offer = li.post(path(made) + "/look", {{"secret", mailed()}});
  EXPECT_EQ(offer.at("room").at("name").as_string(), "Kick-off");
  EXPECT_EQ(offer.at("host").at("name").as_string(), "Ann");
  EXPECT_EQ(offer.at("role").as_string(), "editor");
  EXPECT_TRUE(offer.at("account").as_bool());
  EXPECT_FALSE(offer.at("guest").as_bool());
  EXPECT_FALSE(offer.contains("consent"));
  const core::Access owner{
      {std::string(ann.session().at("principal").at("id").as_string()), "Ann"}};
  const json::object words{{"id", rig.people.uuid()}, {"consent", "Notes are taken."}};
  ASSERT_TRUE(rig.people.room("kick", "room.configure", words, owner));
  EXPECT_EQ(li.post(path(made) + "/look", {{"secret", mailed()}}).at("consent").as_string(),
            "Notes are taken.");
  const json::object joined = li.post(path(made) + "/accept", newcomer(mailed()));
  EXPECT_EQ(joined.at("room").at("id").as_string(), "kick");
  EXPECT_EQ(joined.at("role").as_string(), "editor");
  const json::object me = li.session().at("principal").as_object();
  EXPECT_EQ(me.at("email").as_string(), "li@example.org");
  EXPECT_TRUE(me.at("verified").as_bool());
  EXPECT_EQ(li.get("/rooms/kick").at("role").as_string(), "editor");
  // Accepted again by the same person it is answered alike, and by others not at all.
  EXPECT_EQ(li.post(path(made) + "/accept", {{"secret", mailed()}}).at("role").as_string(),
            "editor");
  Browser eve(rig);
  eve.post(path(made) + "/accept", newcomer(mailed()), 404);
  EXPECT_TRUE(eve.cookies.empty());
}

TEST_F(RestInvitesByHand, RST24_WhoIsSignedInJoinsAsOneself) {
  Browser bob(rig);
  bob.register_as("bob");
  const json::object made = make({{"room", "kick"}});
  const std::string secret(made.at("secret").as_string());
  EXPECT_EQ(bob.post(path(made) + "/look", {{"secret", secret}})
                .at("signed_in_as")
                .at("name")
                .as_string(),
            "bob");
  const json::object joined = bob.post(path(made) + "/accept", {{"secret", secret}});
  EXPECT_EQ(joined.at("principal").at("name").as_string(), "bob");
  EXPECT_EQ(joined.at("role").as_string(), "commenter");
  EXPECT_EQ(ann.get("/invites?room=kick").at("invites").at(0).at("state").as_string(), "accepted");
}

TEST_F(RestInvites, RST24_AUTH64_WhereNoAccountsAreMadeOneComesAsAGuest) {
  rig.services->options.registration = Registration::kClosed;
  make({}, 403);
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  const json::object offer = li.post(path(made) + "/look", {{"secret", mailed()}});
  EXPECT_FALSE(offer.at("account").as_bool());
  EXPECT_TRUE(offer.at("guest").as_bool());
  li.post(path(made) + "/accept", newcomer(mailed()), 403);
  li.post(path(made) + "/accept", {{"secret", mailed()}}, 400);
  li.post(path(made) + "/accept", {{"secret", "invite_wrong"}, {"name", "Li"}}, 404);
  EXPECT_TRUE(li.cookies.empty());
  const json::object joined =
      li.post(path(made) + "/accept", {{"secret", mailed()}, {"name", "Li"}});
  EXPECT_EQ(joined.at("principal").at("kind").as_string(), "guest");
  EXPECT_EQ(li.get("/rooms/kick").at("role").as_string(), "commenter");
  rig.services->options.guests = GuestPolicy::kOff;
  const json::object other = make({{"room", "kick"}});
  Browser eve(rig);
  eve.post(path(other) + "/accept", {{"secret", other.at("secret")}, {"name", "Eve"}}, 401);
}

TEST_F(RestInvites, RST24_AUTH74_LimitsOfTheWorkspaceCloseAccountsToo) {
  ann.send("PATCH", "/admin/limits", R"({"registration": "closed"})");
  make({}, 403);
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  const json::object offer = li.post(path(made) + "/look", {{"secret", mailed()}});
  EXPECT_FALSE(offer.at("account").as_bool());
  EXPECT_TRUE(offer.at("guest").as_bool());
  li.post(path(made) + "/accept", newcomer(mailed()), 403);
  const json::object joined =
      li.post(path(made) + "/accept", {{"secret", mailed()}, {"name", "Li"}});
  EXPECT_EQ(joined.at("principal").at("kind").as_string(), "guest");
  ann.send("PATCH", "/admin/limits", R"({"guests": false})");
  const json::object other = make({{"room", "kick"}});
  Browser eve(rig);
  eve.post(path(other) + "/accept", {{"secret", other.at("secret")}, {"name", "Eve"}}, 401);
}

TEST_F(RestInvitesByHand, RST23_AUTH60_OnlyOwnersInvite) {
  Browser bob(rig);
  bob.register_as("bob");
  make(bob, {}, 403);
  make(bob, {{"room", "kick"}}, 404);
  make(bob, {{"room", "no such room"}}, 404);
  bob.get("/invites", 403);
  bob.get("/invites?room=kick", 404);
  const json::object made = make({{"room", "kick"}, {"role", "editor"}});
  EXPECT_EQ(bob.send("DELETE", path(made))->status(), 404);
  bob.post(path(made) + "/resend", {}, 404);
  bob.post(path(made) + "/accept", {{"secret", made.at("secret")}});
  make(bob, {{"room", "kick"}}, 403);
  bob.get("/invites?room=kick", 403);
  make(li, {{"room", "kick"}}, 401);
  make({{"room", "dm-AAAAAAAAAAAAAAAAAAAAAA"}}, 403);
}

TEST_F(RestInvites, RST23_AUTH63_RevokedAndWrongAnswerAlikeAndGuessingIsLimited) {
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  const std::string secret = mailed();
  const auto body_of = [this](const std::string& where, const std::string& by) {
    const json::object answer = li.post(where + "/look", {{"secret", by}}, 404);
    return std::string(answer.at("error").at("message").as_string());
  };
  const std::string wrong = body_of(path(made), "invite_wrong");
  EXPECT_EQ(body_of("/invites/unknown", secret), wrong);
  EXPECT_EQ(ann.send("DELETE", path(made))->status(), 200);
  EXPECT_EQ(body_of(path(made), secret), wrong);
  int refused = 0;
  for (int i = 0; i < 80; ++i) {
    const auto answer = li.send("POST", path(made) + "/accept",
                                R"({"secret":"invite_guess)" + std::to_string(i) + "\"}");
    if (answer->status() == 429) ++refused;
  }
  EXPECT_GT(refused, 10);
}

TEST_F(RestInvites, RST23_MAIL28_ARevokedInviteIsNotSentAnyMore) {
  rig.mailer.answer_next({port::MailOutcome::Kind::kLater, "451 busy", false});
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  rig.people.world().run_until_idle();
  ASSERT_EQ(rig.mailer.tried.size(), 1U);
  EXPECT_EQ(ann.send("DELETE", path(made))->status(), 200);
  ann.post("/mail/retry", {});
  rig.people.world().run_until_idle();
  EXPECT_EQ(rig.mailer.tried.size(), 1U);
}

TEST_F(RestInvites, RST24_DecliningIsTold) {
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  li.post(path(made) + "/decline", {{"secret", mailed()}});
  li.post(path(made) + "/accept", newcomer(mailed()), 404);
  EXPECT_EQ(ann.get("/invites?room=kick").at("invites").at(0).at("state").as_string(), "declined");
  ann.post(path(made) + "/resend", {}, 404);
}

TEST_F(RestInvites, RST23_AUTH66_ResendingSendsAnotherMail) {
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  const std::string secret = mailed();
  ann.post(path(made) + "/resend", {}, 429);
  rig.people.world().clock().advance(60'000);
  const json::object again = ann.post(path(made) + "/resend", {});
  EXPECT_TRUE(again.at("mailed").as_bool());
  EXPECT_EQ(mailed(), secret);
  ASSERT_EQ(rig.mailer.sent.size(), 2U);
  EXPECT_NE(rig.mailer.sent[0].message_id, rig.mailer.sent[1].message_id);
}

TEST_F(RestInvites, RST23_MAIL25_AnAddressGetsNoMoreThanItsHourAllows) {
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  for (std::size_t i = 1; i < feature::mail::kMailsPerAddress; ++i) {
    ann.post("/mail/test", {{"to", "li@example.org"}}, 202);
  }
  rig.people.world().clock().advance(60'000);
  ann.post(path(made) + "/resend", {}, 429);
  make({{"email", "li@example.org"}}, 429);
}

TEST_F(RestInvitesByHand, AUTH62_WithoutAMailServerTheOwnerPassesTheLinkOn) {
  const json::object made = make({{"email", "li@example.org"}});
  EXPECT_FALSE(made.at("mailed").as_bool());
  const std::string secret(made.at("secret").as_string());
  rig.people.world().run_until_idle();
  const json::object box = ann.get("/mail/outbox");
  const std::string link(box.at("mails").at(0).at("link").as_string());
  EXPECT_TRUE(link.ends_with('#' + secret)) << link;
  json::object body = newcomer(secret);
  li.post(path(made) + "/accept", body, 400);
  body["email"] = "li@example.org";
  li.post(path(made) + "/accept", body);
  EXPECT_FALSE(li.session().at("principal").at("verified").as_bool());
}

TEST_F(RestInvites, AUTH65_ACrashBeforeTheRoomKnowsIsMadeGoodAtTheStart) {
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  const core::Principal me{make_id("u", rig.people.random), "Li"};
  const std::string hash = feature::people::hash_of(rig.people.crypto, mailed());
  ASSERT_TRUE(rig.people.ask(
      "account.create",
      {{"invite", made.at("invite").at("id")}, {"hash", hash}, {"name", "Li"}, {"password", "phc"}},
      me));
  const auto role = [&] {
    const auto found = rig.people.room("kick", "room.look", {}, {me});
    return found ? std::string(found->at("role").as_string()) : "none";
  };
  EXPECT_EQ(role(), "none");
  settle_invites(*rig.services);
  rig.people.world().run_until_idle();
  rig.people.world().advance(50);
  EXPECT_EQ(role(), "commenter");
  EXPECT_TRUE(rig.people.ask("invite.unsettled", {})->at("invites").as_array().empty());
}

TEST_F(RestInvites, AUTH72_AGuestWhoMakesAnAccountKeepsTheIdentity) {
  const core::Access owner{
      {std::string(ann.session().at("principal").at("id").as_string()), "Ann"}};
  const auto link = rig.people.room("kick", "link.create",
                                    {{"id", rig.people.uuid()}, {"role", "editor"}}, owner);
  ASSERT_TRUE(link);
  const json::object joined =
      li.post("/links/" + std::string(link->at("link").at("id").as_string()) + "/join",
              {{"secret", link->at("secret")}, {"name", "Li"}});
  const std::string id(joined.at("principal").at("id").as_string());
  li.session();
  const Browser as_guest = li;
  const json::object made = make({{"room", "kick"}, {"email", "li@example.org"}});
  // Refused at first: the guest is still one.
  li.post(path(made) + "/accept", {{"secret", mailed()}, {"name", "Li"}, {"password", "short"}},
          400);
  EXPECT_TRUE(li.cookies.contains("atelier_guest"));
  const json::object accepted = li.post(path(made) + "/accept", newcomer(mailed()));
  EXPECT_EQ(accepted.at("principal").at("id").as_string(), id);
  EXPECT_EQ(accepted.at("principal").at("kind").as_string(), "user");
  EXPECT_EQ(accepted.at("role").as_string(), "editor");  // no role is lowered
  EXPECT_FALSE(li.cookies.contains("atelier_guest"));
  const json::object me = li.session().at("principal").as_object();
  EXPECT_EQ(me.at("id").as_string(), id);
  EXPECT_EQ(me.at("email").as_string(), "li@example.org");
  EXPECT_EQ(li.get("/rooms/kick").at("role").as_string(), "editor");

  Browser thief = as_guest;
  thief.get("/rooms/kick", 401);
  li.post("/logout", {});
  li.post("/login", {{"email", "li@example.org"}, {"password", "password of li"}});
  EXPECT_EQ(li.session().at("principal").at("id").as_string(), id);
}

TEST_F(RestInvites, AUTH65_BannedPeopleDoNotComeBackByAnInvite) {
  const json::object first = make({{"room", "kick"}, {"email", "li@example.org"}});
  const json::object joined = li.post(path(first) + "/accept", newcomer(mailed()));
  li.session();
  const core::Access owner{
      {std::string(ann.session().at("principal").at("id").as_string()), "Ann"}};
  const auto remove = [&](bool ban) {
    return rig.people.room(
        "kick", "member.remove",
        {{"id", rig.people.uuid()}, {"principal", joined.at("principal").at("id")}, {"ban", ban}},
        owner);
  };
  ASSERT_TRUE(remove(false));
  const json::object second = make({{"room", "kick"}});
  li.post(path(second) + "/accept", {{"secret", second.at("secret")}});
  EXPECT_EQ(li.get("/rooms/kick").at("role").as_string(), "commenter");
  ASSERT_TRUE(remove(true));
  const json::object third = make({{"room", "kick"}});
  li.post(path(third) + "/accept", {{"secret", third.at("secret")}}, 404);
  li.get("/rooms/kick", 404);
}

}  // namespace
}  // namespace atelier::gateway
