#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestSummaries : public testing::Test {
 protected:
  explicit RestSummaries(bool mail_server = true) : rig(GuestPolicy::kLinks, false, mail_server) {
    ann.set_up();
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
    owner = {{std::string(ann.session().at("principal").at("id").as_string()), "Ann"}};
    meeting = rig.people.uuid();
    order("meeting.start", {{"id", meeting}, {"title", "First call"}});
  }
  json::object order(const std::string& name, json::object wish) {
    if (!wish.contains("id")) wish["id"] = rig.people.uuid();
    const auto done = rig.people.room("kick", name, wish, owner);
    EXPECT_TRUE(done) << done.error().message;
    return done ? *done : json::object();
  }
  void end() { order("meeting.end", {{"meeting", meeting}}); }
  std::string path(const std::string& verb) { return "/rooms/kick/meetings/" + meeting + verb; }
  json::object send(json::object wish, int status = 202) {
    if (!wish.contains("id")) wish["id"] = rig.people.uuid();
    json::object answer = ann.post(path("/send"), wish, status);
    rig.people.world().run_until_idle();
    return answer;
  }
  /// Li comes as a guest by an invite for this address.
  std::string invite_li() {
    const json::object made =
        ann.post("/invites",
                 {{"id", rig.people.uuid()}, {"room", "kick"}, {"email", "li@example.org"}}, 201);
    const std::string id(made.at("invite").at("id").as_string());
    const json::object joined =
        li.post("/invites/" + id + "/accept", {{"secret", made.at("secret")}, {"name", "Li"}});
    li.session();
    rig.people.world().run_until_idle();
    rig.mailer.sent.clear();
    return std::string(joined.at("principal").at("id").as_string());
  }
  std::string link_of(const port::RenderedMail& mail) {
    const std::size_t from = mail.text.find("https://");
    return mail.text.substr(from, mail.text.find_first_of("\n ", from) - from);
  }

  RestRig rig;
  Browser ann{rig};
  Browser li{rig};
  core::Access owner;
  std::string meeting;
};

/// Links are passed on by hand.
class RestSummariesByHand : public RestSummaries {
 protected:
  RestSummariesByHand() : RestSummaries(false) {}
};

TEST_F(RestSummaries, RST38_MTG10_OwnersSendWhatIsOver) {
  invite_li();
  send({}, 409);
  ann.get(path("/recipients"), 409);
  end();
  li.get(path("/recipients"), 403);
  li.post(path("/send"), {{"id", rig.people.uuid()}}, 403);
  Browser eve(rig);
  eve.post(path("/send"), {{"id", rig.people.uuid()}}, 401);
  send({}, 400);
  send({{"emails", {"no address"}}}, 400);
  send({{"emails", {"eve@example.org\r\nBcc: all@example.org"}}}, 400);
  send({{"people", {"somebody-else"}}}, 400);
  send({{"emails", {"eve@example.org"}}, {"note", std::string(2001, 'x')}}, 400);
  ann.post("/rooms/kick/meetings/none/send", {{"id", rig.people.uuid()}}, 404);
  EXPECT_TRUE(rig.mailer.sent.empty());
}

TEST_F(RestSummaries, RST38_MTG10_ItGoesToGuestsWhoWereInvitedAndToAddresses) {
  const std::string guest = invite_li();
  end();
  const json::object found = ann.get(path("/recipients"));
  EXPECT_TRUE(found.at("mail").as_bool());
  ASSERT_EQ(found.at("people").as_array().size(), 1U);
  EXPECT_EQ(found.at("people").at(0).at("id").as_string(), guest);
  EXPECT_FALSE(json::serialize(found).find("li@example.org") != std::string::npos);
  const json::object sent = send({{"people", {guest}},
                                  {"emails", {"Zoe@example.org", "li@example.org"}},
                                  {"note", "See\nbelow"},
                                  {"language", "de"}});
  EXPECT_EQ(sent.at("sent").at("count").as_int64(), 2);
  ASSERT_EQ(rig.mailer.sent.size(), 2U);
  const port::RenderedMail& mail = rig.mailer.sent[0];
  EXPECT_EQ(mail.to, "li@example.org");
  EXPECT_EQ(mail.subject, "Zusammenfassung: First call");
  EXPECT_NE(mail.text.find("> below"), std::string::npos);
  EXPECT_EQ(rig.mailer.sent[1].to, "zoe@example.org");
  EXPECT_EQ(ann.get(path("")).at("sent").at("count").as_int64(), 2);
}

TEST_F(RestSummaries, MTG12_TheLinkLeadsWhoHasNoAccountToTheSummary) {
  end();
  send({{"emails", {"zoe@example.org"}}});
  ASSERT_EQ(rig.mailer.sent.size(), 1U);
  const std::string link = link_of(rig.mailer.sent[0]);
  const std::size_t hash = link.find('#');
  EXPECT_TRUE(link.ends_with("/summary/" + meeting)) << link;
  const std::string id = link.substr(link.find("/join/") + 6, hash - link.find("/join/") - 6);
  const std::string secret = link.substr(hash + 1, link.find('/', hash) - hash - 1);
  const json::object joined =
      li.post("/links/" + id + "/join", {{"secret", secret}, {"name", "Zoe"}});
  EXPECT_EQ(joined.at("role").as_string(), "commenter");
  li.session();
  EXPECT_EQ(li.get(path("")).at("meeting").at("id").as_string(), meeting);
  // The next ones get the same, until it is revoked.
  send({{"emails", {"kim@example.org"}}});
  EXPECT_EQ(link_of(rig.mailer.sent[1]), link);
  order("link.revoke", {{"link", id}});
  send({{"emails", {"kim@example.org"}}});
  EXPECT_NE(link_of(rig.mailer.sent[2]), link);
}

TEST_F(RestSummaries, MTG11_SentAgainItMailsNobodyTwice) {
  end();
  const json::object wish{{"id", rig.people.uuid()}, {"emails", {"zoe@example.org"}}};
  const json::object first = send(wish);
  EXPECT_EQ(send(wish).at("sent"), first.at("sent"));
  EXPECT_EQ(rig.mailer.sent.size(), 1U);
  for (int i = 0; i < 19; ++i) ann.post("/mail/test", {{"to", "zoe@example.org"}}, 202);
  rig.people.world().run_until_idle();
  // One address takes no more this hour: the others get nothing either.
  send({{"emails", {"kim@example.org", "zoe@example.org"}}}, 429);
  EXPECT_EQ(rig.mailer.sent.size(), 20U);
}

TEST_F(RestSummariesByHand, MTG13_WithoutAMailServerThereIsALinkToPassOn) {
  end();
  EXPECT_FALSE(ann.get(path("/recipients")).at("mail").as_bool());
  const json::object answer = send({});
  EXPECT_FALSE(answer.at("mailed").as_bool());
  EXPECT_NE(answer.at("link").as_string().find("/summary/" + meeting), json::string::npos);
  EXPECT_FALSE(ann.get(path("")).contains("sent"));
}

}  // namespace
}  // namespace atelier::gateway
