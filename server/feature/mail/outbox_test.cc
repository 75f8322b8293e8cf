#include "feature/mail/outbox_rig_test_support.h"
#include "gtest/gtest.h"

namespace atelier::feature::mail {
namespace {

using Kind = port::MailOutcome::Kind;

const port::MailOutcome kBusy{Kind::kLater, "451 try again later", false};
const port::MailOutcome kAway{Kind::kLater, "could not connect", true};
const port::MailOutcome kNobody{Kind::kRefused, "550 no such mailbox", false};

TEST(Outbox, MAIL20_StoredBeforeItIsAcknowledgedAndSent) {
  OutboxRig rig;
  rig.store.hold_callbacks();
  std::string answer = "(none)";
  rig.outbox->put(OutboxRig::invite("a"),
                  [&answer](const Result<void>& result) { answer = result ? "ok" : "bad"; });
  rig.settle();
  EXPECT_EQ(answer, "(none)");
  EXPECT_TRUE(rig.mailer.tried.empty());
  rig.store.release_all();
  rig.settle();
  EXPECT_EQ(answer, "ok");
  ASSERT_EQ(rig.mailer.sent.size(), 1U);
  const port::RenderedMail& mail = rig.mailer.sent[0];
  EXPECT_EQ(mail.to, "ann@example.org");
  EXPECT_EQ(mail.from, "rooms@studio.example");
  EXPECT_EQ(mail.message_id, "a@studio.example");
  EXPECT_EQ(mail.at, rig.world.clock().wall());
  EXPECT_NE(mail.text.find("https://studio.example/join/1#secret"), std::string::npos);
}

TEST(Outbox, MAIL20_AnIdIsSentOnce) {
  OutboxRig rig;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(rig.put(OutboxRig::invite("a")), "ok");
  rig.mailer.answer_next(kBusy);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(rig.put(OutboxRig::invite("b")), "ok");
  rig.crash();
  rig.start();
  EXPECT_EQ(rig.put(OutboxRig::invite("a")), "ok");
  rig.pass(kHour);
  EXPECT_EQ(rig.mailer.sent.size(), 2U);
  for (const char* bad : {"", "a b", "a@b", "a\r\nb"}) {
    EXPECT_EQ(rig.put(OutboxRig::invite(bad)), "invalid") << bad;
  }
  EXPECT_EQ(rig.put(OutboxRig::invite(std::string(65, 'a'))), "invalid");
}

TEST(Outbox, MAIL20_AStoreThatFailsIsSaidSo) {
  OutboxRig rig;
  rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  EXPECT_EQ(rig.put(OutboxRig::invite("a")), "unavailable");
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnavailable, false});
  EXPECT_EQ(rig.put(OutboxRig::invite("a")), "unavailable");
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnknown, false});
  EXPECT_EQ(rig.put(OutboxRig::invite("a")), "unavailable");
  EXPECT_TRUE(rig.mailer.tried.empty());
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnknown, true});
  EXPECT_EQ(rig.put(OutboxRig::invite("a")), "ok");
  EXPECT_EQ(rig.mailer.sent.size(), 1U);
}

TEST(Outbox, MAIL21_AWishOfAnEventIsFoundAtOnceLaterOrAtTheStart) {
  OutboxRig rig;
  rig.wish(OutboxRig::invite("told"));
  rig.outbox->look("told");
  rig.settle();
  EXPECT_EQ(rig.mailer.sent.size(), 1U);
  rig.wish(OutboxRig::invite("untold"));
  rig.settle();
  EXPECT_EQ(rig.mailer.sent.size(), 1U);
  rig.pass(10 * kMinute + kSecond);
  EXPECT_EQ(rig.mailer.sent.size(), 2U);
  rig.wish(OutboxRig::invite("crashed"));
  rig.crash();
  rig.start();
  EXPECT_EQ(rig.mailer.sent.size(), 3U);
}

TEST(Outbox, MAIL22_ACrashAtAnyWriteLosesNothingAndRepeatsOnlyTheUnknown) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    OutboxRig rig(true, seed);
    std::size_t writes = 0;
    const std::size_t deadly = seed % 6;
    rig.store.on_write(
        [&](const std::vector<port::Write>&) -> std::optional<port::MemoryStore::Fault> {
          if (writes++ != deadly) return std::nullopt;
          rig.store.crash();
          return port::MemoryStore::Fault{port::StoreStatus::kUnknown, seed % 2 == 0};
        });
    std::size_t acknowledged = 0;
    for (const char* id : {"a", "b", "c"}) {
      if (rig.put(OutboxRig::invite(id)) == "ok") ++acknowledged;
    }
    rig.store.on_write(nullptr);
    rig.crash();
    rig.start();
    rig.pass(kMinute);
    std::map<std::string, int> times;
    for (const port::RenderedMail& mail : rig.mailer.sent) ++times[mail.message_id];
    EXPECT_GE(times.size(), acknowledged) << seed;
    int repeated = 0;
    for (const auto& [id, count] : times) repeated += count - 1;
    EXPECT_LE(repeated, 1) << seed;
  }
}

