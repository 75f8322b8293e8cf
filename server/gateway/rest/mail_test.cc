// RST22: the owner's view of the outbox.
#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

TEST(MailRoutes, MAIL41_ATestMailInTheOwnersLanguage) {
  RestRig rig(GuestPolicy::kLinks, false, true);
  Browser ann(rig);
  ann.set_up();
  ann.send("PATCH", "/me", R"({"language":"de"})");
  const json::object put = ann.post("/mail/test", {}, 202);
  rig.people.world().run_until_idle();
  ASSERT_EQ(rig.mailer.sent.size(), 1U);
  EXPECT_EQ(rig.mailer.sent[0].to, "ann@example.org");
  EXPECT_EQ(rig.mailer.sent[0].subject, "Testmail von Studio");
  ann.post("/mail/test", {{"to", "bob@example.org"}}, 202);
  rig.people.world().run_until_idle();
  ASSERT_EQ(rig.mailer.sent.size(), 2U);
  EXPECT_EQ(rig.mailer.sent[1].to, "bob@example.org");
  for (const char* bad : {"", "bob", "bob@example.org\r\nBcc: eve@example.org"}) {
    ann.post("/mail/test", {{"to", bad}}, 400);
  }
  const json::object box = ann.get("/mail/outbox");
  EXPECT_TRUE(box.at("mail_server").as_bool());
  EXPECT_EQ(box.at("from").as_string(), "rooms@studio.example");
  const json::array& mails = box.at("mails").as_array();
  ASSERT_EQ(mails.size(), 2U);
  for (const json::value& mail : mails) {
    EXPECT_EQ(mail.at("state").as_string(), "sent");
    EXPECT_EQ(mail.at("template").as_string(), "test");
  }
  EXPECT_EQ(mails[0].at("id") == put.at("id"), mails[1].at("id") != put.at("id"));
}

TEST(MailRoutes, RST22_WhatWaitsAndWhy) {
  RestRig rig(GuestPolicy::kLinks, false, true);
  Browser ann(rig);
  ann.set_up();
  rig.mailer.answer_next({port::MailOutcome::Kind::kLater, "451 busy", false});
  ann.post("/mail/test", {}, 202);
  rig.people.world().run_until_idle();
  const json::object box = ann.get("/mail/outbox?limit=1");
  const json::object& mail = box.at("mails").as_array().at(0).as_object();
  EXPECT_EQ(mail.at("state").as_string(), "waiting");
  EXPECT_EQ(mail.at("error").as_string(), "451 busy");
  EXPECT_EQ(mail.at("attempts").as_int64(), 1);
  EXPECT_GT(mail.at("next_at").as_int64(), mail.at("at").as_int64());
  ann.post("/mail/retry", {});
  rig.people.world().run_until_idle();
  EXPECT_EQ(rig.mailer.sent.size(), 1U);
  ann.get("/mail/outbox?limit=0", 400);
  ann.get("/mail/outbox?limit=501", 400);
}

TEST(MailRoutes, MAIL41_WithoutAMailServer) {
  RestRig rig;
  Browser ann(rig);
  ann.set_up();
  ann.post("/mail/test", {}, 503);
  EXPECT_FALSE(ann.get("/mail/outbox").at("mail_server").as_bool());
}

}  // namespace
}  // namespace atelier::gateway
