#include "core/ledger.h"

#include <gtest/gtest.h>

#include "port/fake/fake_executor.h"
#include "port/fake/memory_store.h"

namespace atelier::core {
namespace {

class LedgerTest : public testing::Test {
 protected:
  LedgerTest() { open({}); }

  void open(LedgerOptions options) {
    options.partition = "p";
    ledger = std::make_unique<Ledger>(store, loop, options,
                                      [this](const Error& error) { failure = error; });
    snapshot.clear();
    entries.clear();
    Ledger::Loader loader;
    loader.snapshot = [this](std::uint64_t seq, std::string bytes) {
      snapshot = std::move(bytes);
      snapshot_seq = seq;
    };
    loader.entries = [this](std::vector<LedgerEntry> page, Task go_on) {
      for (LedgerEntry& entry : page) entries.push_back(std::move(entry));
      go_on();
    };
    loader.done = [this](Result<std::uint64_t> head) { loaded = std::move(head); };
    loop.run_now([&] { ledger->load(std::move(loader)); });
    world.run_until_idle();
  }
  void append(const std::string& bytes, std::vector<port::Write> rows = {}) {
    loop.run_now([&] {
      ledger->append(bytes, std::move(rows), [this, bytes](Result<void> stored) {
        effects.push_back((stored ? "+" : "-") + bytes);
      });
    });
  }
  std::string row(const std::string& key) {
    std::string value = "(none)";
    store.get({{"p", key}}, [&](const port::ReadResult& read) {
      if (!read.records.empty()) value = read.records[0].value;
    });
    world.run_until_idle();
    return value;
  }

  port::FakeWorld world;
  port::FakeExecutor disk{world};
  port::FakeExecutor loop{world};
  port::MemoryStore store{disk, world.clock()};
  std::unique_ptr<Ledger> ledger;
  std::optional<Error> failure;
  std::string snapshot;
  std::uint64_t snapshot_seq = 0;
  std::vector<LedgerEntry> entries;
  Result<std::uint64_t> loaded = 0;
  std::vector<std::string> effects;
};

TEST_F(LedgerTest, COR30_EntriesComeBackInOrder) {
  append("a");
  append("b");
  world.run_until_idle();
  EXPECT_EQ(effects, (std::vector<std::string>{"+a", "+b"}));
  EXPECT_EQ(ledger->stored(), 2U);
  open({});
  EXPECT_EQ(*loaded, 2U);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].seq, 2U);
  EXPECT_EQ(entries[1].bytes, "b");
}

TEST_F(LedgerTest, COR31_OneBatchInFlightWhileTheNextFills) {
  store.hold_callbacks();
  const std::size_t before = store.transactions();
  append("a");
  world.run_until_idle();
  for (int i = 0; i < 50; ++i) append("x");
  world.run_until_idle();
  EXPECT_EQ(store.transactions(), before + 1);
  EXPECT_TRUE(effects.empty());
  store.release_all();
  world.run_until_idle();
  EXPECT_EQ(store.transactions(), before + 2);
  EXPECT_EQ(effects.size(), 51U);
}

TEST_F(LedgerTest, COR31_LargeBatchesAreSplit) {
  for (int i = 0; i < 250; ++i) append("x");
  for (int i = 0; i < 15; ++i) append(std::string(300'000, 'y'));
  world.run_until_idle();
  EXPECT_EQ(effects.size(), 265U);
  EXPECT_EQ(ledger->stored(), 265U);
}

TEST_F(LedgerTest, COR31_LaterRowOfABatchWins) {
  append("a", {port::Put{{"p", "row"}, "1"}});
  append("b", {port::Put{{"p", "row"}, "2"}});
  append("c", {port::Delete{{"p", "gone"}}});
  world.run_until_idle();
  EXPECT_EQ(row("row"), "2");
}

TEST_F(LedgerTest, COR33_FailureAnswersAllThatWaits) {
  store.fail_next_writes(1, {port::StoreStatus::kThrottled, false});
  append("a");
  append("b");
  world.run_until_idle();
  EXPECT_EQ(effects, (std::vector<std::string>{"-a", "-b"}));
  EXPECT_EQ(failure->code, Errc::kUnavailable);
  append("c");
  EXPECT_EQ(effects.back(), "-c");
}

TEST_F(LedgerTest, COR36_LostSlotIsAConflict) {
  Ledger other(store, loop, {"p"}, [](const Error&) {});
  append("a");
  world.run_until_idle();
  loop.run_now([&] { other.append("z", {}, [](Result<void> stored) { EXPECT_FALSE(stored); }); });
  world.run_until_idle();
  EXPECT_TRUE(other.failed());
  EXPECT_FALSE(ledger->failed());
}

TEST_F(LedgerTest, COR34_UnknownWriteThatIsThereCounts) {
  store.fail_next_writes(1, {port::StoreStatus::kUnknown, true});
  append("a");
  world.run_until_idle();
  EXPECT_EQ(effects, std::vector<std::string>{"+a"});
  store.fail_next_writes(1, {port::StoreStatus::kUnknown, false});
  append("b");
  world.run_until_idle();
  EXPECT_EQ(effects.back(), "-b");
}

TEST_F(LedgerTest, COR37_AfterAllWaitsForWhatIsBefore) {
  std::vector<std::string> order;
  loop.run_now([&] { ledger->after_all([&](Result<void>) { order.push_back("at once"); }); });
  append("a");
  loop.run_now([&] {
    ledger->after_all(
        [&](Result<void>) { order.push_back(effects.empty() ? "early" : "after a"); });
  });
  world.run_until_idle();
  EXPECT_EQ(order, (std::vector<std::string>{"at once", "after a"}));
}

TEST_F(LedgerTest, COR32_SnapshotInChunksReplacesTheReplay) {
  LedgerOptions options;
  options.snapshot_every_entries = 3;
  open(options);
  const std::string state(900'000, 's');
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 3; ++i) append("e");
    EXPECT_TRUE(ledger->wants_snapshot());
    loop.run_now([&] { ledger->put_snapshot(state + std::to_string(round)); });
    EXPECT_FALSE(ledger->wants_snapshot());
    world.run_until_idle();
  }
  append("tail");
  world.run_until_idle();
  open(options);
  EXPECT_EQ(snapshot, state + "1");
  EXPECT_EQ(snapshot_seq, 6U);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].bytes, "tail");
}

TEST_F(LedgerTest, COR32_DamagedSnapshotMeansReadingTheWholeLog) {
  for (int i = 0; i < 3; ++i) append("e");
  loop.run_now([&] { ledger->put_snapshot("state"); });
  world.run_until_idle();
  store.delete_range("p", "snapshot/", "snapshot0", [](port::StoreStatus) {});
  world.run_until_idle();
  open({});
  EXPECT_EQ(entries.size(), 3U);
  EXPECT_TRUE(snapshot.empty());
}

TEST_F(LedgerTest, COR38_FirstEntryListsThePartition) {
  LedgerOptions options;
  options.directory = "d";
  open(options);
  append("a");
  world.run_until_idle();
  std::size_t listed = 0;
  store.query({"d", "partition/"}, [&](const port::Page& page) { listed = page.records.size(); });
  world.run_until_idle();
  EXPECT_EQ(listed, 1U);
}

TEST_F(LedgerTest, COR33_FailedLoadSaysSo) {
  append("a");
  world.run_until_idle();
  store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  open({});
  EXPECT_FALSE(loaded);
}

}  // namespace
}  // namespace atelier::core