TEST(Outbox, MAIL22_WhatCannotBeNotedIsNotSentAgain) {
  OutboxRig rig;
  EXPECT_EQ(rig.put(OutboxRig::invite("first")), "ok");
  rig.pass(kSecond);
  rig.mailer.silent = true;
  EXPECT_EQ(rig.put(OutboxRig::invite("a")), "ok");
  rig.crash();
  rig.mailer.silent = false;
  rig.start();  // whether "a" had arrived is not known: once more
  EXPECT_EQ(rig.mailer.sent.size(), 3U);
  EXPECT_EQ(rig.mailer.sent[1].message_id, rig.mailer.sent[2].message_id);
  EXPECT_EQ(rig.mailer.sent[1].at, rig.mailer.sent[2].at);
  rig.pass(kSecond);
  rig.wish(OutboxRig::invite("b"));
  rig.store.fail_next_writes(5, {port::StoreStatus::kUnavailable, false});
  rig.outbox->look("b");
  rig.pass(kMinute);
  EXPECT_EQ(rig.mailer.sent.size(), 4U);
  EXPECT_EQ(rig.states(), "b:sent a:sent first:sent");
}

TEST(Outbox, MAIL23_TriesAgainAtLongerAndLongerIntervals) {
  OutboxRig rig;
  rig.mailer.answer_next(kBusy, 1000);
  const WallMs begin = rig.world.clock().wall();
  rig.put(OutboxRig::invite("a"));
  std::vector<DurationMs> tries{0};
  for (int minute = 0; minute < 4 * 24 * 60; ++minute) {
    const std::size_t before = rig.mailer.tried.size();
    rig.pass(kMinute);
    if (rig.mailer.tried.size() > before) tries.push_back(rig.world.clock().wall() - begin);
  }
  const std::vector<DurationMs> first(tries.begin(), tries.begin() + 7);
  EXPECT_EQ(first, (std::vector<DurationMs>{0, kMinute, 6 * kMinute, 21 * kMinute, 81 * kMinute,
                                            321 * kMinute, 561 * kMinute}));
  EXPECT_LE(tries.back(), 72 * kHour);
  EXPECT_GE(tries.back(), 64 * kHour);
  ASSERT_EQ(rig.states(), "a:given_up");
  EXPECT_EQ(rig.list()[0].error, "451 try again later");
  EXPECT_EQ(rig.list()[0].attempts, static_cast<int>(tries.size()));
}

TEST(Outbox, MAIL23_TheNextTryAndItsCountSurviveARestart) {
  OutboxRig rig;
  rig.mailer.answer_next(kBusy, 2);
  rig.put(OutboxRig::invite("a"));
  rig.pass(kMinute);
  EXPECT_EQ(rig.mailer.tried.size(), 2U);
  rig.crash();
  rig.start();
  EXPECT_EQ(rig.mailer.tried.size(), 2U);
  EXPECT_EQ(rig.outbox->stats().waiting, 1U);
  EXPECT_EQ(rig.outbox->stats().failed, 0U);  // since the start
  const MailState waiting = rig.list()[0];
  EXPECT_EQ(waiting.attempts, 2);
  EXPECT_EQ(waiting.error, "451 try again later");
  EXPECT_EQ(waiting.next_at, rig.world.clock().wall() + 5 * kMinute);
  EXPECT_EQ(waiting.link, "");
  rig.pass(5 * kMinute);
  EXPECT_EQ(rig.mailer.sent.size(), 1U);
  EXPECT_EQ(rig.outbox->stats().waiting, 0U);
  EXPECT_EQ(rig.outbox->stats().sent, 1U);
}

TEST(Outbox, MAIL23_NoLongerThanItMakesSense) {
  OutboxRig rig;
  rig.mailer.answer_next(kBusy, 100);
  core::Mail mail = OutboxRig::invite("a");
  mail.until = rig.world.clock().wall() + kHour;
  rig.put(mail);
  rig.pass(5 * kHour);
  EXPECT_EQ(rig.mailer.tried.size(), 4U);
  EXPECT_EQ(rig.stored().find("mail/wait/"), std::string::npos);
}

TEST(Outbox, MAIL24_WhatHoldsForAllIsTriedWithOne) {
  OutboxRig rig;
  rig.mailer.answer_next(kAway, 4);
  for (const char* id : {"a", "b", "c"}) rig.put(OutboxRig::invite(id));
  EXPECT_EQ(rig.mailer.tried.size(), 1U);
  rig.pass(kMinute);
  EXPECT_EQ(rig.mailer.tried.size(), 2U);
  EXPECT_NE(rig.mailer.tried[0].message_id, rig.mailer.tried[1].message_id);
  rig.pass(2 * kMinute);
  rig.pass(4 * kMinute);
  EXPECT_EQ(rig.mailer.tried.size(), 4U);
  EXPECT_TRUE(rig.mailer.sent.empty());
  rig.pass(5 * kMinute);
  EXPECT_EQ(rig.mailer.sent.size(), 3U);
  EXPECT_EQ(rig.mailer.tried.size(), 7U);
}

}  // namespace
}  // namespace atelier::feature::mail
