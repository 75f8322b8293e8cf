#include "app/erase/log_erasure.h"

#include <gtest/gtest.h>

#include "adapter/crypto/openssl_crypto.h"
#include "adapter/filesystem/file_blobs.h"
#include "adapter/filesystem/temporary_folder.h"
#include "adapter/sqlite/sqlite_store.h"
#include "core/ledger.h"
#include "core/log_actor.h"
#include "feature/chat/chat.h"
#include "net/system_clock.h"

namespace atelier::app {
namespace {

const std::string kPartition = "room/main/r";

/// Refuses the transaction of that number, as a full disk would, and everything after it.
class FailingStore final : public port::RecordStore {
 public:
  explicit FailingStore(port::RecordStore& inner) : inner_(inner) {}
  void fail_at(int transaction) { left_ = transaction; }

  void get(std::vector<port::RecordKey> keys,
           UniqueFunction<void(port::ReadResult)> done) override {
    inner_.get(std::move(keys), std::move(done));
  }
  void query(port::Range range, UniqueFunction<void(port::Page)> done) override {
    inner_.query(std::move(range), std::move(done));
  }
  void transact(std::vector<port::Write> writes,
                UniqueFunction<void(port::WriteResult)> done) override {
    if (left_ == 0) return done({port::StoreStatus::kUnavailable});
    --left_;
    inner_.transact(std::move(writes), std::move(done));
  }
  void delete_range(std::string partition, std::string from, std::string until,
                    UniqueFunction<void(port::StoreStatus)> done) override {
    if (left_ == 0) return done(port::StoreStatus::kUnavailable);
    inner_.delete_range(std::move(partition), std::move(from), std::move(until), std::move(done));
  }

 private:
  port::RecordStore& inner_;
  int left_ = -1;
};

class LogErasureTest : public testing::Test {
 protected:
  LogErasureTest()
      : records_(*adapter::SqliteStore::open(folder_.path(), clock_)),
        blobs_(*adapter::FileBlobs::open(folder_.path())),
        failing_(*records_),
        store_(failing_, *blobs_) {}

  /// Appends an event with its content and its rows, as a room would.
  void put(const core::Principal& actor, const std::string& kind, const std::string& body,
           const std::string& content, std::uint64_t ref = 0) {
    core::Event event{++head_, kind, 1000 + static_cast<WallMs>(head_), actor};
    event.id = "0198b0c0-0000-7000-8000-00000000000" + std::to_string(head_);
    event.ref = ref;
    event.body = body;
    event.content = content;
    WriteBatch batch(store_);
    if (!content.empty()) {
      event.content_hash = "h";
      batch.add(port::Put{{kPartition, core::content_key(event.seq)}, content});
    }
    batch.add(port::Put{{kPartition, core::Ledger::log_key(event.seq)},
                        core::encode_event(event, chain_, crypto_)});
    rig_->apply(event);
    for (port::Write& row : rig_->rows(event)) batch.add(std::move(row));
    ASSERT_TRUE(batch.flush());
  }

  void fill() {
    rig_ = replay();
    const core::Principal ann{"ann", "Ann Marker"};
    const core::Principal bob{"bob", "Bob"};
    put(bob, "room.created", R"({"name":"R"})", "");
    put(bob, "member.added", R"({"role":"owner"})", "");
    put(ann, "member.added", R"({"role":"editor"})", "");
    put(ann, "chat.sent", "{}", R"({"text":"marker one"})");
    put(bob, "chat.sent", "{}", R"({"text":"kept"})", 4);
    put(ann, "chat.edited", R"({"events":[6]})", R"({"text":"marker two"})", 4);
    put(bob, "chat.deleted", R"({"id":"x","from":{"id":"ann","kind":"user"},"at":1})",
        R"({"name":"Ann Marker"})", 4);
    put(ann, "chat.sent", "{}", R"({"text":"marker three"})");
    put(ann, "chat.edited", R"({"events":[9]})", R"({"text":"marker four"})", 8);
  }

