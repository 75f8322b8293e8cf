// The contract suite of SearchIndex (spec/storage.md). A backend is default-constructible and has
// `SearchIndex& index()` and `void drive()`.
#pragma once

#include <string>
#include <vector>

#include "port/contract/await.h"
#include "port/search_index.h"

namespace atelier::port {

template <class Backend>
class SearchContract : public testing::Test {
 protected:
  void put(const std::string& id, const std::string& text, WallMs at = 1000,
           const std::string& author = "ada", const std::string& room = "r") {
    backend_.index().put({room, "chat", id, author, at, text});
  }
  SearchPage search(SearchQuery query) {
    if (query.rooms.empty()) query.rooms = {"r"};
    auto page = await<Result<SearchPage>>(
        backend_, [&](auto done) { backend_.index().search(std::move(query), std::move(done)); });
    EXPECT_TRUE(page);
    return page ? std::move(*page) : SearchPage{};
  }
  std::vector<std::string> ids(SearchQuery query) {
    std::vector<std::string> found;
    for (const SearchHit& hit : search(std::move(query)).hits) found.push_back(hit.document.id);
    return found;
  }
  std::vector<std::string> ids_of(const std::string& words) { return ids({.words = words}); }
  void flush() {
    await<bool>(backend_, [&](auto done) {
      backend_.index().flush([done = std::move(done)]() mutable { done(true); });
    });
  }

  Backend backend_;
};

TYPED_TEST_SUITE_P(SearchContract);

TYPED_TEST_P(SearchContract, STO40_WordsPhrasesAndPrefix) {
  this->put("1", "The final logo draft");
  this->put("2", "draft of the FINAL invoice", 2000);
  this->flush();
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids_of("Logo final"), Ids{"1"});
  EXPECT_EQ(this->ids_of("\"logo draft\""), Ids{"1"});
  EXPECT_EQ(this->ids_of("\"draft logo\""), Ids{});
  EXPECT_EQ(this->ids_of("invo"), Ids{"2"});
  EXPECT_EQ(this->ids_of("invo final"), Ids{}) << "only the last word may be unfinished";
  EXPECT_EQ(this->ids_of("final").size(), 2U);
}

TYPED_TEST_P(SearchContract, STO41_Filters) {
  this->put("1", "word", 1000, "ada", "r");
  this->put("2", "word", 2000, "bob", "r");
  this->put("3", "word", 3000, "ada", "other");
  this->flush();
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids_of("word"), (Ids{"2", "1"}));
  EXPECT_EQ(this->ids({.rooms = {"other"}, .words = "word"}), Ids{"3"});
  EXPECT_EQ(this->ids({.rooms = {"other", "r"}, .words = "word"}), (Ids{"3", "2", "1"}));
  EXPECT_EQ(this->ids({.rooms = {"none"}, .words = "word"}), Ids{});
  EXPECT_EQ(this->ids({.words = "word", .author = "bob"}), Ids{"2"});
  EXPECT_EQ(this->ids({.words = "word", .before = 2000}), Ids{"1"});
  EXPECT_EQ(this->ids({.words = "word", .after = 1000}), Ids{"2"});
}

TYPED_TEST_P(SearchContract, STO42_ReplaceAndRemove) {
  this->put("1", "old text");
  this->put("1", "new text");
  this->put("2", "text");
  this->flush();
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids_of("old"), Ids{});
  EXPECT_EQ(this->ids_of("new"), Ids{"1"});
  this->backend_.index().remove("r", "card", "1");
  this->backend_.index().remove("r", "chat", "2");
  this->backend_.index().remove("r", "chat", "none");
  this->flush();
  EXPECT_EQ(this->ids_of("text"), Ids{"1"});
}

TYPED_TEST_P(SearchContract, STO48_RemovesAllOfAnAuthor) {
  this->put("1", "word", 1000, "ada", "r");
  this->put("2", "word", 2000, "bob", "r");
  this->put("3", "word", 3000, "ada", "other");
  this->backend_.index().remove_author("ada");
  this->flush();
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids({.rooms = {"other", "r"}, .words = "word"}), Ids{"2"});
}

TYPED_TEST_P(SearchContract, TRS9_RemovesAllOfARoom) {
  this->put("1", "word", 1000, "ada", "r");
  this->put("2", "word", 2000, "ada", "other");
  this->backend_.index().remove_room("r");
  this->flush();
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids({.rooms = {"other", "r"}, .words = "word"}), Ids{"2"});
}

TYPED_TEST_P(SearchContract, STO43_NewestFirstAndPaged) {
  for (int i = 1; i <= 5; ++i) this->put(std::to_string(i), "same text", i * 1000);
  this->flush();
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids({.words = "same", .limit = 2}), (Ids{"5", "4"}));
  EXPECT_EQ(this->ids({.words = "same", .limit = 2, .offset = 4}), Ids{"1"});
  EXPECT_TRUE(this->search({.words = "same", .limit = 4}).has_more);
  EXPECT_FALSE(this->search({.words = "same", .limit = 5}).has_more);
  EXPECT_FALSE(this->search({.words = "same", .limit = 2, .offset = 9}).has_more);
}

TYPED_TEST_P(SearchContract, STO44_AnyInputIsSafe) {
  this->put("1", "not a near column or and text NOT");
  this->flush();
  for (const std::string words :
       {"\"", "\"\"", "*", "^", "a*", "AND", "OR text", "NOT", "NEAR(a b)", "text:a", "-a", "a'b",
        "{a}", "(((", "'; drop table", "\xF0\x9F\x98\x80", "a\nb", "%_"}) {
    this->search({.words = words});
  }
  this->search({.words = std::string("a\0b", 3)});
  this->search({.words = "\xC3"});
  this->search({.words = std::string(100'000, 'x')});
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids_of("  \" ( "), Ids{});
  EXPECT_EQ(this->ids_of(""), Ids{});
  EXPECT_EQ(this->ids_of("NOT"), Ids{"1"});
}

TYPED_TEST_P(SearchContract, STO45_SnippetsMarkTheMatches) {
  this->put("1", "see the \xEE\x80\x80logo\xEE\x80\x81 here");
  this->flush();
  const SearchPage page = this->search({.words = "Logo"});
  ASSERT_EQ(page.hits.size(), 1U);
  EXPECT_EQ(page.hits[0].snippet, "see the \xEE\x80\x80logo\xEE\x80\x81 here");
  EXPECT_EQ(page.hits[0].document.text, "see the logo here");
  EXPECT_EQ(page.hits[0].document.author, "ada");
  EXPECT_EQ(page.hits[0].document.at, 1000);
  EXPECT_EQ(page.hits[0].document.kind, "chat");
}

REGISTER_TYPED_TEST_SUITE_P(SearchContract, STO40_WordsPhrasesAndPrefix, STO41_Filters,
                            STO42_ReplaceAndRemove, STO43_NewestFirstAndPaged, STO44_AnyInputIsSafe,
                            STO48_RemovesAllOfAnAuthor, TRS9_RemovesAllOfARoom,
                            STO45_SnippetsMarkTheMatches);

}  // namespace atelier::port
