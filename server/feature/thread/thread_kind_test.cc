// Suggestions and highlights: threads that are opened without words and end in ways of their own.
#include "feature/thread/thread_rig_test_support.h"
#include "feature/thread/thread_state.h"

namespace atelier::feature::thread {
namespace {

class ThreadKinds : public ThreadRig {
 protected:
  static json::object anchor() {
    return {{"surface", "brief"}, {"position", "AQID"}, {"quote", "The logo is blue."}};
  }
  std::uint64_t suggest(const std::string& who, const std::string& text) {
    return must(who, "thread.open", {{"anchor", anchor()}, {"suggestion", {{"text", text}}}});
  }
  std::uint64_t highlight(const std::string& who) {
    return must(who, "thread.open", {{"anchor", anchor()}, {"highlight", true}, {"tone", 2}});
  }
  static json::object decided(std::uint64_t root, const char* outcome) {
    return {{"thread", id_of(root)}, {"outcome", outcome}};
  }
  std::uint64_t open_count() {
    json::object joined;
    room.feature().describe_join({"ana", "Ana", core::PrincipalKind::kUser}, joined);
    return joined.at("open_threads").as_uint64();
  }
};

TEST_F(ThreadKinds, THR4_THR5_THR18_SuggestedWithoutWords) {
  const std::uint64_t root = suggest("li", "The logo is green.");
  const json::object thread = told("thread.opened").at("thread").as_object();
  EXPECT_EQ(thread.at("kind").as_string(), "suggestion");
  EXPECT_EQ(json::serialize(thread.at("suggestion")), R"({"text":"The logo is green."})");
  EXPECT_EQ(thread.at("message").at("text").as_string(), "");
  EXPECT_FALSE(thread.at("message").as_object().contains("deleted"));
  EXPECT_EQ(get(root), thread);
  EXPECT_EQ(history(root)[0], thread.at("message"));
  const std::uint64_t deletion =
      must("li", "thread.open",
           {{"anchor", anchor()}, {"suggestion", {{"text", ""}}}, {"text", "Needless."}});
  EXPECT_EQ(json::serialize(get(deletion).at("suggestion")), R"({"text":""})");
  EXPECT_EQ(get(deletion).at("message").at("text").as_string(), "Needless.");
  EXPECT_EQ(get(open("li", "words")).at("kind").as_string(), "comment");
}

TEST_F(ThreadKinds, THR18_RefusesWhatIsNeither) {
  const auto open_as = [this](json::object body, const json::object& at = anchor()) {
    body["anchor"] = at;
    return refused("li", "thread.open", body);
  };
  const json::object words{{"text", "x"}};
  const json::object no_quote{{"surface", "brief"}, {"position", "AQID"}};
  const json::object no_place{{"surface", "brief"}, {"quote", "The logo"}};
  EXPECT_EQ(open_as({{"suggestion", words}, {"highlight", true}}), Errc::kInvalid);
  EXPECT_EQ(open_as({{"suggestion", "x"}}), Errc::kInvalid);
  EXPECT_EQ(open_as({{"suggestion", {{"text", 7}}}}), Errc::kInvalid);
  EXPECT_EQ(open_as({{"suggestion", words}}, no_quote), Errc::kInvalid);
  EXPECT_EQ(open_as({{"suggestion", words}}, no_place), Errc::kInvalid);
  EXPECT_EQ(open_as({{"highlight", true}}, no_place), Errc::kInvalid);
  EXPECT_EQ(open_as({{"highlight", false}}), Errc::kInvalid);  // a comment, without words
  const std::string long_text(16 * 1024 + 1, 'x');
  EXPECT_EQ(open_as({{"suggestion", {{"text", long_text}}}}), Errc::kTooLarge);
  EXPECT_EQ(open_as({{"suggestion", words}, {"text", long_text}}), Errc::kTooLarge);
  EXPECT_EQ(refused("li", "thread.reply", {{"thread", "id-1"}, {"highlight", true}}),
            Errc::kNotFound);
}

TEST_F(ThreadKinds, THR19_AnEditorAcceptsOnce) {
  const std::uint64_t root = suggest("li", "new");
  EXPECT_EQ(refused("li", "thread.resolve", decided(root, "accepted")), Errc::kForbidden);
  EXPECT_EQ(refused("max", "thread.resolve", decided(root, "rejected")), Errc::kForbidden);
  EXPECT_EQ(refused("eva", "thread.resolve", {{"thread", id_of(root)}}), Errc::kInvalid);
  EXPECT_EQ(refused("eva", "thread.resolve", decided(root, "perhaps")), Errc::kInvalid);
  must("eva", "thread.resolve", decided(root, "accepted"));
  EXPECT_EQ(told("thread.resolved").at("outcome").as_string(), "accepted");
  EXPECT_EQ(get(root).at("resolved").at("outcome").as_string(), "accepted");
  EXPECT_EQ(get(root).at("resolved").at("from").at("id").as_string(), "eva");
  EXPECT_EQ(refused("ana", "thread.resolve", decided(root, "accepted")), Errc::kConflict);
  EXPECT_EQ(refused("ana", "thread.resolve", decided(root, "rejected")), Errc::kConflict);
  must("eva", "thread.reopen", {{"thread", id_of(root)}});
  EXPECT_FALSE(told("thread.reopened").contains("outcome"));
  EXPECT_FALSE(get(root).contains("resolved"));
  must("ana", "thread.resolve", decided(root, "rejected"));
  EXPECT_EQ(get(root).at("resolved").at("outcome").as_string(), "rejected");
}

TEST_F(ThreadKinds, THR19_WhoMadeItWithdraws) {
  const std::uint64_t root = suggest("li", "new");
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    EXPECT_EQ(refused("max", "thread.resolve", decided(root, "rejected")), Errc::kForbidden);
  }
  must("li", "thread.resolve", decided(root, "rejected"));
  EXPECT_EQ(get(root).at("resolved").at("outcome").as_string(), "rejected");
}

TEST_F(ThreadKinds, THR19_OthersHaveNoOutcome) {
  const std::uint64_t comment = open("li", "words");
  EXPECT_EQ(refused("eva", "thread.resolve", decided(comment, "accepted")), Errc::kInvalid);
  must("max", "thread.resolve", {{"thread", id_of(comment)}});
  EXPECT_FALSE(told("thread.resolved").contains("outcome"));
  const std::uint64_t mark = highlight("li");
  EXPECT_EQ(refused("li", "thread.resolve", {{"thread", id_of(mark)}}), Errc::kInvalid);
}

TEST_F(ThreadKinds, THR6_THR22_AHighlightIsNoDiscussionUntilItIsAnswered) {
  const std::uint64_t root = highlight("li");
  EXPECT_EQ(get(root).at("kind").as_string(), "highlight");
  EXPECT_EQ(get(root).at("message").at("tone").as_int64(), 2);
  EXPECT_EQ(open_count(), 0U);
  const std::uint64_t answer = reply("max", root, "Why this?");
  EXPECT_EQ(get(root).at("kind").as_string(), "comment");
  EXPECT_EQ(open_count(), 1U);
  must("max", "thread.delete", {{"thread", id_of(root)}, {"seq", answer}});
  EXPECT_EQ(get(root).at("kind").as_string(), "comment");
  must("eva", "thread.resolve", {{"thread", id_of(root)}});
  EXPECT_EQ(open_count(), 0U);
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    EXPECT_EQ(get(root).at("kind").as_string(), "comment");
    EXPECT_EQ(open_count(), 0U);
  }
}

