// What SQLite promises beyond the contract suite: STO20 to STO28.
#include "adapter/sqlite/sqlite_store.h"

#include <unistd.h>

#include <future>

#include "adapter/filesystem/temporary_folder.h"
#include "port/contract/await.h"
#include "port/fake/manual_clock.h"

namespace atelier::adapter {
namespace {

using port::Put;
using port::StoreStatus;
using port::WriteResult;

Put put_of(const std::string& sort, std::string value = "v", port::Condition condition = {}) {
  return {{"p", sort}, std::move(value), condition};
}

class SqliteStoreTest : public testing::Test {
 public:
  void drive() {}

 protected:
  void open(StoreOptions options = {}) {
    store_.reset();
    auto opened = SqliteStore::open(folder_.path(), clock_, std::move(options));
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  StoreStatus write(std::vector<port::Write> writes) {
    return port::await<WriteResult>(
               *this, [&](auto done) { store_->transact(std::move(writes), std::move(done)); })
        .status;
  }
  std::vector<port::Record> all() {
    return port::await<port::Page>(*this,
                                   [&](auto done) {
                                     store_->query({"p", "", ""}, std::move(done));
                                   })
        .records;
  }
  // Keeps the writing thread inside a callback until the returned promise is set.
  std::promise<void> block_writer() {
    std::promise<void> release, blocked;
    store_->transact({put_of("block")},
                     [released = release.get_future().share(), &blocked](WriteResult) {
                       blocked.set_value();
                       released.wait();
                     });
    blocked.get_future().wait();
    return release;
  }

  TemporaryFolder folder_;
  port::ManualClock clock_;
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(SqliteStoreTest, STO20_SecondServerIsRefused) {
  open();
  const auto second = SqliteStore::open(folder_.path(), clock_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::kConflict);
  EXPECT_NE(second.error().message.find(folder_.path().string()), std::string::npos);
  EXPECT_NE(second.error().message.find(std::to_string(getpid())), std::string::npos);
  store_.reset();
  EXPECT_TRUE(SqliteStore::open(folder_.path(), clock_));
}

TEST_F(SqliteStoreTest, STO21_WhatWaitsIsOneCommit) {
  open();
  std::promise<void> release = block_writer();
  const std::uint64_t before = store_->stats().commits;
  std::vector<std::future<WriteResult>> results;
  for (int i = 0; i < 50; ++i) {
    std::promise<WriteResult> promise;
    results.push_back(promise.get_future());
    // Number 7 takes the key; 8 conflicts with it inside the same group.
    const std::string sort = i == 8 ? "7" : std::to_string(i);
    store_->transact({put_of("with" + std::to_string(i)), put_of(sort, "v", port::IfAbsent{})},
                     [promise = std::move(promise)](WriteResult result) mutable {
                       promise.set_value(std::move(result));
                     });
  }
  release.set_value();
  for (int i = 0; i < 50; ++i) {
    const WriteResult result = results[static_cast<std::size_t>(i)].get();
    EXPECT_EQ(result.status, i == 8 ? StoreStatus::kConflict : StoreStatus::kOk) << i;
  }
  EXPECT_EQ(store_->stats().commits, before + 1);
  EXPECT_EQ(store_->stats().conflicts, 1U);
  EXPECT_EQ(store_->stats().largest_group, 50U);
  EXPECT_EQ(all().size(), 1U + 2 * 49);
}

TEST_F(SqliteStoreTest, STO22_FullQueueThrottles) {
  open({.max_queued_jobs = 2});
  std::promise<void> release = block_writer();
  std::vector<std::future<WriteResult>> results;
  for (int i = 0; i < 3; ++i) {
    std::promise<WriteResult> promise;
    results.push_back(promise.get_future());
    store_->transact({put_of(std::to_string(i))},
                     [promise = std::move(promise)](WriteResult result) mutable {
                       promise.set_value(std::move(result));
                     });
  }
  release.set_value();
  EXPECT_EQ(results[0].get().status, StoreStatus::kOk);
  EXPECT_EQ(results[1].get().status, StoreStatus::kOk);
  EXPECT_EQ(results[2].get().status, StoreStatus::kThrottled);
  EXPECT_EQ(store_->stats().throttled, 1U);
  EXPECT_EQ(all().size(), 3U);
}

TEST_F(SqliteStoreTest, STO23_LittleFreeDiskRefusesPutsOnly) {
  std::atomic<std::uint64_t> free = 1'000'000'000;
  open({.disk = {.free_bytes = [&free](const auto&) { return free.load(); }}});
  EXPECT_EQ(write({put_of("a"), put_of("b"), put_of("c")}), StoreStatus::kOk);
  free = 512 * 1024 * 1024 - 1;
  EXPECT_EQ(write({put_of("d")}), StoreStatus::kUnavailable);
  EXPECT_TRUE(store_->stats().disk_is_low);
  EXPECT_EQ(write({port::Delete{{"p", "a"}, {}}}), StoreStatus::kOk);
  EXPECT_EQ(port::await<StoreStatus>(
                *this, [&](auto done) { store_->delete_range("p", "b", "c", std::move(done)); }),
            StoreStatus::kOk);
  EXPECT_EQ(all().size(), 1U);
  free = 512 * 1024 * 1024;
  EXPECT_EQ(write({put_of("d")}), StoreStatus::kOk);
  EXPECT_FALSE(store_->stats().disk_is_low);
}

TEST_F(SqliteStoreTest, STO24_FullFileIsUnavailableUntilThereIsRoom) {
  open({.max_file_pages = 40});
  const std::string large(60'000, 'x');
  EXPECT_EQ(write({put_of("a", large)}), StoreStatus::kOk);
  EXPECT_EQ(write({put_of("b", large)}), StoreStatus::kOk);
  EXPECT_EQ(write({put_of("c"), put_of("d", large)}), StoreStatus::kUnavailable);
  EXPECT_FALSE(store_->stats().healthy);
  EXPECT_EQ(all().size(), 2U) << "nothing of the failed transaction is there";
  EXPECT_EQ(write({port::Delete{{"p", "a"}, {}}}), StoreStatus::kOk);
  EXPECT_EQ(write({put_of("c"), put_of("d", large)}), StoreStatus::kOk);
  EXPECT_TRUE(store_->stats().healthy);
}

TEST_F(SqliteStoreTest, STO26_ClosingAnswersWhatWaits) {
  open();
  std::atomic<int> stored = 0, read = 0, refused = 0;
  for (int i = 0; i < 200; ++i) {
    store_->transact({put_of(std::to_string(i))}, [&, store = store_.get()](WriteResult result) {
      stored += result.status == StoreStatus::kOk ? 1 : 0;
      store->get({{"p", "0"}}, [&](port::ReadResult later) {
        (later.status == StoreStatus::kOk ? read : refused) += 1;
      });
    });
  }
  store_.reset();
  EXPECT_EQ(stored, 200);
  EXPECT_EQ(read + refused, 200);
  open();
  EXPECT_EQ(all().size(), 200U);
}

TEST_F(SqliteStoreTest, STO28_ExpiredRowsGoInTheBackground) {
  open();
  for (int i = 0; i < 5; ++i) {
    std::vector<port::Write> writes;
    for (int j = 0; j < 90; ++j) {
      writes.push_back(Put{{"p", std::to_string(i * 100 + j)}, "v", {}, clock_.wall() + 1});
    }
    ASSERT_EQ(write(std::move(writes)), StoreStatus::kOk);
  }
  ASSERT_EQ(write({Put{{"p", "later"}, "v", {}, clock_.wall() + 1'000'000}}), StoreStatus::kOk);
  clock_.advance(60'000);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(write({put_of("wake")}), StoreStatus::kOk);
  store_.reset();
  auto raw = Database::open(folder_.path() / "records.db");
  ASSERT_TRUE(raw);
  EXPECT_EQ(*raw->read_number("SELECT count(*) FROM records"), 2);
}

}  // namespace
}  // namespace atelier::adapter
