#include "feature/chat/chat.h"

#include "base/json.h"
#include "feature/fake_room_test_support.h"
#include "gtest/gtest.h"
#include "port/fake/memory_search.h"

namespace atelier::feature::chat {
namespace {

class Chat : public testing::Test {
 protected:
  Chat() {
    room.add_member("ana", core::Role::kOwner);
    room.add_member("li", core::Role::kCommenter);
  }

  std::uint64_t send(const std::string& who, const std::string& text) {
    const auto seq = room.run(who, "chat.send", json::serialize(json::object{{"text", text}}));
    EXPECT_TRUE(seq) << seq.error().message;
    return seq.value();
  }
  std::uint64_t must(const std::string& who, const std::string& name, const json::object& body) {
    const auto seq = room.run(who, name, json::serialize(body));
    EXPECT_TRUE(seq) << name << ": " << seq.error().message;
    return seq ? *seq : 0;
  }
  Errc refused(const std::string& who, const std::string& name, const std::string& body) {
    const auto seq = room.run(who, name, body);
    EXPECT_FALSE(seq) << name << " " << body;
    return seq ? Errc::kInternal : seq.error().code;
  }
  json::object ask(const std::string& name, const json::object& body) {
    const auto answer = room.query("ana", name, json::serialize(body));
    EXPECT_TRUE(answer) << answer.error().message;
    return json::parse(*answer).as_object();
  }
  std::vector<std::string> texts(const json::object& body) {
    std::vector<std::string> out;
    const json::object page = ask("chat.history", body);
    for (const json::value& message : page.at("messages").as_array()) {
      out.emplace_back(message.at("text").as_string());
    }
    return out;
  }

  /// How many messages a search finds; the index runs on a loop of its own.
  std::size_t find(const std::string& words) {
    Result<std::string> answer = Error{Errc::kInternal, "no answer"};
    core::Command command;
    command.name = "chat.search";
    command.body = json::serialize(json::object{{"words", words}});
    room.feature().query(command, [&answer](Result<core::Answer> got) {
      if (got) answer = got->body;
    });
    search_world.run_until_idle();
    room.world().run_until_idle();
    EXPECT_TRUE(answer);
    return answer ? json::parse(*answer).at("hits").as_array().size() : 0;
  }

