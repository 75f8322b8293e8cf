// The outbox: bounds, what is kept and what goes, and mail without a mail server.
#include "feature/mail/outbox_rig_test_support.h"
#include "gtest/gtest.h"

namespace atelier::feature::mail {
namespace {

using Kind = port::MailOutcome::Kind;

constexpr const char* kSecret = "#secret";

TEST(OutboxBounds, MAIL25_TwentyAnHourToOneAddress) {
  OutboxRig rig;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(rig.put(OutboxRig::invite("a" + std::to_string(i))), "ok");
  EXPECT_EQ(rig.put(OutboxRig::invite("more")), "rate_limited");
  EXPECT_EQ(rig.put(OutboxRig::invite("a3")), "ok");  // known: nothing is sent for it
  EXPECT_EQ(rig.put(OutboxRig::invite("other", "bob@example.org")), "ok");
  std::optional<DurationMs> after;
  rig.outbox->may_write_to("ann@example.org", [&after](const Result<void>& may) {
    after = may ? 0 : may.error().retry_after_ms;
  });
  rig.settle();
  EXPECT_EQ(after, kHour);
  rig.wish(OutboxRig::invite("event"));
  rig.outbox->look("event");
  rig.pass(59 * kMinute);
  EXPECT_EQ(rig.mailer.sent.size(), 21U);
  rig.pass(kMinute);
  EXPECT_EQ(rig.mailer.sent.size(), 22U);
  EXPECT_EQ(rig.put(OutboxRig::invite("later")), "ok");
}

TEST(OutboxBounds, MAIL25_TenThousandWait) {
  OutboxRig rig;
  rig.mailer.answer_next({Kind::kLater, "away", true});
  rig.put(OutboxRig::invite("first"));
  for (int i = 1; i < 10'050; i += 50) {
    std::vector<port::Write> writes;
    for (int j = i; j < i + 50; ++j) {
      const std::string id = "m" + std::to_string(j);
      writes.push_back(core::mail_row("main", OutboxRig::invite(id, id + "@example.org"),
                                      rig.world.clock().wall()));
    }
    rig.write(std::move(writes));
  }
  rig.crash();
  rig.mailer.answer_next({Kind::kLater, "away", true});
  rig.start();
  EXPECT_EQ(rig.put(OutboxRig::invite("another")), "unavailable");
  // What did not fit into memory is found once there is room.
  rig.pass(kHour);
  EXPECT_EQ(rig.mailer.sent.size(), 10'051U);
  EXPECT_EQ(rig.put(OutboxRig::invite("another", "bob@example.org")), "ok");
}

TEST(OutboxBounds, MAIL26_WordsAndLinksGoWithTheSending) {
  OutboxRig rig;
  rig.mailer.answer_next({Kind::kLater, "451 busy", false});
  core::Mail mail = OutboxRig::invite("a");
  mail.values["note"] = "between the two of us";
  rig.put(mail);
  EXPECT_NE(rig.stored().find(kSecret), std::string::npos);
  rig.pass(kMinute);
  ASSERT_EQ(rig.states(), "a:sent");
  EXPECT_EQ(rig.stored().find(kSecret), std::string::npos);
  EXPECT_EQ(rig.stored().find("between"), std::string::npos);
  EXPECT_EQ(rig.list()[0].sent_at, rig.world.clock().wall());
  EXPECT_EQ(rig.list()[0].link, "");
  rig.pass(30 * 24 * kHour);
  EXPECT_EQ(rig.states(), "");
  EXPECT_EQ(rig.stored().find("ann@example.org"), std::string::npos);
}

TEST(OutboxBounds, MAIL27_WithoutAMailServerTheOwnerGetsTheLink) {
  OutboxRig rig(false);
  EXPECT_FALSE(rig.outbox->has_mail_server());
  core::Mail mail = OutboxRig::invite("a");
  mail.until = rig.world.clock().wall() + 2 * kHour;
  EXPECT_EQ(rig.put(mail), "ok");
  rig.wish(OutboxRig::invite("b"));
  rig.outbox->look("b");
  rig.settle();
  EXPECT_EQ(rig.states(), "a:unsent b:unsent");
  EXPECT_EQ(rig.list()[0].link, "https://studio.example/join/1#secret");
  rig.crash();
  rig.start(true);  // with a mail server from now on
  rig.pass(kHour);
  EXPECT_TRUE(rig.mailer.tried.empty());
  EXPECT_EQ(rig.states(), "a:unsent b:unsent");
  rig.pass(kHour + kMinute);
  EXPECT_EQ(rig.states(), "b:unsent");
  rig.pass(30 * 24 * kHour);
  EXPECT_EQ(rig.states(), "");
  EXPECT_EQ(rig.stored(), "");
}

TEST(OutboxBounds, MAIL28_WhatIsTakenBackIsNotSent) {
  OutboxRig rig;
  rig.mailer.answer_next({Kind::kLater, "451 busy", false}, 2);
  rig.put(OutboxRig::invite("told"));
  rig.put(OutboxRig::invite("untold"));
  std::vector<port::Write> writes;
  writes.push_back(core::mail_withdrawal("main", "told"));
  writes.push_back(core::mail_withdrawal("main", "untold"));
  rig.write(std::move(writes));
  rig.outbox->look("told");
  rig.settle();
  EXPECT_EQ(rig.states(), "");
  rig.pass(kHour);
  EXPECT_TRUE(rig.mailer.sent.empty());
  EXPECT_EQ(rig.stored(), "");
}

TEST(OutboxBounds, MAIL28_TakenBackWhileItIsOnItsWay) {
  OutboxRig rig;
  rig.mailer.silent = true;
  rig.put(OutboxRig::invite("a"));
  std::vector<port::Write> writes;
  writes.push_back(core::mail_withdrawal("main", "a"));
  rig.write(std::move(writes));
  rig.outbox->look("a");
  rig.settle();
  rig.crash();
  rig.mailer.silent = false;
  rig.start();
  EXPECT_EQ(rig.mailer.tried.size(), 1U);
}

TEST(OutboxBounds, MAIL32_AWishThatCannotBeAMailIsRefused) {
  OutboxRig rig;
  core::Mail mail = OutboxRig::invite("a");
  mail.values.erase("link");
  EXPECT_EQ(rig.put(mail), "invalid");
  EXPECT_EQ(rig.put(OutboxRig::invite("b", "ann@example.org\r\nRCPT TO:<eve@example.org>")),
            "invalid");
  rig.wish(mail);
  rig.outbox->look("a");
  rig.settle();
  ASSERT_EQ(rig.states(), "a:refused");
  EXPECT_EQ(rig.list()[0].error, "The mail lacks a good value for link.");
  EXPECT_TRUE(rig.mailer.tried.empty());
}

TEST(OutboxBounds, MAIL40_NewestFirstWithLinksOfWhatIsNotGoingToBeSent) {
  OutboxRig rig;
  rig.put(OutboxRig::invite("one"));
  rig.pass(kSecond);
  rig.mailer.answer_next({Kind::kRefused, "550 no such mailbox", false});
  core::Mail mail = OutboxRig::invite("two");
  mail.until = rig.world.clock().wall() + kHour;
  rig.put(mail);
  rig.pass(kSecond);
  rig.mailer.answer_next({Kind::kLater, "451 busy", false}, 100);
  rig.put(OutboxRig::invite("three"));
  rig.pass(kSecond);
  rig.put(OutboxRig::invite("four"));
  EXPECT_EQ(rig.states(), "four:waiting three:waiting two:refused one:sent");
  EXPECT_EQ(rig.list()[2].link, "https://studio.example/join/1#secret");
  EXPECT_EQ(rig.list()[2].error, "550 no such mailbox");
  EXPECT_EQ(rig.list()[0].link, "");
  EXPECT_EQ(rig.list(3).size(), 3U);
  rig.pass(2 * kHour);
  EXPECT_EQ(rig.list()[2].link, "");
}

TEST(OutboxBounds, MAIL42_WhatFailedIsTriedAtOnce) {
  OutboxRig rig;
  for (int i = 0; i < 20; ++i) rig.put(OutboxRig::invite("a" + std::to_string(i)));
  rig.wish(OutboxRig::invite("a20"));  // waits for its hour
  rig.outbox->look("a20");
  rig.settle();
  rig.mailer.answer_next({Kind::kLater, "451 busy", false});
  rig.put(OutboxRig::invite("busy", "bob@example.org"));
  rig.mailer.answer_next({Kind::kLater, "away", true});
  rig.put(OutboxRig::invite("away", "cyd@example.org"));
  rig.outbox->hurry();
  rig.settle();
  EXPECT_EQ(rig.mailer.sent.size(), 22U);
  EXPECT_EQ(rig.list()[0].id + rig.list()[0].state, "a20waiting");
}

TEST(OutboxBounds, MAIL22_DrainingWaitsForTheOneUnderWay) {
  OutboxRig rig;
  rig.put(OutboxRig::invite("a"));
  rig.wish(OutboxRig::invite("b"));
  bool drained = false;
  rig.outbox->look("b");
  rig.world.step();
  rig.outbox->drain([&drained] { drained = true; });
  rig.settle();
  EXPECT_TRUE(drained);
  rig.crash();
  rig.start();
  EXPECT_EQ(rig.mailer.sent.size(), 2U);
}

}  // namespace
}  // namespace atelier::feature::mail
