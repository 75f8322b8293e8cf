// The contract suite of RecordStore (spec/storage.md). A backend is default-constructible and has
// `RecordStore& store()`, `ManualClock& clock()` and `void drive()`; instantiate with
// INSTANTIATE_TYPED_TEST_SUITE_P(Name, RecordStoreContract, Backend).
#pragma once

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "port/contract/await.h"
#include "port/fake/manual_clock.h"
#include "port/fake/seeded_random.h"
#include "port/record_store.h"

namespace atelier::port {

template <class Backend>
class RecordStoreContract : public testing::Test {
 protected:
  RecordStore& store() { return backend_.store(); }
  ManualClock& clock() { return backend_.clock(); }

  WriteResult transact(std::vector<Write> writes) {
    return await<WriteResult>(
        backend_, [&](auto done) { store().transact(std::move(writes), std::move(done)); });
  }
  WriteResult put(const std::string& sort, std::string value, Condition condition = {},
                  WallMs expires_at = 0) {
    return transact({Put{{"p", sort}, std::move(value), condition, expires_at}});
  }
  std::vector<Record> get(std::vector<RecordKey> keys) {
    ReadResult result = await<ReadResult>(
        backend_, [&](auto done) { store().get(std::move(keys), std::move(done)); });
    EXPECT_EQ(result.status, StoreStatus::kOk);
    return std::move(result.records);
  }
  std::optional<Record> get(const std::string& sort) {
    std::vector<Record> found = get({RecordKey{"p", sort}});
    return found.empty() ? std::nullopt : std::optional(found[0]);
  }
  Page query(Range range) {
    Page page =
        await<Page>(backend_, [&](auto done) { store().query(std::move(range), std::move(done)); });
    EXPECT_EQ(page.status, StoreStatus::kOk);
    return page;
  }
  std::vector<std::string> sorts(const Page& page) {
    std::vector<std::string> keys;
    for (const Record& record : page.records) keys.push_back(record.key.sort);
    return keys;
  }
  StoreStatus delete_range(std::string partition, std::string from, std::string until) {
    return await<StoreStatus>(backend_, [&](auto done) {
      store().delete_range(partition, from, until, std::move(done));
    });
  }

