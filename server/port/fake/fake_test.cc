// The fakes' own promises: order per caller, time, turn ends and injected faults.
#include "port/fake/fake_executor.h"
#include "port/fake/fake_pool.h"
#include "port/fake/memory_store.h"
#include "port/search_words.h"

namespace atelier::port {
namespace {

TEST(FakeExecutor, KeepsTheOrderPerCallerAndMixesCallers) {
  std::vector<std::string> orders;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    FakeWorld world(seed);
    FakeExecutor a(world), b(world), target(world);
    std::string order;
    a.post([&] {
      for (const char c : {'a', 'b', 'c'}) target.post([&order, c] { order += c; });
    });
    b.post([&] {
      for (const char c : {'1', '2', '3'}) target.post([&order, c] { order += c; });
    });
    world.run_until_idle();
    ASSERT_EQ(order.size(), 6U);
    EXPECT_LT(order.find('a'), order.find('b'));
    EXPECT_LT(order.find('b'), order.find('c'));
    EXPECT_LT(order.find('1'), order.find('2'));
    EXPECT_LT(order.find('2'), order.find('3'));
    orders.push_back(order);
  }
  EXPECT_NE(std::count(orders.begin(), orders.end(), orders[0]), 20);
}

TEST(FakeExecutor, TheSameSeedGivesTheSameOrder) {
  const auto run = [](std::uint64_t seed) {
    FakeWorld world(seed);
    FakeExecutor a(world), b(world);
    std::string order;
    for (int i = 0; i < 10; ++i) {
      a.post([&] { order += 'a'; });
      b.post([&] { order += 'b'; });
    }
    world.run_until_idle();
    return order;
  };
  EXPECT_EQ(run(7), run(7));
}

TEST(FakeExecutor, TimersFireAtTheirTimeAndCanBeCancelled) {
  FakeWorld world;
  FakeExecutor loop(world);
  const MonoMs start = world.clock().mono();
  std::vector<MonoMs> fired;
  const auto note = [&] { fired.push_back(world.clock().mono() - start); };
  loop.run_after(20, note);
  loop.run_after(10, note);
  const Executor::TimerId unwanted = loop.run_after(15, note);
  loop.cancel(unwanted);
  world.advance(19);
  EXPECT_EQ(fired, std::vector<MonoMs>{10});
  world.advance(1);
  EXPECT_EQ(fired, (std::vector<MonoMs>{10, 20}));
  EXPECT_FALSE(world.advance_to_next_timer());
}

TEST(FakeExecutor, TurnEndComesAfterTheTasksOfTheTurn) {
  FakeWorld world;
  FakeExecutor loop(world);
  std::string order;
  EXPECT_FALSE(loop.is_current());
  loop.run_now([&] {
    EXPECT_TRUE(loop.is_current());
    loop.at_turn_end([&] { order += "end"; });
    order += "task ";
  });
  EXPECT_EQ(order, "task end");
}

TEST(FakePool, RunsJobsLaterOrRefuses) {
  FakeWorld world;
  FakePool pool(world);
  bool ran = false;
  EXPECT_TRUE(pool.submit("p", [&] { ran = true; }));
  EXPECT_FALSE(ran);
  world.run_until_idle();
  EXPECT_TRUE(ran);
  pool.set_full(true);
  EXPECT_FALSE(pool.submit("p", [] {}));
}

class MemoryStoreFaults : public testing::Test {
 protected:
  void write(const std::string& sort) {
    store_.transact({Put{{"p", sort}, "v", {}}},
                    [this](WriteResult result) { answers_.push_back(result.status); });
  }

  FakeWorld world_;
  FakeExecutor loop_{world_};
  MemoryStore store_{loop_, world_.clock()};
  std::vector<StoreStatus> answers_;
};

TEST_F(MemoryStoreFaults, STO13_UnknownMayOrMayNotBeApplied) {
  store_.fail_next_writes(1, {StoreStatus::kUnknown, true});
  store_.fail_next_writes(1, {StoreStatus::kUnknown, false});
  for (const char* sort : {"1", "2", "3"}) write(sort);
  world_.run_until_idle();
  EXPECT_EQ(answers_,
            (std::vector{StoreStatus::kUnknown, StoreStatus::kUnknown, StoreStatus::kOk}));
  EXPECT_EQ(store_.size(), 2U);
}

TEST_F(MemoryStoreFaults, HookChoosesByContent) {
  store_.on_write([](const std::vector<Write>& writes) -> std::optional<MemoryStore::Fault> {
    if (std::get<Put>(writes[0]).key.sort != "2") return std::nullopt;
    return MemoryStore::Fault{StoreStatus::kThrottled};
  });
  for (const char* sort : {"1", "2"}) write(sort);
  world_.run_until_idle();
  EXPECT_EQ(answers_, (std::vector{StoreStatus::kOk, StoreStatus::kThrottled}));
}

TEST_F(MemoryStoreFaults, HeldCallbacksWaitAndACrashForgetsThem) {
  store_.hold_callbacks();
  for (const char* sort : {"1", "2", "3"}) write(sort);
  world_.run_until_idle();
  EXPECT_EQ(store_.held(), 3U);
  EXPECT_TRUE(store_.release_one());
  world_.run_until_idle();
  EXPECT_EQ(answers_.size(), 1U);
  write("4");
  store_.crash();
  store_.release_all();
  world_.run_until_idle();
  EXPECT_EQ(answers_.size(), 1U);
  EXPECT_EQ(store_.size(), 3U) << "what had run is on disk, what had not is lost";
}

TEST_F(MemoryStoreFaults, TheHookMayCrashTheStore) {
  store_.on_write([this](const std::vector<Write>&) -> std::optional<MemoryStore::Fault> {
    store_.crash();
    return MemoryStore::Fault{StoreStatus::kUnknown, true};
  });
  write("1");
  write("2");
  world_.run_until_idle();
  EXPECT_TRUE(answers_.empty());
  EXPECT_EQ(store_.size(), 1U);
}

TEST(SearchWords, TakesAnyInputApart) {
  EXPECT_EQ(search_terms("logo  \"final draft\" bl"),
            (std::vector<SearchTerm>{{"logo", false}, {"final draft", false}, {"bl", true}}));
  EXPECT_EQ(search_terms("\"open"), (std::vector<SearchTerm>{{"open", false}}));
  EXPECT_EQ(search_terms("a-b NOT("), (std::vector<SearchTerm>{{"a b", false}, {"NOT", true}}));
  EXPECT_TRUE(search_terms("\" * ) ( ^ :").empty());
  EXPECT_TRUE(search_terms("\xFF").empty());
}

}  // namespace
}  // namespace atelier::port
