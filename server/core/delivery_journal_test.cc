#include "core/delivery_journal.h"

#include <gtest/gtest.h>

#include "core/delivery_log.h"
#include "core/ledger.h"
#include "port/fake/fake_executor.h"
#include "port/fake/memory_store.h"

namespace atelier::core {
namespace {

class DeliveryJournalTest : public testing::Test {
 protected:
  DeliveryJournalTest() { start("one"); }

  void start(const std::string& incarnation) {
    log.reset();
    journal =
        std::make_unique<DeliveryJournal>(store, loop, world.clock(), "delivery", incarnation);
    log = std::make_unique<DeliveryLog>(std::vector<port::Executor*>{&loop}, world.clock(),
                                        incarnation);
    log->set_journal(*journal);
  }
  void deliver(const std::string& room, std::uint64_t seq, bool flush = true) {
    Delivery delivery;
    delivery.room = room;
    delivery.seq = seq;
    std::vector<Outgoing> batch;
    batch.push_back(OutgoingDelivery{std::move(delivery)});
    loop.run_now([&] { log->send(std::move(batch)); });
    if (flush) world.run_until_idle();
  }
  Result<DeliveryJournal::Seqs> seqs_at(std::string offset, DeliveryJournal::Rooms rooms) {
    Result<DeliveryJournal::Seqs> result = not_found("no answer");
    log->seqs_at(0, std::move(offset), std::move(rooms),
                 [&](Result<DeliveryJournal::Seqs> seqs) { result = std::move(seqs); });
    world.run_until_idle();
    return result;
  }

  port::FakeWorld world;
  port::FakeExecutor disk{world};
  port::FakeExecutor loop{world};
  port::MemoryStore store{disk, world.clock()};
  std::unique_ptr<DeliveryJournal> journal;
  std::unique_ptr<DeliveryLog> log;
};

TEST_F(DeliveryJournalTest, COR53_OffsetBecomesSeqsAfterARestart) {
  deliver("a", 10);
  deliver("b", 3);
  deliver("a", 12);
  deliver("a", 13);
  start("two");
  const auto seqs = seqs_at("one.3", {{"a", {9, 0}}, {"b", {2, 0}}, {"quiet", {7, 1}}});
  ASSERT_TRUE(seqs);
  EXPECT_EQ(*seqs, (DeliveryJournal::Seqs{{"a", 12}, {"b", 3}, {"quiet", 7}}));
  EXPECT_EQ(seqs_at("one.4", {{"a", {9, 0}}})->at("a"), 13U);
}

TEST_F(DeliveryJournalTest, COR53_JoinBehindTheLastDeliveryCounts) {
  deliver("a", 10);
  deliver("b", 1);
  start("two");
  EXPECT_EQ(seqs_at("one.2", {{"a", {11, 1}}})->at("a"), 11U);
}

TEST_F(DeliveryJournalTest, COR53_WhatIsNotKnownExactlyIsNotFound) {
  deliver("a", 10);
  start("two");
  EXPECT_FALSE(seqs_at("one.2", {{"a", {9, 0}}}));
  EXPECT_FALSE(seqs_at("zero.1", {{"a", {9, 0}}}));
  for (const char* text : {"", ".", "one", "one.", ".1", "one.x", "one.1x"}) {
    EXPECT_FALSE(seqs_at(text, {{"a", {9, 0}}})) << text;
  }
  world.advance(25LL * 60 * 60 * 1000);
  EXPECT_FALSE(seqs_at("one.1", {{"a", {9, 0}}}));
}

TEST_F(DeliveryJournalTest, COR53_ManyRecordsAreReadBackwards) {
  deliver("old", 5);
  for (std::uint64_t seq = 1; seq <= 300; ++seq) deliver("a", seq, seq % 3 == 0);
  start("two");
  const auto seqs = seqs_at("one.301", {{"old", {1, 0}}, {"a", {0, 0}}});
  ASSERT_TRUE(seqs);
  EXPECT_EQ(seqs->at("old"), 5U);
  EXPECT_EQ(seqs->at("a"), 300U);
}

TEST_F(DeliveryJournalTest, COR53_FailedWritesAreTriedAgain) {
  store.fail_next_writes(2, {port::StoreStatus::kUnavailable, false});
  deliver("a", 10);
  deliver("a", 11);
  world.advance(5000);
  start("two");
  EXPECT_EQ(seqs_at("one.2", {{"a", {9, 0}}})->at("a"), 11U);
}

TEST_F(DeliveryJournalTest, COR53_DamagedRecordsAreNotFound) {
  for (const char* value : {"", "7", "[]", "[1]", "[[1]]", R"([["1","a",1]])", R"([[1,2,3]])"}) {
    store.transact({port::Put{{"delivery", Ledger::sequence_key("bad/", 1)}, value}},
                   [](const port::WriteResult&) {});
    world.run_until_idle();
    EXPECT_FALSE(seqs_at("bad.1", {{"a", {0, 0}}})) << value;
  }
}

TEST_F(DeliveryJournalTest, COR53_WritesInDoubtMayOverlap) {
  store.fail_next_writes(1, {port::StoreStatus::kUnknown, true});
  deliver("a", 10);
  deliver("b", 1);
  world.advance(5000);
  deliver("b", 2);
  start("two");
  EXPECT_EQ(*seqs_at("one.3", {{"a", {9, 0}}, {"b", {0, 0}}, {"c", {4, 0}}}),
            (DeliveryJournal::Seqs{{"a", 10}, {"b", 2}, {"c", 4}}));
}

TEST_F(DeliveryJournalTest, COR53_FailedReadIsNotFound) {
  deliver("a", 10);
  start("two");
  store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  EXPECT_FALSE(seqs_at("one.1", {{"a", {9, 0}}}));
}

}  // namespace
}  // namespace atelier::core