  Backend backend_;
};

TYPED_TEST_SUITE_P(RecordStoreContract);

TYPED_TEST_P(RecordStoreContract, STO1_KeysSortBytewise) {
  const std::vector<std::string> keys{"",
                                      std::string(1, '\0'),
                                      std::string("\0a", 2),
                                      "A",
                                      "a",
                                      std::string("a\0", 2),
                                      std::string("a\0b", 3),
                                      "a\x01",
                                      "aa",
                                      "\x7F",
                                      "\x80",
                                      "\xFF",
                                      "\xFF\xFF"};
  std::vector<std::string> shuffled = keys;
  std::ranges::reverse(shuffled);
  for (const std::string& key : shuffled) this->put(key, "v" + key);
  EXPECT_EQ(this->sorts(this->query({"p", "", ""})), keys);
  for (const std::string& key : keys) {
    ASSERT_TRUE(this->get(key));
    EXPECT_EQ(this->get(key)->value, "v" + key);
  }
}

TYPED_TEST_P(RecordStoreContract, STO1_PartitionsAreBytesAndApart) {
  const std::vector<std::string> partitions{"a", std::string("a\0", 2), "b", "\xFF"};
  for (const std::string& each : partitions) this->transact({Put{{each, "s"}, each, {}}});
  for (const std::string& each : partitions) {
    const Page page = this->query({each, "", ""});
    ASSERT_EQ(page.records.size(), 1U);
    EXPECT_EQ(page.records[0].value, each);
    EXPECT_EQ(page.records[0].key, (RecordKey{each, "s"}));
  }
}

TYPED_TEST_P(RecordStoreContract, STO2_LargestKeysAndValues) {
  const RecordKey key{std::string(RecordStore::kMaxKeyBytes, '\xFE'),
                      std::string(RecordStore::kMaxKeyBytes, '\0')};
  std::string value(RecordStore::kMaxValueBytes, '\0');
  value.back() = 'x';
  EXPECT_EQ(this->transact({Put{key, value, {}}}).status, StoreStatus::kOk);
  EXPECT_EQ(this->transact({Put{{"p", "e"}, "", {}}}).status, StoreStatus::kOk);
  EXPECT_EQ(this->get({key})[0].value, value);
  EXPECT_EQ(this->get("e")->value, "");
}

TYPED_TEST_P(RecordStoreContract, STO3_ReadsSeeWhatWasAcknowledged) {
  for (int i = 0; i < 50; ++i) {
    this->put("k", std::to_string(i));
    ASSERT_EQ(this->get("k")->value, std::to_string(i));
    ASSERT_EQ(this->query({"p", "", ""}).records[0].value, std::to_string(i));
  }
}

TYPED_TEST_P(RecordStoreContract, STO4_VersionsCount) {
  for (std::uint64_t version = 1; version <= 3; ++version) {
    this->put("k", "v");
    EXPECT_EQ(this->get("k")->version, version);
  }
  this->transact({Delete{{"p", "k"}, {}}});
  this->put("k", "v");
  EXPECT_EQ(this->get("k")->version, 1U);
}

TYPED_TEST_P(RecordStoreContract, STO5_ConditionAbsent) {
  EXPECT_EQ(this->put("k", "1", IfAbsent{}).status, StoreStatus::kOk);
  EXPECT_EQ(this->put("k", "2", IfAbsent{}).status, StoreStatus::kConflict);
  EXPECT_EQ(this->get("k")->value, "1");
  EXPECT_EQ(this->transact({Delete{{"p", "k"}, IfAbsent{}}}).status, StoreStatus::kConflict);
  EXPECT_EQ(this->transact({Delete{{"p", "other"}, IfAbsent{}}}).status, StoreStatus::kOk);
}

TYPED_TEST_P(RecordStoreContract, STO5_ConditionVersion) {
  EXPECT_EQ(this->put("k", "0", IfVersion{1}).status, StoreStatus::kConflict);
  this->put("k", "1");
  EXPECT_EQ(this->put("k", "2", IfVersion{1}).status, StoreStatus::kOk);
  EXPECT_EQ(this->put("k", "3", IfVersion{1}).status, StoreStatus::kConflict);
  EXPECT_EQ(this->transact({Delete{{"p", "k"}, IfVersion{1}}}).status, StoreStatus::kConflict);
  EXPECT_EQ(this->get("k")->value, "2");
  EXPECT_EQ(this->transact({Delete{{"p", "k"}, IfVersion{2}}}).status, StoreStatus::kOk);
  EXPECT_FALSE(this->get("k"));
  EXPECT_EQ(this->transact({Delete{{"p", "k"}, {}}}).status, StoreStatus::kOk);
}

TYPED_TEST_P(RecordStoreContract, STO6_ConflictTellsWhereAndWhat) {
  this->put("k", "here", {}, this->clock().wall() + 5000);
  const WriteResult result =
      this->transact({Put{{"p", "a"}, "1", {}}, Put{{"p", "k"}, "2", IfAbsent{}},
                      Put{{"p", "b"}, "3", IfVersion{9}}});
  EXPECT_EQ(result.status, StoreStatus::kConflict);
  EXPECT_EQ(result.conflict_index, 1U);
  ASSERT_TRUE(result.current);
  EXPECT_EQ(result.current->key, (RecordKey{"p", "k"}));
  EXPECT_EQ(result.current->value, "here");
  EXPECT_EQ(result.current->version, 1U);
  EXPECT_EQ(result.current->expires_at, this->clock().wall() + 5000);
  const WriteResult absent = this->put("b", "3", IfVersion{9});
  EXPECT_EQ(absent.status, StoreStatus::kConflict);
  EXPECT_FALSE(absent.current);
}

TYPED_TEST_P(RecordStoreContract, STO7_ExpiredIsInvisibleAtOnce) {
  const WallMs end = this->clock().wall() + 1000;
  this->put("k", "1", {}, end);
  this->put("k", "2", {}, end);
  this->clock().advance(999);
  EXPECT_EQ(this->get("k")->expires_at, end);
  EXPECT_EQ(this->put("k", "x", IfAbsent{}).status, StoreStatus::kConflict);
  this->clock().advance(1);
  EXPECT_FALSE(this->get("k"));
  EXPECT_TRUE(this->query({"p", "", ""}).records.empty());
  const WriteResult late = this->put("k", "x", IfVersion{2});
  EXPECT_EQ(late.status, StoreStatus::kConflict);
  EXPECT_FALSE(late.current);
  EXPECT_EQ(this->put("k", "new", IfAbsent{}).status, StoreStatus::kOk);
  EXPECT_EQ(this->get("k")->version, 1U);
  EXPECT_EQ(this->get("k")->expires_at, 0);
}

TYPED_TEST_P(RecordStoreContract, STO7_ExpiredDoesNotCountAsMore) {
  this->put("a", "1");
  this->put("b", "2", {}, this->clock().wall() + 1);
  this->clock().advance(1);
  const Page page = this->query({"p", "", "", 1});
  EXPECT_EQ(page.records.size(), 1U);
  EXPECT_FALSE(page.has_more);
}

TYPED_TEST_P(RecordStoreContract, STO8_AllOrNothing) {
  this->put("last", "1");
  std::vector<Write> writes;
  for (int i = 0; i < 99; ++i) writes.push_back(Put{{"p" + std::to_string(i), "s"}, "v", {}});
  writes.push_back(Put{{"p", "last"}, "v", IfAbsent{}});
  const WriteResult refused = this->transact(writes);
  EXPECT_EQ(refused.status, StoreStatus::kConflict);
  EXPECT_EQ(refused.conflict_index, 99U);
  EXPECT_TRUE(this->get({{"p0", "s"}, {"p98", "s"}}).empty());
  writes.back() = Delete{{"p", "last"}, IfVersion{1}};
  EXPECT_EQ(this->transact(writes).status, StoreStatus::kOk);
  EXPECT_EQ(this->get({{"p0", "s"}, {"p98", "s"}, {"p", "last"}}).size(), 2U);
}

TYPED_TEST_P(RecordStoreContract, STO8_LargestTransaction) {
  std::vector<Write> writes;
  for (int i = 0; i < 9; ++i) {
    writes.push_back(
        Put{{"p", std::to_string(i)}, std::string(RecordStore::kMaxValueBytes, 'x'), {}});
  }
  EXPECT_EQ(this->transact(writes).status, StoreStatus::kOk);
  EXPECT_EQ(this->get("8")->value.size(), RecordStore::kMaxValueBytes);
}

TYPED_TEST_P(RecordStoreContract, STO9_GetKeepsTheOrderAsked) {
  for (const char* sort : {"a", "b", "c"}) this->put(sort, sort);
  this->transact({Put{{"q", "a"}, "other", {}}});
  const std::vector<Record> found =
      this->get({{"p", "c"}, {"p", "none"}, {"q", "a"}, {"p", "a"}, {"none", "a"}});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].value, "c");
  EXPECT_EQ(found[1].value, "other");
  EXPECT_EQ(found[2].value, "a");
  EXPECT_TRUE(this->get(std::vector<RecordKey>{}).empty());
}