  port::FakeWorld search_world;
  port::FakeExecutor search_loop{search_world};
  port::MemorySearch search{search_loop};
  FakeRoom room{make_feature(search)};
};

TEST_F(Chat, EVT40_EVT41_UnknownMembersAreForwardedAsTheyCame) {
  ASSERT_TRUE(room.run("li", "chat.send", R"({"text":"hi","mood":{"n":1.0},"seq":99})"));
  ASSERT_EQ(room.rendered.size(), 1U);
  EXPECT_EQ(room.rendered[0].name, "chat.message");
  EXPECT_EQ(
      room.rendered[0].args,
      R"(["atelier",{"id":"id-1","seq":1,"from":{"id":"li","name":"Name of li","kind":"user"},)"
      R"("at":1700000000000,"text":"hi","mood":{"n":1.0}}])");
}

TEST_F(Chat, EVT40_RefusesWhatIsNoMessage) {
  EXPECT_EQ(refused("li", "chat.send", "[]"), Errc::kInvalid);
  EXPECT_EQ(refused("li", "chat.send", R"({"text":""})"), Errc::kInvalid);
  EXPECT_EQ(refused("li", "chat.send", R"({"text":7})"), Errc::kInvalid);
  EXPECT_EQ(refused("li", "chat.send", R"({"text":"x","reply_to":7})"), Errc::kInvalid);
  EXPECT_EQ(refused("li", "chat.send", R"({"text":"x","attachments":[{}]})"), Errc::kInvalid);
  const std::string long_text(16 * 1024 + 1, 'x');
  EXPECT_EQ(refused("li", "chat.send", "{\"text\":\"" + long_text + "\"}"), Errc::kTooLarge);
  const std::string extra(4097, 'x');
  EXPECT_EQ(refused("li", "chat.send", "{\"text\":\"x\",\"more\":\"" + extra + "\"}"),
            Errc::kTooLarge);
}

TEST_F(Chat, EVT42_PagesBeforeAfterAndAround) {
  for (int i = 1; i <= 10; ++i) send("li", std::to_string(i));
  EXPECT_EQ(texts({{"limit", 3}}), (std::vector<std::string>{"8", "9", "10"}));
  EXPECT_EQ(texts({{"before", 4}, {"limit", 2}}), (std::vector<std::string>{"2", "3"}));
  EXPECT_EQ(texts({{"after", 8}}), (std::vector<std::string>{"9", "10"}));
  EXPECT_EQ(texts({{"around", 5}, {"limit", 4}}), (std::vector<std::string>{"3", "4", "5", "6"}));
  const json::object page = ask("chat.history", {{"around", 5}, {"limit", 4}});
  EXPECT_TRUE(page.at("has_more").as_bool());
  EXPECT_TRUE(page.at("has_more_after").as_bool());
  EXPECT_FALSE(ask("chat.history", {{"after", 8}}).at("has_more").as_bool());
  EXPECT_FALSE(room.query("ana", "chat.history", R"({"limit":0})"));
  EXPECT_FALSE(room.query("ana", "chat.history", R"({"before":1,"after":1})"));
  for (const char* bound : {"before", "after", "around", "thread_root"}) {
    const auto refused_page =
        room.query("ana", "chat.history", "{\"" + std::string(bound) + "\":-1}");
    ASSERT_FALSE(refused_page) << bound;
    EXPECT_EQ(refused_page.error().code, Errc::kInvalid) << bound;
  }
  EXPECT_EQ(texts({{"before", 0}}), std::vector<std::string>{});
  EXPECT_EQ(texts({{"before", 1}}), std::vector<std::string>{});
}

TEST_F(Chat, EVT41_EVT42_RepliesMakeThreadsAndAreCounted) {
  const std::uint64_t root = send("ana", "root");
  send("ana", "beside");
  must("li", "chat.send", {{"text", "one"}, {"thread_root", root}});
  must("ana", "chat.send", {{"text", "two"}, {"thread_root", root}, {"reply_to", root}});
  EXPECT_EQ(texts({{"thread_root", root}}), (std::vector<std::string>{"one", "two"}));
  const json::object page = ask("chat.history", {});
  EXPECT_EQ(page.at("messages").at(0).at("replies").as_int64(), 2);
}

TEST_F(Chat, EVT43_OnlyTheAuthorEdits) {
  const std::uint64_t seq = send("li", "before");
  EXPECT_EQ(refused("ana", "chat.edit", R"({"seq":1,"text":"x"})"), Errc::kForbidden);
  EXPECT_EQ(refused("li", "chat.edit", R"({"seq":9,"text":"x"})"), Errc::kNotFound);
  must("li", "chat.edit", {{"seq", seq}, {"text", "after"}});
  const json::value message = ask("chat.history", {}).at("messages").at(0);
  EXPECT_EQ(message.at("text").as_string(), "after");
  EXPECT_EQ(message.at("edited_at").as_int64(), room.now());
  EXPECT_EQ(room.rendered.back().name, "chat.edited");
}

TEST_F(Chat, EVT44_DeletedTextIsGoneFromEveryRow) {
  const std::uint64_t seq = send("li", "secret one");
  must("li", "chat.edit", {{"seq", seq}, {"text", "secret two"}});
  must("ana", "chat.delete", {{"seq", seq}});
  const json::value message = ask("chat.history", {}).at("messages").at(0);
  EXPECT_TRUE(message.at("deleted").as_bool());
  EXPECT_EQ(message.at("text").as_string(), "");
  EXPECT_EQ(refused("li", "chat.edit", R"({"seq":1,"text":"x"})"), Errc::kNotFound);
  EXPECT_EQ(find("secret"), 0U);
}

TEST_F(Chat, EVT45_ReactionsPerPersonAndAtMostTwentyKinds) {
  const std::uint64_t seq = send("li", "x");
  must("ana", "chat.react", {{"seq", seq}, {"emoji", "+1"}, {"on", true}});
  must("li", "chat.react", {{"seq", seq}, {"emoji", "+1"}, {"on", true}});
  EXPECT_EQ(must("li", "chat.react", {{"seq", seq}, {"emoji", "+1"}, {"on", true}}), 0U);
  const auto reactions = [this] { return ask("chat.history", {}).at("messages").at(0); };
  EXPECT_EQ(json::serialize(reactions().at("reactions")), R"({"+1":["ana","li"]})");
  must("li", "chat.react", {{"seq", seq}, {"emoji", "+1"}, {"on", false}});
  EXPECT_EQ(json::serialize(reactions().at("reactions")), R"({"+1":["ana"]})");
  for (int i = 1; i < 20; ++i) {
    must("li", "chat.react", {{"seq", seq}, {"emoji", "e" + std::to_string(i)}, {"on", true}});
  }
  EXPECT_EQ(refused("li", "chat.react", R"({"seq":1,"emoji":"new","on":true})"), Errc::kConflict);
}

TEST_F(Chat, EVT46_Pins) {
  const std::uint64_t seq = send("li", "keep");
  must("li", "chat.pin", {{"seq", seq}, {"on", true}});
  EXPECT_EQ(ask("chat.pins", {}).at("messages").at(0).at("text").as_string(), "keep");
  must("ana", "chat.pin", {{"seq", seq}, {"on", false}});
  EXPECT_EQ(ask("chat.pins", {}).at("messages").as_array().size(), 0U);
}

TEST_F(Chat, EVT47_ReadMarksMoveForwardAndCountOthers) {
  send("li", "one");
  const std::uint64_t two = send("li", "two");
  send("ana", "mine");
  send("li", "three");
  must("ana", "chat.read", {{"seq", two}});
  EXPECT_EQ(must("ana", "chat.read", {{"seq", 1}}), 0U);
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    json::object joined;
    room.feature().describe_join({"ana", "Ana", core::PrincipalKind::kUser}, joined);
    EXPECT_EQ(joined.at("unread").as_uint64(), 1U);
    EXPECT_EQ(joined.at("read_seq").as_uint64(), two);
  }
  EXPECT_EQ(json::serialize(ask("chat.receipts", {}).at("receipts")), R"({"ana":2})");
}

TEST_F(Chat, EVT47_UnreadMentionsAreCounted) {
  must("li", "chat.send", {{"text", "hi"}, {"mentions", {"ana"}}});
  must("li", "chat.send", {{"text", "all"}, {"mentions", {"room"}}});
  must("li", "chat.send", {{"text", "you"}, {"mentions", {"wei"}}});
  send("li", "nobody");
  const auto mentions = [&](const std::string& who) {
    json::object joined;
    room.feature().describe_join({who, who, core::PrincipalKind::kUser}, joined);
    return joined.at("mentions").as_uint64();
  };
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    EXPECT_EQ(mentions("ana"), 2U);
    EXPECT_EQ(mentions("li"), 0U) << "not one's own";
  }
  must("ana", "chat.read", {{"seq", 1}});
  EXPECT_EQ(mentions("ana"), 1U);
}

TEST_F(Chat, EVT48_TypingIsKeyedByPerson) {
  must("li", "chat.typing", {{"on", true}});
  ASSERT_EQ(room.deliveries.size(), 1U);
  EXPECT_EQ(room.deliveries[0].key, "li");
  EXPECT_EQ(room.deliveries[0].kind, core::DeliveryClass::kKeyed);
  EXPECT_TRUE(room.log().empty());
}

TEST_F(Chat, EVT49_MentionsReachMembersElsewhere) {
  must("li", "chat.send", {{"text", "hi"}, {"mentions", {"ana", "stranger", "li"}}});
  ASSERT_EQ(room.deliveries.size(), 1U);
  EXPECT_EQ(room.deliveries[0].name, "chat.mention");
  EXPECT_EQ(room.deliveries[0].principals, std::vector<std::string>{"ana"});
}

TEST_F(Chat, EVT50_SearchShowsTheCurrentText) {
  const std::uint64_t seq = send("li", "blue whale");
  send("li", "green tree");
  must("li", "chat.edit", {{"seq", seq}, {"text", "red whale"}});
  EXPECT_EQ(find("whale"), 1U);
  EXPECT_EQ(find("blue"), 0U);
}

}  // namespace
}  // namespace atelier::feature::chat