  std::unique_ptr<Replay> replay() {
    auto made = std::make_unique<Replay>(kPartition, "r", *records_, 5000);
    made->add_room_state("workspace/main");
    made->add(chat_(*made));
    return made;
  }

  LogErasure erasure(const gateway::PersonTraces& person) {
    return {store_, crypto_, person, {kPartition, "r", [this] { return replay(); }, 5000}};
  }

  /// All rows of the room as one text; the chain is checked on the way.
  std::string all() {
    std::string text;
    std::string chain;
    WaitingStore plain(*records_, *blobs_);
    EXPECT_TRUE(plain.each(kPartition, "", "", [&](const port::Record& record) -> Result<void> {
      text += record.key.sort + '=' + record.value + '\n';
      if (record.key.sort.starts_with("log/")) {
        EXPECT_TRUE(core::follows(record.value, chain, crypto_));
        EXPECT_TRUE(core::decode_event(record.value, chain));
      }
      return {};
    }));
    return text;
  }

  adapter::TemporaryFolder folder_;
  net::SystemClock clock_;
  adapter::OpenSslCrypto crypto_;
  std::unique_ptr<adapter::SqliteStore> records_;
  std::unique_ptr<adapter::FileBlobs> blobs_;
  FailingStore failing_;
  WaitingStore store_;
  NoSearch no_search_;
  core::RoomFeatureFactory chat_ = feature::chat::make_feature(no_search_);
  std::unique_ptr<Replay> rig_;
  std::string chain_;
  std::uint64_t head_ = 0;
};

TEST_F(LogErasureTest, SAF5_TheLogStaysChained) {
  fill();
  EXPECT_NE(all().find("marker"), std::string::npos);
  ASSERT_TRUE(erasure(gateway::PersonTraces("ann")).run());
  const std::string left = all();
  EXPECT_EQ(left.find("marker"), std::string::npos) << left;
  EXPECT_EQ(left.find("Marker"), std::string::npos) << left;
  EXPECT_NE(left.find("kept"), std::string::npos);
  EXPECT_NE(left.find("member.removed"), std::string::npos);
  EXPECT_NE(left.find("\"name\":\"Bob\""), std::string::npos);
}

TEST_F(LogErasureTest, SAF7_AnInterruptedErasureGoesOn) {
  fill();
  for (int transactions = 0; transactions < 20; ++transactions) {
    failing_.fail_at(transactions);
    const bool done = static_cast<bool>(erasure(gateway::PersonTraces("ann")).run());
    failing_.fail_at(-1);
    all();
    if (done) break;
  }
  ASSERT_TRUE(erasure(gateway::PersonTraces("ann")).run());
  const std::string left = all();
  EXPECT_EQ(left.find("arker"), std::string::npos) << left;
  EXPECT_NE(left.find("kept"), std::string::npos);
}

TEST_F(LogErasureTest, TRS11_ARoomThatIsGoneForGoodGetsNoRowsAgain) {
  fill();
  const core::Principal bob{"bob", "Bob"};
  put(bob, "room.deleted", R"({"until":9})", "");
  put(bob, "room.purged", R"({"until":9})", "");
  WaitingStore plain(*records_, *blobs_);
  ASSERT_TRUE(plain.remove(kPartition, "", "log/"));
  ASSERT_TRUE(plain.remove(kPartition, "log0", ""));
  ASSERT_TRUE(plain.remove("workspace/main", "member/", "member0"));
  ASSERT_TRUE(erasure(gateway::PersonTraces("ann")).run());
  EXPECT_EQ(all().find("Ann"), std::string::npos);
  for (const std::string& partition : {kPartition, std::string("workspace/main")}) {
    ASSERT_TRUE(plain.each(partition, "", "", [](const port::Record& record) -> Result<void> {
      const std::string& sort = record.key.sort;
      EXPECT_TRUE(sort.starts_with("log/") || sort.starts_with("trash/")) << sort;
      return {};
    }));
  }
}

}  // namespace
}  // namespace atelier::app