TYPED_TEST_P(RecordStoreContract, STO10_Bounds) {
  for (const char* sort : {"", "a", "b", "c", "d"}) this->put(sort, sort);
  using Sorts = std::vector<std::string>;
  EXPECT_EQ(this->sorts(this->query({"p", "b", "d"})), (Sorts{"b", "c"}));
  EXPECT_EQ(this->sorts(this->query({"p", "b", "d", 10, true})), (Sorts{"c", "b"}));
  EXPECT_EQ(this->sorts(this->query({"p", "", "", 10, true})), (Sorts{"d", "c", "b", "a", ""}));
  EXPECT_TRUE(this->query({"p", "x", "b"}).records.empty());
  EXPECT_TRUE(this->query({"p", "b", "b"}).records.empty());
  EXPECT_TRUE(this->query({"none", "", ""}).records.empty());
}

TYPED_TEST_P(RecordStoreContract, STO10_PagesJoinBothWays) {
  std::vector<std::string> all;
  for (int i = 100; i < 123; ++i) {
    all.push_back(std::to_string(i));
    this->put(all.back(), "v");
  }
  std::vector<std::string> forwards, backwards;
  Range range{"p", "", "", 5};
  Page page;
  do {
    page = this->query(range);
    for (const std::string& sort : this->sorts(page)) forwards.push_back(sort);
    range.from = forwards.back() + '\0';
  } while (page.has_more);
  range = {"p", "", "", 5, true};
  do {
    page = this->query(range);
    for (const std::string& sort : this->sorts(page)) backwards.push_back(sort);
    range.until = backwards.back();
  } while (page.has_more);
  EXPECT_EQ(forwards, all);
  std::ranges::reverse(backwards);
  EXPECT_EQ(backwards, all);
}

TYPED_TEST_P(RecordStoreContract, STO10_HasMoreIsExact) {
  for (const char* sort : {"a", "b"}) this->put(sort, sort);
  EXPECT_TRUE(this->query({"p", "", "", 1}).has_more);
  EXPECT_FALSE(this->query({"p", "", "", 2}).has_more);
  EXPECT_FALSE(this->query({"p", "", "", 2, true}).has_more);
  EXPECT_FALSE(this->query({"p", "", "b", 1}).has_more);
}

