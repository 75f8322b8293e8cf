// STO25: every earlier schema opens, newer and foreign files are refused.
#include <fstream>
#include <sstream>

#include "adapter/filesystem/temporary_folder.h"
#include "adapter/sqlite/record_schema.h"
#include "adapter/sqlite/sqlite_store.h"
#include "port/contract/await.h"
#include "port/fake/manual_clock.h"

namespace atelier::adapter {
namespace {

std::string fixture(const std::string& name) {
  const auto here = std::filesystem::path(__FILE__).parent_path();
  std::ifstream file(here / "../../../spec/vectors/storage" / name);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

class MigrationTest : public testing::Test {
 public:
  void drive() {}

 protected:
  void make_file(const std::string& sql) {
    auto raw = Database::open(folder_.path() / "records.db");
    ASSERT_TRUE(raw);
    ASSERT_TRUE(raw->execute(sql.c_str()));
  }
  std::int64_t read_number(const char* sql) {
    return *Database::open(folder_.path() / "records.db")->read_number(sql);
  }
  Result<std::unique_ptr<SqliteStore>> open() { return SqliteStore::open(folder_.path(), clock_); }

  TemporaryFolder folder_;
  port::ManualClock clock_;
};

TEST_F(MigrationTest, STO25_NewFileCarriesIdAndVersion) {
  ASSERT_TRUE(open());
  EXPECT_EQ(read_number("PRAGMA application_id"), kRecordsApplicationId);
  EXPECT_EQ(std::filesystem::status(folder_.path() / "records.db").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(read_number("PRAGMA user_version"), static_cast<int>(kRecordMigrations.size()));
}

TEST_F(MigrationTest, STO25_EveryEarlierVersionIsMigrated) {
  for (std::size_t version = 1; version < kRecordMigrations.size(); ++version) {
    std::filesystem::remove(folder_.path() / "records.db");
    make_file(fixture("records_v" + std::to_string(version) + ".sql"));
    {
      auto store = open();
      ASSERT_TRUE(store) << store.error().message;
      const auto page = port::await<port::Page>(*this, [&](auto done) {
        (*store)->query({"p", "", ""}, std::move(done));
      });
      ASSERT_EQ(page.records.size(), 2U);
      EXPECT_EQ(page.records[0].value, "old");
      EXPECT_EQ(page.records[0].version, 7U);
      EXPECT_EQ(page.records[1].key.sort, std::string("b\0", 2));
    }
    EXPECT_EQ(read_number("PRAGMA user_version"), static_cast<int>(kRecordMigrations.size()));
    EXPECT_EQ(read_number("SELECT count(*) FROM sqlite_schema WHERE name='records_by_expiry'"), 1);
  }
}

TEST_F(MigrationTest, STO25_NewerSchemaIsRefusedAndUntouched) {
  ASSERT_TRUE(open());
  make_file("PRAGMA user_version=99");
  const auto store = open();
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, Errc::kUnsupported);
  EXPECT_NE(store.error().message.find("99"), std::string::npos);
  EXPECT_EQ(read_number("PRAGMA user_version"), 99);
}

TEST_F(MigrationTest, STO25_ForeignFilesAreRefused) {
  make_file("CREATE TABLE theirs (x)");
  EXPECT_EQ(open().error().code, Errc::kUnsupported);
  std::filesystem::remove(folder_.path() / "records.db");
  std::ofstream(folder_.path() / "records.db") << std::string(8192, 'x');
  EXPECT_FALSE(open());
}

TEST_F(MigrationTest, STO25_FailedMigrationLeavesTheOldSchema) {
  auto database = Database::open(folder_.path() / "other.db");
  const std::array<const char*, 2> broken{"CREATE TABLE one (x)", "CREATE TABLE one (x)"};
  EXPECT_FALSE(database->migrate(1, broken));
  EXPECT_EQ(*database->read_number("PRAGMA user_version"), 0);
  EXPECT_EQ(*database->read_number("SELECT count(*) FROM sqlite_schema"), 0);
}

}  // namespace
}  // namespace atelier::adapter
