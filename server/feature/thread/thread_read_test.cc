// Threads: lists, pages, search, and that a room that opens again is as it was.
#include <random>

#include "feature/thread/thread_rig_test_support.h"

namespace atelier::feature::thread {
namespace {

class ThreadReading : public ThreadRig {
 protected:
  std::uint64_t open_some(const std::string& who, std::size_t kind, const std::string& text);
};

TEST_F(ThreadReading, THR20_ListsBySurfaceTargetAndState) {
  open("li", "one");
  const std::uint64_t two = open("li", "two", "board");
  must("li", "thread.open",
       {{"anchor", {{"surface", "brief"}, {"target", "block-2"}}}, {"text", "three"}});
  must("li", "thread.resolve", {{"thread", id_of(two)}});
  EXPECT_EQ(listed({}), (std::vector<std::string>{"three", "one"}));
  EXPECT_EQ(listed({{"state", "resolved"}}), std::vector<std::string>{"two"});
  EXPECT_EQ(listed({{"state", "all"}}), (std::vector<std::string>{"two", "three", "one"}));
  EXPECT_EQ(listed({{"surface", "board"}, {"state", "all"}}), std::vector<std::string>{"two"});
  EXPECT_EQ(listed({{"surface", "brief"}, {"target", "block-2"}}),
            std::vector<std::string>{"three"});
  EXPECT_FALSE(room.query("ana", "thread.list", R"({"state":"shut"})"));
  EXPECT_FALSE(room.query("ana", "thread.list", R"({"limit":101})"));
  EXPECT_TRUE(room.query("ana", "thread.list", "null"));
}

TEST_F(ThreadReading, THR20_PagesByActivity) {
  for (int i = 1; i <= 5; ++i) open("li", std::to_string(i));
  json::object page = ask("thread.list", {{"limit", 2}});
  EXPECT_TRUE(page.at("has_more").as_bool());
  const auto last = page.at("threads").at(1).at("last_seq");
  EXPECT_EQ(listed({{"limit", 2}, {"before", last}}), (std::vector<std::string>{"3", "2"}));
  page = ask("thread.list", {{"before", 2}});
  EXPECT_FALSE(page.at("has_more").as_bool());
  EXPECT_EQ(page.at("threads").as_array().size(), 1U);
}

TEST_F(ThreadReading, THR21_PagesOfComments) {
  const std::uint64_t root = open("li", "1");
  std::vector<std::uint64_t> seqs{root};
  for (int i = 2; i <= 6; ++i) {
    seqs.push_back(reply("li", root, std::to_string(i)));
    open("li", "another in between");
  }
  const auto texts = [&](json::object bounds) {
    std::string out;
    for (const json::value& each : history(root, std::move(bounds))) {
      out += std::string(each.at("text").as_string());
    }
    return out;
  };
  EXPECT_EQ(texts({}), "123456");
  EXPECT_EQ(texts({{"limit", 2}}), "56");
  EXPECT_EQ(texts({{"before", seqs[4]}, {"limit", 2}}), "34");
  EXPECT_EQ(texts({{"after", seqs[1]}, {"limit", 3}}), "345");
  EXPECT_EQ(texts({{"before", 0}}), "");
  const json::object page = ask("thread.history", {{"thread", id_of(root)}, {"limit", 2}});
  EXPECT_TRUE(page.at("has_more").as_bool());
  EXPECT_EQ(page.at("thread").at("comments").as_int64(), 6);
  EXPECT_FALSE(room.query("ana", "thread.history", R"({"thread":"id-1","before":1,"after":1})"));
  EXPECT_FALSE(room.query("ana", "thread.history", R"({"thread":"id-1","limit":0})"));
}

TEST_F(ThreadReading, THR21_THR23_ManyReactionsTakeManyPages) {
  const std::uint64_t root = open("li", "x");
  for (int i = 0; i < 60; ++i) room.add_member("p" + std::to_string(i), core::Role::kCommenter);
  for (int i = 0; i < 60; ++i) {
    for (int kind = 0; kind < 20; ++kind) {
      must("p" + std::to_string(i), "thread.react",
           {{"thread", id_of(root)}, {"seq", root}, {"emoji", std::to_string(kind)}, {"on", true}});
    }
  }
  const json::value comment = history(root)[0];
  EXPECT_EQ(comment.at("reactions").as_object().size(), 20U);
  for (const auto& [emoji, people] : comment.at("reactions").as_object()) {
    EXPECT_EQ(people.as_array().size(), 60U) << emoji;
  }
}

TEST_F(ThreadReading, THR22_JoiningTellsHowManyAreOpen) {
  const std::uint64_t root = open("li", "one");
  open("li", "two");
  must("li", "thread.resolve", {{"thread", id_of(root)}});
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    json::object joined;
    room.feature().describe_join({"ana", "Ana", core::PrincipalKind::kUser}, joined);
    EXPECT_EQ(joined.at("open_threads").as_uint64(), 1U);
  }
}

TEST_F(ThreadReading, THR24_CommentsAreFoundAndLeadToTheirThread) {
  const std::uint64_t root = open("li", "blue whale");
  const std::uint64_t seq = reply("max", root, "green tree");
  const std::string hit = std::to_string(seq) + "/" + id_of(root);
  EXPECT_EQ(found("green"), std::vector<std::string>{hit});
  must("max", "thread.edit", {{"thread", id_of(root)}, {"seq", seq}, {"text", "red tree"}});
  EXPECT_TRUE(found("green").empty());
  EXPECT_EQ(found("red"), std::vector<std::string>{hit});
  must("max", "thread.delete", {{"thread", id_of(root)}, {"seq", seq}});
  EXPECT_TRUE(found("tree").empty());
}

TEST_F(ThreadReading, THR13_ManyWordingsFitOneTransaction) {
  const std::uint64_t root = open("li", "x");
  for (int i = 0; i < 120; ++i) {
    must("li", "thread.edit",
         {{"thread", id_of(root)}, {"seq", root}, {"text", "wording " + std::to_string(i)}});
  }
  EXPECT_EQ(get(root).at("message").at("text").as_string(), "wording 119");
  must("li", "thread.delete", {{"thread", id_of(root)}, {"seq", root}});
  EXPECT_TRUE(found("wording").empty());
}

// A comment, a suggestion or a highlight.
std::uint64_t ThreadReading::open_some(const std::string& who, std::size_t kind,
                                       const std::string& text) {
  if (kind == 0) return open(who, text);
  json::object body{
      {"anchor", {{"surface", "brief"}, {"position", "AQID"}, {"quote", "q" + text}}}};
  if (kind == 1) body["suggestion"] = {{"text", text}};
  if (kind == 2) body["highlight"] = true;
  return must(who, "thread.open", body);
}

// Anything anybody may do, in any order; afterwards every way to open the room shows the same.
TEST_F(ThreadReading, THR23_TheSameFromTheLogAndFromASnapshot) {
  const std::vector<std::string> people{"ana", "li", "max"};
  std::vector<std::uint64_t> roots;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> comments;
  std::mt19937 random(7);
  const auto below = [&random](std::size_t bound) { return random() % bound; };
  for (int i = 0; i < 400; ++i) {
    const std::string& who = people[below(3)];
    if (roots.empty() || below(8) == 0) {
      roots.push_back(open_some(who, below(3), std::to_string(i)));
      comments.emplace_back(roots.back(), roots.back());
      continue;
    }
    const auto [root, seq] = comments[below(comments.size())];
    json::object body{{"thread", id_of(root)},
                      {"seq", seq},
                      {"text", "t" + std::to_string(i)},
                      {"emoji", "+1"},
                      {"on", below(2) == 0}};
    if (below(2) == 0) body["outcome"] = below(2) == 0 ? "accepted" : "rejected";
    const char* names[] = {"thread.reply",   "thread.reply",  "thread.edit", "thread.delete",
                           "thread.resolve", "thread.reopen", "thread.react"};
    const std::string name = names[below(7)];
    const auto done = room.run(who, name, json::serialize(body));
    if (done && name == "thread.reply") comments.emplace_back(root, *done);
  }
  const std::string before =
      json::serialize(ask("thread.list", {{"state", "all"}, {"limit", 100}}));
  const std::string state = json::serialize(room.feature().save());
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    EXPECT_EQ(json::serialize(ask("thread.list", {{"state", "all"}, {"limit", 100}})), before);
    EXPECT_EQ(json::serialize(room.feature().save()), state);
  }
}

}  // namespace
}  // namespace atelier::feature::thread
