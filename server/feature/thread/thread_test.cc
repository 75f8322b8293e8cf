// Threads: what each command does and refuses, and what clients hear of it.
#include "feature/thread/thread.h"

#include "feature/thread/thread_rig_test_support.h"

namespace atelier::feature::thread {
namespace {

using Thread = ThreadRig;

TEST_F(Thread, THR1_THR2_THR10_OpenedWithItsAnchor) {
  const std::uint64_t root = must("li", "thread.open",
                                  {{"anchor",
                                    {{"surface", "brief"},
                                     {"target", "block-7"},
                                     {"position", "AQIDBA=="},
                                     {"quote", "The logo is blue."}}},
                                   {"text", "Really?"},
                                   {"mood", 1}});
  const json::object thread = told("thread.opened").at("thread").as_object();
  EXPECT_EQ(json::serialize(thread),
            R"({"id":"id-1","seq":1,"anchor":{"surface":"brief","target":"block-7",)"
            R"("position":"AQIDBA==","quote":"The logo is blue."},)"
            R"("from":{"id":"li","name":"Name of li","kind":"user"},"at":1700000000000,)"
            R"("kind":"comment","state":"open","comments":1,"last_seq":1,"last_at":1700000000000,)"
            R"("message":{"id":"id-1","seq":1,"thread":"id-1",)"
            R"("from":{"id":"li","name":"Name of li","kind":"user"},"at":1700000000000,)"
            R"("text":"Really?","mood":1}})");
  EXPECT_EQ(get(root), thread);
}

TEST_F(Thread, THR2_THR10_RefusesWhatIsNoAnchor) {
  const auto open_at = [this](const json::value& anchor) {
    return refused("li", "thread.open", {{"anchor", anchor}, {"text", "x"}});
  };
  EXPECT_EQ(refused("li", "thread.open", {{"text", "x"}}), Errc::kInvalid);
  EXPECT_EQ(open_at("brief"), Errc::kInvalid);
  EXPECT_EQ(open_at({{"surface", ""}}), Errc::kInvalid);
  EXPECT_EQ(open_at({{"surface", "a/b"}}), Errc::kInvalid);
  EXPECT_EQ(open_at({{"surface", "a"}, {"target", 7}}), Errc::kInvalid);
  EXPECT_EQ(open_at({{"surface", "a"}, {"position", "not base64!"}}), Errc::kInvalid);
  EXPECT_EQ(open_at({{"surface", "a"}, {"position", "A==="}}), Errc::kInvalid);
  EXPECT_EQ(open_at({{"surface", "a"}, {"target", std::string(257, 'x')}}), Errc::kTooLarge);
  EXPECT_EQ(open_at({{"surface", "a"}, {"position", std::string(1400, 'x')}}), Errc::kTooLarge);
  EXPECT_EQ(open_at({{"surface", "a"}, {"quote", std::string(2049, 'x')}}), Errc::kTooLarge);
}

TEST_F(Thread, THR3_RefusesWhatIsNoComment) {
  const std::uint64_t root = open("ana", "root");
  const auto say = [&](json::object body) {
    body["thread"] = id_of(root);
    return refused("li", "thread.reply", body);
  };
  EXPECT_EQ(say({}), Errc::kInvalid);
  EXPECT_EQ(say({{"text", ""}}), Errc::kInvalid);
  EXPECT_EQ(say({{"text", 7}}), Errc::kInvalid);
  EXPECT_EQ(say({{"text", "x"}, {"mentions", {1}}}), Errc::kInvalid);
  EXPECT_EQ(say({{"text", std::string(16 * 1024 + 1, 'x')}}), Errc::kTooLarge);
  EXPECT_EQ(say({{"text", "x"}, {"more", std::string(4097, 'x')}}), Errc::kTooLarge);
  EXPECT_EQ(room.run("li", "thread.reply", "[]").error().code, Errc::kInvalid);
}

TEST_F(Thread, THR11_RepliesAreCountedAndMoveTheThreadUp) {
  const std::uint64_t root = open("ana", "root");
  open("ana", "beside");
  const std::uint64_t seq = reply("li", root, "one");
  const json::object told_of = told("thread.replied");
  EXPECT_EQ(told_of.at("thread").as_string(), id_of(root));
  EXPECT_EQ(told_of.at("message").at("text").as_string(), "one");
  EXPECT_EQ(get(root).at("comments").as_int64(), 2);
  EXPECT_EQ(get(root).at("last_seq").as_int64(), static_cast<std::int64_t>(seq));
  EXPECT_EQ(listed({}), (std::vector<std::string>{"root", "beside"}));
  EXPECT_EQ(refused("li", "thread.reply", {{"thread", "gone"}, {"text", "x"}}), Errc::kNotFound);
}

TEST_F(Thread, THR11_AThreadHoldsAThousandComments) {
  const std::uint64_t root = open("ana", "root");
  for (int i = 1; i < 1000; ++i) reply("li", root, "more");
  EXPECT_EQ(refused("li", "thread.reply", {{"thread", id_of(root)}, {"text", "x"}}),
            Errc::kConflict);
}

TEST_F(Thread, THR12_OnlyTheAuthorEdits) {
  const std::uint64_t root = open("li", "before");
  const json::object edit{{"thread", id_of(root)}, {"seq", root}, {"text", "after"}};
  EXPECT_EQ(refused("ana", "thread.edit", edit), Errc::kForbidden);
  must("li", "thread.edit", edit);
  EXPECT_EQ(told("thread.edited").at("text").as_string(), "after");
  EXPECT_EQ(history(root)[0].at("text").as_string(), "after");
  EXPECT_EQ(history(root)[0].at("edited_at").as_int64(), room.now());
  EXPECT_EQ(get(root).at("message").at("text").as_string(), "after");
  EXPECT_EQ(refused("li", "thread.edit", {{"thread", id_of(root)}, {"seq", 99}, {"text", "x"}}),
            Errc::kNotFound);
}

TEST_F(Thread, THR13_TheQuoteGoesWithTheFirstComment) {
  const std::uint64_t root =
      must("li", "thread.open",
           {{"anchor", {{"surface", "brief"}, {"position", "AQID"}, {"quote", "secret passage"}}},
            {"text", "secret one"}});
  reply("max", root, "stays");
  must("li", "thread.edit", {{"thread", id_of(root)}, {"seq", root}, {"text", "secret two"}});
  EXPECT_EQ(refused("max", "thread.delete", {{"thread", id_of(root)}, {"seq", root}}),
            Errc::kForbidden);
  must("ana", "thread.delete", {{"thread", id_of(root)}, {"seq", root}});
  EXPECT_FALSE(told("thread.deleted").at("gone").as_bool());
  const json::object thread = get(root);
  EXPECT_EQ(json::serialize(thread.at("anchor")), R"({"surface":"brief","position":"AQID"})");
  EXPECT_EQ(thread.at("comments").as_int64(), 1);
  EXPECT_TRUE(history(root)[0].at("deleted").as_bool());
  EXPECT_EQ(history(root)[1].at("text").as_string(), "stays");
  EXPECT_EQ(refused("li", "thread.delete", {{"thread", id_of(root)}, {"seq", root}}),
            Errc::kNotFound);
}

TEST_F(Thread, THR13_AThreadGoesWithItsLastComment) {
  const std::uint64_t root = open("li", "first");
  const std::uint64_t second = reply("max", root, "second");
  must("li", "thread.delete", {{"thread", id_of(root)}, {"seq", root}});
  must("max", "thread.delete", {{"thread", id_of(root)}, {"seq", second}});
  EXPECT_TRUE(told("thread.deleted").at("gone").as_bool());
  EXPECT_TRUE(listed({{"state", "all"}}).empty());
  const auto gone = room.query("ana", "thread.get", R"({"thread":"id-1"})");
  EXPECT_EQ(gone.error().code, Errc::kNotFound);
  EXPECT_EQ(refused("li", "thread.reply", {{"thread", id_of(root)}, {"text", "x"}}),
            Errc::kNotFound);
}

TEST_F(Thread, THR14_ResolvedAndReopened) {
  const std::uint64_t root = open("li", "x");
  must("max", "thread.resolve", {{"thread", id_of(root)}});
  EXPECT_EQ(told("thread.resolved").at("thread").as_string(), id_of(root));
  EXPECT_EQ(must("ana", "thread.resolve", {{"thread", id_of(root)}}), 0U);
  EXPECT_EQ(get(root).at("state").as_string(), "resolved");
  EXPECT_EQ(get(root).at("resolved").at("from").at("id").as_string(), "max");
  reply("li", root, "still");
  EXPECT_EQ(get(root).at("state").as_string(), "resolved");
  must("li", "thread.reopen", {{"thread", id_of(root)}});
  EXPECT_EQ(told("thread.reopened").at("thread").as_string(), id_of(root));
  EXPECT_EQ(get(root).at("state").as_string(), "open");
  EXPECT_FALSE(get(root).contains("resolved"));
}

TEST_F(Thread, THR15_ReactionsPerPersonAndAtMostTwentyKinds) {
  const std::uint64_t root = open("li", "x");
  const auto react = [&](const std::string& emoji, bool on) {
    return json::object{{"thread", id_of(root)}, {"seq", root}, {"emoji", emoji}, {"on", on}};
  };
  must("ana", "thread.react", react("+1", true));
  EXPECT_EQ(told("thread.reaction").at("emoji").as_string(), "+1");
  must("li", "thread.react", react("+1", true));
  EXPECT_EQ(must("li", "thread.react", react("+1", true)), 0U);
  EXPECT_EQ(json::serialize(history(root)[0].at("reactions")), R"({"+1":["ana","li"]})");
  must("li", "thread.react", react("+1", false));
  EXPECT_EQ(json::serialize(history(root)[0].at("reactions")), R"({"+1":["ana"]})");
  for (int i = 1; i < 20; ++i) must("li", "thread.react", react("e" + std::to_string(i), true));
  EXPECT_EQ(refused("li", "thread.react", react("new", true)), Errc::kConflict);
  EXPECT_EQ(refused("li", "thread.react", react("", true)), Errc::kInvalid);
}

TEST_F(Thread, THR16_MentionsReachMembersElsewhere) {
  const std::uint64_t root = must(
      "li", "thread.open",
      {{"anchor", {{"surface", "brief"}}}, {"text", "hi"}, {"mentions", {"ana", "nobody", "li"}}});
  ASSERT_EQ(room.deliveries.size(), 1U);
  EXPECT_EQ(room.deliveries[0].name, "thread.mention");
  EXPECT_EQ(room.deliveries[0].audience, core::Audience::kElsewhere);
  EXPECT_EQ(room.deliveries[0].principals, std::vector<std::string>{"ana"});
  const json::object mention = json::parse(room.deliveries[0].args).at(0).as_object();
  EXPECT_EQ(mention.at("message"), history(root)[0]);
  EXPECT_EQ(mention.at("thread").as_string(), id_of(root));
}

TEST(ThreadCommands, THR10_THR17_THR20_RolesAndTheArchive) {
  core::CommandTable table;
  register_commands(table);
  for (const char* name : {"thread.open", "thread.reply", "thread.edit", "thread.delete",
                           "thread.resolve", "thread.reopen", "thread.react"}) {
    const core::CommandSpec* spec = table.find(name);
    ASSERT_NE(spec, nullptr) << name;
    EXPECT_EQ(spec->least, core::Role::kCommenter);
    EXPECT_TRUE(spec->idempotent);
    EXPECT_FALSE(spec->in_archive);
    EXPECT_EQ(spec->kind, core::CommandClass::kDurable);
  }
  for (const char* name : {"thread.list", "thread.get", "thread.history"}) {
    EXPECT_EQ(table.find(name)->least, core::Role::kViewer);
    EXPECT_EQ(table.find(name)->kind, core::CommandClass::kQuery);
  }
}

}  // namespace
}  // namespace atelier::feature::thread