TYPED_TEST_P(RecordStoreContract, STO11_PagesAreBounded) {
  for (int i = 0; i < 8; ++i) this->put(std::to_string(i), std::string(300 * 1024, 'x'));
  const Page page = this->query({"p", "", ""});
  EXPECT_EQ(page.records.size(), 3U);
  EXPECT_TRUE(page.has_more);
  EXPECT_EQ(this->query({"p", "5", "", 1000, true}).records.size(), 3U);
  EXPECT_FALSE(this->query({"p", "5", "", 1000, true}).has_more);
}

TYPED_TEST_P(RecordStoreContract, STO12_DeleteRange) {
  for (int i = 0; i < 3; ++i) {
    for (const char* sort : {"", "a", "b", "c"}) {
      this->transact({Put{{"p" + std::to_string(i), sort}, "v", {}}});
    }
  }
  EXPECT_EQ(this->delete_range("p1", "a", "c"), StoreStatus::kOk);
  EXPECT_EQ(this->sorts(this->query({"p1", "", ""})), (std::vector<std::string>{"", "c"}));
  EXPECT_EQ(this->delete_range("p1", "a", "c"), StoreStatus::kOk);
  EXPECT_EQ(this->delete_range("p2", "", ""), StoreStatus::kOk);
  EXPECT_TRUE(this->query({"p2", "", ""}).records.empty());
  EXPECT_EQ(this->query({"p0", "", ""}).records.size(), 4U);
}

TYPED_TEST_P(RecordStoreContract, STO12_DeleteRangeOfManyRecords) {
  for (int batch = 0; batch < 25; ++batch) {
    std::vector<Write> writes;
    for (int i = 0; i < 100; ++i) {
      writes.push_back(Put{{"p", std::to_string(batch * 100 + i)}, "v", {}});
    }
    this->transact(std::move(writes));
  }
  EXPECT_EQ(this->delete_range("p", "1", "2"), StoreStatus::kOk);
  EXPECT_TRUE(this->query({"p", "1", "2"}).records.empty());
  EXPECT_TRUE(this->get("2"));
  EXPECT_TRUE(this->get("0"));
}

// Random operations against the simplest model that could be right.
TYPED_TEST_P(RecordStoreContract, STO5_STO8_RandomTransactionsMatchAModel) {
  SeededRandom random(42);
  std::map<std::string, std::pair<std::string, std::uint64_t>> model;
  for (int round = 0; round < 300; ++round) {
    std::vector<Write> writes;
    auto after = model;
    bool fine = true;
    for (std::uint64_t key = random.below(3); key < 8; key += 1 + random.below(4)) {
      const std::string sort = std::to_string(key);
      const auto found = model.find(sort);
      const std::uint64_t version = found == model.end() ? 0 : found->second.second;
      Condition condition;
      const std::uint64_t kind = random.below(4);
      if (kind == 1) condition = IfAbsent{};
      if (kind == 2) condition = IfVersion{std::max<std::uint64_t>(1, version)};
      fine = fine && !(kind == 1 && version > 0) && !(kind == 2 && version == 0);
      if (random.below(3) == 0) {
        writes.push_back(Delete{{"p", sort}, condition});
        after.erase(sort);
      } else {
        writes.push_back(Put{{"p", sort}, std::to_string(round), condition});
        after[sort] = {std::to_string(round), version + 1};
      }
    }
    const WriteResult result = this->transact(std::move(writes));
    ASSERT_EQ(result.status, fine ? StoreStatus::kOk : StoreStatus::kConflict) << round;
    if (fine) model = after;
  }
  const Page page = this->query({"p", "", ""});
  ASSERT_EQ(page.records.size(), model.size());
  for (const Record& record : page.records) {
    EXPECT_EQ(record.value, model[record.key.sort].first);
    EXPECT_EQ(record.version, model[record.key.sort].second);
  }
}

REGISTER_TYPED_TEST_SUITE_P(RecordStoreContract, STO1_KeysSortBytewise,
                            STO1_PartitionsAreBytesAndApart, STO2_LargestKeysAndValues,
                            STO3_ReadsSeeWhatWasAcknowledged, STO4_VersionsCount,
                            STO5_ConditionAbsent, STO5_ConditionVersion,
                            STO6_ConflictTellsWhereAndWhat, STO7_ExpiredIsInvisibleAtOnce,
                            STO7_ExpiredDoesNotCountAsMore, STO8_AllOrNothing,
                            STO8_LargestTransaction, STO9_GetKeepsTheOrderAsked, STO10_Bounds,
                            STO10_PagesJoinBothWays, STO10_HasMoreIsExact, STO11_PagesAreBounded,
                            STO12_DeleteRange, STO12_DeleteRangeOfManyRecords,
                            STO5_STO8_RandomTransactionsMatchAModel);

}  // namespace atelier::port
