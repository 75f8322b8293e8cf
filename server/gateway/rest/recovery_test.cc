#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestRecovery : public testing::Test {
 protected:
  RestRecovery() { ann.set_up(); }
  std::string mailed() { return rig.mailed_secret(); }
  int log_in(Browser& who, const std::string& email, const std::string& password) {
    const json::object form{{"email", email}, {"password", password}};
    return who.send("POST", "/login", json::serialize(form))->status();
  }

  RestRig rig{GuestPolicy::kLinks, true, true};
  Browser ann{rig};
  Browser phone{rig};
};

TEST_F(RestRecovery, RST25_AUTH69_AForgottenPasswordIsSetAnew) {
  phone.post("/password/forgot", {{"email", "ann@example.org"}}, 202);
  rig.people.world().run_until_idle();
  const std::string secret = mailed();
  EXPECT_TRUE(secret.starts_with("reset_")) << secret;
  phone.post("/password/reset", {{"secret", secret}, {"password", "short"}}, 400);
  const json::object session =
      phone.post("/password/reset", {{"secret", secret}, {"password", "a newer password"}});
  EXPECT_EQ(session.at("principal").at("name").as_string(), "Ann");
  EXPECT_TRUE(phone.cookies.contains("atelier_login"));
  ann.get("/rooms", 401);  // all logins have ended
  EXPECT_EQ(log_in(ann, "ann@example.org", "password of ann"), 401);
  EXPECT_EQ(log_in(ann, "ann@example.org", "a newer password"), 200);
  phone.post("/password/reset", {{"secret", secret}, {"password", "a newer password"}}, 404);
  phone.post("/password/reset", {{"secret", "reset_wrong"}, {"password", "x"}}, 404);
}

TEST_F(RestRecovery, RST25_AUTH69_AskingAnswersAlikeWhetherThereIsAnAccount) {
  const auto ask = [this](const std::string& email) {
    return phone.send("POST", "/password/forgot", R"({"email":")" + email + "\"}");
  };
  const auto known = ask("ann@example.org");
  const auto unknown = ask("nobody@example.org");
  EXPECT_EQ(known->status(), 202);
  EXPECT_EQ(known->response->body, unknown->response->body);
  EXPECT_EQ(known->response->headers, unknown->response->headers);
  rig.people.world().run_until_idle();
  EXPECT_EQ(rig.mailer.sent.size(), 1U);
  for (int i = 0; i < 12; ++i) ask("ann@example.org");
  EXPECT_EQ(ask("ann@example.org")->status(), 429);
}

TEST_F(RestRecovery, RST26_AUTH68_AnotherAddressNeedsThePasswordAndItsProof) {
  ann.post("/me/email", {{"email", "anna@example.org"}}, 401);
  ann.post("/me/email", {{"email", "anna@example.org"}, {"password", "wrong"}}, 401);
  ann.post("/me/email", {{"email", "anna@example.org"}, {"password", "password of ann"}}, 202);
  const std::string secret = mailed();
  EXPECT_EQ(ann.session().at("principal").at("email").as_string(), "ann@example.org");
  EXPECT_EQ(phone.post("/email/confirm", {{"secret", secret}}).at("email").as_string(),
            "anna@example.org");
  EXPECT_EQ(ann.session().at("principal").at("email").as_string(), "anna@example.org");
  EXPECT_TRUE(ann.session().at("principal").at("verified").as_bool());
  phone.post("/email/confirm", {{"secret", secret}}, 404);
}

TEST_F(RestRecovery, RST26_AUTH68_TheSameAddressIsVerifiedWithoutAPassword) {
  EXPECT_FALSE(ann.session().at("principal").at("verified").as_bool());
  ann.post("/me/email", {{"email", "ann@example.org"}}, 202);
  phone.post("/email/confirm", {{"secret", mailed()}});
  EXPECT_TRUE(ann.session().at("principal").at("verified").as_bool());
  phone.post("/me/email", {{"email", "x@example.org"}}, 401);
}

TEST_F(RestRecovery, RST4_AUTH67_WithMailAskingForAnAccountTellsNothing) {
  const auto ask = [this](const std::string& email) {
    return phone.send("POST", "/register", R"({"email":")" + email + "\"}");
  };
  const auto fresh = ask("li@example.org");
  const auto taken = ask("ann@example.org");
  EXPECT_EQ(fresh->status(), 202);
  EXPECT_EQ(fresh->response->body, R"({"mailed":true})");
  EXPECT_EQ(fresh->response->body, taken->response->body);
  EXPECT_EQ(ask("no address")->status(), 400);
  rig.people.world().run_until_idle();
  ASSERT_EQ(rig.mailer.sent.size(), 2U);
  EXPECT_TRUE(mailed().starts_with("reset_"));
  rig.mailer.tried.pop_back();
  const std::string& text = rig.mailer.tried.back().text;
  const std::size_t from = text.find("/join/") + 6;
  const std::string at = "/invites/" + text.substr(from, text.find('#') - from);
  const json::object offer = phone.post(at + "/look", {{"secret", mailed()}});
  EXPECT_TRUE(offer.at("asked_for").as_bool());
  phone.post(at + "/accept",
             {{"secret", mailed()}, {"name", "Li"}, {"password", "password of li"}});
  const json::object me = phone.session().at("principal").as_object();
  EXPECT_EQ(me.at("email").as_string(), "li@example.org");
  EXPECT_TRUE(me.at("verified").as_bool());
  EXPECT_EQ(me.at("workspace_role").as_string(), "member");
}

TEST_F(RestRecovery, RST1_RST6_TheSessionSaysWhatIsSetUpAndTheStatus) {
  rig.services->options.registration = Registration::kInvite;
  EXPECT_EQ(ann.send("PATCH", "/me", R"({"status":{"text":"On a train"}})")->status(), 200);
  const json::object session = ann.session();
  EXPECT_EQ(session.at("registration").as_string(), "invite");
  EXPECT_TRUE(session.at("mail").as_bool());
  EXPECT_EQ(session.at("principal").at("status").at("text").as_string(), "On a train");
  EXPECT_EQ(ann.send("PATCH", "/me", R"({"status":null})")->status(), 200);
  EXPECT_FALSE(ann.session().at("principal").as_object().contains("status"));
}

}  // namespace
}  // namespace atelier::gateway
