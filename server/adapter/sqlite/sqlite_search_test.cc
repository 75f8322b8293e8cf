// SQLite's search passes the suite, folds accents, and begins anew when its file is no good.
#include "adapter/sqlite/sqlite_search.h"

#include <fstream>

#include "adapter/filesystem/temporary_folder.h"
#include "port/contract/search_contract.h"

namespace atelier::adapter {

class SearchBackend {
 public:
  port::SearchIndex& index() { return *index_; }
  void drive() {}

 private:
  TemporaryFolder folder_;
  std::unique_ptr<SqliteSearch> index_ = SqliteSearch::open(folder_.path() / "search.db").value();
};

class MemorySearchBackend {
 public:
  port::SearchIndex& index() { return *index_; }
  void drive() {}

 private:
  std::unique_ptr<SqliteSearch> index_ = SqliteSearch::open({}).value();
};

namespace {

class SqliteSearchTest : public testing::Test {
 public:
  void drive() {}

 protected:
  void open() {
    index_.reset();
    auto opened = SqliteSearch::open(file_);
    ASSERT_TRUE(opened) << opened.error().message;
    index_ = std::move(*opened);
  }
  std::vector<std::string> ids(const std::string& words) {
    auto page = port::await<Result<port::SearchPage>>(*this, [&](auto done) {
      index_->search({.rooms = {"r"}, .words = words}, std::move(done));
    });
    std::vector<std::string> found;
    if (!page) return {"error: " + page.error().message};
    for (const auto& hit : page->hits) found.push_back(hit.document.id);
    return found;
  }

  using Ids = std::vector<std::string>;
  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "search.db";
  std::unique_ptr<SqliteSearch> index_;
};

TEST_F(SqliteSearchTest, STO46_AccentsDoNotMatter) {
  open();
  index_->put({"r", "chat", "1", "a", 1, "Le R\xC3\xA9sum\xC3\xA9 est pr\xC3\xAAt"});
  index_->put({"r", "chat", "2", "a", 2,
               "\xC3\x9C"
               "ber den Stra\xC3\x9F"
               "en"});
  EXPECT_EQ(ids("resume"), Ids{"1"});
  EXPECT_EQ(ids("R\xC3\x89SUM\xC3\x89 pret"), Ids{"1"});
  EXPECT_EQ(ids("uber"), Ids{"2"});
}

TEST_F(SqliteSearchTest, STO42_SurvivesReopening) {
  open();
  EXPECT_TRUE(index_->is_new());
  index_->put({"r", "chat", "1", "a", 1, "hello"});
  open();
  EXPECT_FALSE(index_->is_new());
  EXPECT_EQ(ids("hello"), Ids{"1"});
  EXPECT_EQ(index_->lost(), 0U);
}

TEST_F(SqliteSearchTest, STO47_DamagedFileIsSetAside) {
  std::ofstream(file_) << std::string(10'000, 'x');
  open();
  EXPECT_TRUE(index_->is_new());
  EXPECT_TRUE(std::filesystem::exists(file_.string() + ".damaged"));
  index_->put({"r", "chat", "1", "a", 1, "hello"});
  EXPECT_EQ(ids("hello"), Ids{"1"});
}

TEST_F(SqliteSearchTest, STO47_OtherSchemaIsSetAside) {
  open();
  index_->put({"r", "chat", "1", "a", 1, "hello"});
  index_.reset();
  {
    auto raw = Database::open(file_);
    ASSERT_TRUE(raw->execute("PRAGMA user_version=7"));
  }
  open();
  EXPECT_TRUE(index_->is_new());
  EXPECT_EQ(ids("hello"), Ids{});
}

TEST_F(SqliteSearchTest, STO44_NeverMatchesByOperators) {
  open();
  index_->put({"r", "chat", "1", "a", 1, "alpha beta"});
  EXPECT_EQ(ids("alpha OR gamma"), Ids{});
  EXPECT_EQ(ids("alpha NOT beta"), Ids{});
  EXPECT_EQ(ids("text:alpha"), Ids{});
  EXPECT_EQ(ids("alpha\" OR \"gamma"), Ids{});
  EXPECT_EQ(ids("\"alpha*\""), Ids{"1"});
}

}  // namespace
}  // namespace atelier::adapter

namespace atelier::port {

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SearchContract, adapter::SearchBackend);
INSTANTIATE_TYPED_TEST_SUITE_P(SqliteInMemory, SearchContract, adapter::MemorySearchBackend);

}  // namespace atelier::port
