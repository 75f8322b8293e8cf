// A sealed store passes the suite of RecordStore, over memory and over SQLite.
#include "adapter/sealed/sealed_store.h"

#include "adapter/filesystem/temporary_folder.h"
#include "adapter/sqlite/sqlite_store.h"
#include "port/contract/await.h"
#include "port/contract/record_store_contract.h"
#include "port/fake/seeded_random.h"

namespace atelier::adapter {

const std::string kTestKey(32, 'k');

class SealedBackend {
 public:
  port::RecordStore& store() { return sealed_; }
  port::RecordStore& below() { return *below_; }
  port::ManualClock& clock() { return clock_; }
  void drive() {}

 private:
  TemporaryFolder folder_;
  port::ManualClock clock_;
  port::SeededRandom random_{7};
  std::unique_ptr<SqliteStore> below_ = SqliteStore::open(folder_.path(), clock_).value();
  SealedStore sealed_{*below_, kTestKey, random_};
};

namespace {

class SealedStoreTest : public testing::Test {
 protected:
  void put(port::RecordStore& store, const port::RecordKey& key, const std::string& value) {
    const auto done = port::await<port::WriteResult>(backend_, [&](auto then) {
      store.transact({port::Put{key, value, {}}}, std::move(then));
    });
    ASSERT_EQ(done.status, port::StoreStatus::kOk);
  }
  port::ReadResult get(port::RecordStore& store, const port::RecordKey& key) {
    return port::await<port::ReadResult>(backend_,
                                         [&](auto then) { store.get({key}, std::move(then)); });
  }
  SealedBackend backend_;
};

TEST_F(SealedStoreTest, SAF50_ValuesAreNotBelow) {
  put(backend_.store(), {"p", "one"}, "what they said");
  const auto below = get(backend_.below(), {"p", "one"});
  ASSERT_EQ(below.records.size(), 1U);
  EXPECT_EQ(below.records[0].value.find("said"), std::string::npos);
  EXPECT_EQ(get(backend_.store(), {"p", "one"}).records.at(0).value, "what they said");
  put(backend_.store(), {"p", "two"}, "what they said");
  EXPECT_NE(get(backend_.below(), {"p", "two"}).records[0].value, below.records[0].value);
}

TEST_F(SealedStoreTest, SAF50_AValueElsewhereOrChangedDoesNotOpen) {
  put(backend_.store(), {"p", "one"}, "what they said");
  const std::string sealed = get(backend_.below(), {"p", "one"}).records.at(0).value;
  put(backend_.below(), {"p", "two"}, sealed);
  put(backend_.below(), {"pt", "wo"}, sealed);
  std::string changed = sealed;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  put(backend_.below(), {"p", "three"}, changed);
  put(backend_.below(), {"p", "four"}, "plain");
  for (const port::RecordKey& key : {port::RecordKey{"p", "two"}, port::RecordKey{"pt", "wo"},
                                     port::RecordKey{"p", "three"}, port::RecordKey{"p", "four"}}) {
    EXPECT_EQ(get(backend_.store(), key).status, port::StoreStatus::kUnavailable) << key.sort;
  }
  const auto page = port::await<port::Page>(backend_, [&](auto then) {
    backend_.store().query({"p", "", ""}, std::move(then));
  });
  EXPECT_EQ(page.status, port::StoreStatus::kUnavailable);
}

}  // namespace
}  // namespace atelier::adapter

namespace atelier::port {

INSTANTIATE_TYPED_TEST_SUITE_P(Sealed, RecordStoreContract, adapter::SealedBackend);

}  // namespace atelier::port
