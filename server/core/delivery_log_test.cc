#include "core/delivery_log.h"

#include <gtest/gtest.h>

#include "core/answer_slot.h"
#include "port/fake/fake_executor.h"

namespace atelier::core {
namespace {

class DeliveryLogTest : public testing::Test {
 protected:
  struct Sink final : DeliverySink {
    void deliver(const SharedDelivery& delivery) override {
      seen.push_back(delivery->room + std::to_string(delivery->position));
    }
    std::vector<std::string> seen;
  };

  explicit DeliveryLogTest(DeliveryLogOptions options = {})
      : log({&first, &second}, world.clock(), "inc", options) {
    log.add_sink(0, sinks[0]);
    log.add_sink(1, sinks[1]);
  }
  static Delivery durable(std::string room) {
    Delivery delivery;
    delivery.room = std::move(room);
    delivery.seq = 1;
    return delivery;
  }
  void send(port::FakeExecutor& from, Delivery delivery, std::uint64_t loops = 3) {
    std::vector<Outgoing> batch;
    batch.push_back(OutgoingDelivery{std::move(delivery), loops});
    from.run_now([&] { log.send(std::move(batch)); });
  }
  Result<std::vector<SharedDelivery>> recover(DeliveryLog::Missed missed) {
    world.run_until_idle();
    Result<std::vector<SharedDelivery>> found = not_found("no answer");
    log.recover(1, std::move(missed),
                [&](Result<std::vector<SharedDelivery>> result) { found = std::move(result); });
    world.run_until_idle();
    return found;
  }

  port::FakeWorld world{7};
  port::FakeExecutor first{world};
  port::FakeExecutor second{world};
  DeliveryLog log;
  Sink sinks[2];
};

TEST_F(DeliveryLogTest, COR50_EveryLoopDeliversInOneOrder) {
  for (int i = 0; i < 20; ++i) {
    send(first, durable("a"));
    send(second, durable("b"));
    world.step();
  }
  world.run_until_idle();
  EXPECT_EQ(sinks[0].seen.size(), 40U);
  EXPECT_EQ(sinks[0].seen, sinks[1].seen);
}

TEST_F(DeliveryLogTest, COR41_AnswerComesBehindItsDeliveries) {
  std::vector<Outgoing> batch;
  batch.push_back(OutgoingDelivery{durable("a")});
  std::size_t seen_before = 0;
  std::uint64_t position = 0;
  batch.push_back(OutgoingAnswer{1,
                                 [&](Result<Answer> answer) {
                                   seen_before = sinks[1].seen.size();
                                   position = answer->position;
                                 },
                                 Answer{}});
  first.run_now([&] { log.send(std::move(batch)); });
  world.run_until_idle();
  EXPECT_EQ(seen_before, 1U);
  EXPECT_EQ(position, 1U);
}

TEST(AnswerSlot, COR41_IsSilentOnceTheLogIsGone) {
  port::FakeWorld world{1};
  port::FakeExecutor loop{world};
  auto log = std::make_unique<DeliveryLog>(std::vector<port::Executor*>{&loop}, world.clock(), "i");
  int answers = 0;
  const auto count = [&answers](const Result<Answer>&) { ++answers; };
  { const AnswerSlot dropped(*log, 0, count); }
  world.run_until_idle();
  EXPECT_EQ(answers, 1);
  // A store may hold the second until the node is gone.
  auto held = std::make_unique<AnswerSlot>(*log, 0, count);
  log.reset();
  held.reset();
  world.run_until_idle();
  EXPECT_EQ(answers, 1);
}

TEST_F(DeliveryLogTest, COR42_OnlyLoopsWithPeersArePosted) {
  send(first, durable("a"), 2);
  Delivery ephemeral;
  ephemeral.room = "e";
  send(first, std::move(ephemeral), 1);
  world.run_until_idle();
  EXPECT_EQ(sinks[0].seen, std::vector<std::string>{"e0"});
  EXPECT_EQ(sinks[1].seen, std::vector<std::string>{"a1"});
}

TEST_F(DeliveryLogTest, COR51_MissedDeliveriesOfJoinedRoomsComeBack) {
  send(first, durable("a"));
  send(first, durable("b"));
  Delivery mine = durable("a");
  mine.audience = Audience::kPrincipals;
  mine.principals = {"ann"};
  send(first, mine);
  mine.principals = {"bob"};
  send(first, mine);
  Delivery own = durable("a");
  own.except_peer = 9;
  send(first, own);
  send(first, durable("a"));
  const auto found = recover({1, {{"a", 0}}, "ann", 9});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0]->position, 3U);
  EXPECT_EQ((*found)[1]->position, 6U);
  EXPECT_EQ(recover({1, {{"a", 5}}, "ann", 9})->size(), 1U);
}