TEST_F(ThreadKinds, THR6_THR13_AHighlightIsTakenAway) {
  const std::uint64_t root = highlight("li");
  EXPECT_EQ(refused("max", "thread.delete", {{"thread", id_of(root)}, {"seq", root}}),
            Errc::kForbidden);
  must("li", "thread.delete", {{"thread", id_of(root)}, {"seq", root}});
  EXPECT_TRUE(told("thread.deleted").at("gone").as_bool());
  const std::uint64_t other = highlight("max");
  must("ana", "thread.delete", {{"thread", id_of(other)}, {"seq", other}});
  EXPECT_TRUE(listed({{"state", "all"}}).empty());
  EXPECT_EQ(open_count(), 0U);
}

TEST_F(ThreadKinds, THR5_THR13_WhatWasSuggestedGoesWithTheFirstComment) {
  const std::uint64_t root = suggest("li", "secret words");
  reply("max", root, "stays");
  must("li", "thread.delete", {{"thread", id_of(root)}, {"seq", root}});
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    const json::object thread = get(root);
    EXPECT_EQ(thread.at("kind").as_string(), "comment");
    EXPECT_FALSE(thread.contains("suggestion"));
    EXPECT_FALSE(thread.at("anchor").as_object().contains("quote"));
    EXPECT_EQ(open_count(), 1U);
  }
}

TEST_F(ThreadKinds, THR20_ListsByKind) {
  open("li", "words");
  suggest("li", "new");
  highlight("li");
  const auto count = [this](const json::object& query) { return listed(query).size(); };
  EXPECT_EQ(count({}), 3U);
  EXPECT_EQ(count({{"kind", "comment"}}), 1U);
  EXPECT_EQ(count({{"kind", "suggestion,highlight"}}), 2U);
  EXPECT_FALSE(room.query("ana", "thread.list", R"({"kind":"song"})"));
  EXPECT_FALSE(room.query("ana", "thread.list", R"({"kind":7})"));
  EXPECT_FALSE(room.query("ana", "thread.list", R"({"kind":"comment,"})"));
}

TEST(ThreadSnapshots, THR4_THR23_ASnapshotFromBeforeThereWereKinds) {
  ThreadState state;
  state.load(json::parse(R"({"threads":[["t",3,"brief","",false,2,2,5,1700000000000],)"
                         R"(["u",4,"brief","",true,1,1,6,1700000000000]]})")
                 .as_object());
  ASSERT_NE(state.find("t"), nullptr);
  EXPECT_EQ(state.find("t")->kind, Kind::kComment);
  EXPECT_EQ(state.open(), 1U);
}

TEST_F(ThreadKinds, THR24_NothingIsFoundWhereNothingWasSaid) {
  const std::uint64_t root = suggest("li", "green");
  EXPECT_TRUE(found("green").empty());
  must("li", "thread.edit", {{"thread", id_of(root)}, {"seq", root}, {"text", "blue whale"}});
  EXPECT_EQ(found("whale").size(), 1U);
}

}  // namespace
}  // namespace atelier::feature::thread