// A connection that comes and goes: what it gets live and by recovery is everything, once, in
// order.
class Returning final : public DeliverySink {
 public:
  explicit Returning(DeliveryLog& log) : log_(log) {}
  void deliver(const SharedDelivery& delivery) override {
    if (connected_) got.push_back(delivery->position);
  }
  void lose() { connected_ = false; }
  void come_back() {
    if (connected_ || recovering_) return;
    recovering_ = true;
    log_.recover(1, {got.empty() ? 0 : got.back(), {{"a", 0}}},
                 [this](const Result<std::vector<SharedDelivery>>& missed) {
                   ASSERT_TRUE(missed);
                   for (const SharedDelivery& each : *missed) got.push_back(each->position);
                   connected_ = true;
                   recovering_ = false;
                 });
  }
  std::vector<std::uint64_t> got;

 private:
  DeliveryLog& log_;
  bool connected_ = true;
  bool recovering_ = false;
};

TEST_F(DeliveryLogTest, COR51_RecoveryHasNoGapAndNothingTwice) {
  Returning client(log);
  log.add_sink(1, client);
  for (int i = 0; i < 3000; ++i) {
    const std::uint64_t dice = world.random().below(10);
    if (dice == 0) second.run_now([&] { client.lose(); });
    if (dice == 1) second.run_now([&] { client.come_back(); });
    if (dice < 6) send(dice % 2 == 0 ? first : second, durable("a"));
    for (std::uint64_t steps = world.random().below(4); steps > 0; --steps) world.step();
  }
  world.run_until_idle();
  second.run_now([&] { client.come_back(); });
  world.run_until_idle();
  ASSERT_GT(client.got.size(), 1000U);
  for (std::size_t i = 0; i < client.got.size(); ++i) ASSERT_EQ(client.got[i], i + 1);
}

TEST_F(DeliveryLogTest, COR51_NeverAPart) {
  send(first, durable("a"));
  world.run_until_idle();
  world.advance(11 * 60 * 1000);
  send(first, durable("a"));
  EXPECT_FALSE(recover({0, {{"a", 0}}}));
  EXPECT_TRUE(recover({1, {{"a", 0}}}));
  EXPECT_FALSE(recover({77, {{"a", 0}}}));
}

TEST_F(DeliveryLogTest, COR52_OffsetsOfAnotherIncarnationAreUnknown) {
  EXPECT_EQ(log.offset(12), "inc.12");
  EXPECT_EQ(log.position_of("inc.12"), 12U);
  for (const char* text : {"", "inc.", "inc.x", "inc.1x", "other.12", "inc12", "inc.-1"}) {
    EXPECT_FALSE(log.position_of(text)) << text;
  }
}

class SmallDeliveryLogTest : public DeliveryLogTest {
 protected:
  SmallDeliveryLogTest() : DeliveryLogTest({10 * 60 * 1000, 2000}) {}
};

TEST_F(SmallDeliveryLogTest, COR51_KeptBytesAreBounded) {
  for (int i = 0; i < 5; ++i) {
    Delivery large = durable("a");
    large.args = std::string(600, 'x');
    send(first, std::move(large));
  }
  EXPECT_FALSE(recover({0, {{"a", 0}}}));
  EXPECT_EQ(recover({4, {{"a", 0}}})->size(), 1U);
}

}  // namespace
}  // namespace atelier::core
