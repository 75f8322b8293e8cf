#include "base/json.h"
#include "core/trash.h"
#include "feature/chat/chat.h"
#include "feature/fake_room_test_support.h"
#include "gtest/gtest.h"
#include "port/fake/memory_search.h"

namespace atelier::feature::chat {
namespace {

class ChatTrash : public testing::Test {
 protected:
  ChatTrash() {
    room.add_member("ana", core::Role::kOwner);
    room.add_member("li", core::Role::kCommenter);
    room.add_member("bo", core::Role::kCommenter);
  }

  std::uint64_t must(const std::string& who, const std::string& name, const json::object& body) {
    const auto seq = room.run(who, name, json::serialize(body));
    EXPECT_TRUE(seq) << name << ": " << seq.error().message;
    return seq ? *seq : 0;
  }
  Errc refused(const std::string& who, const std::string& name, std::uint64_t seq) {
    const auto answer = room.run(who, name, json::serialize(json::object{{"seq", seq}}));
    return answer ? Errc::kInternal : answer.error().code;
  }
  json::array list(const std::string& who, const std::string& name) {
    const auto answer = room.query(who, name, "{}");
    EXPECT_TRUE(answer) << answer.error().message;
    return json::parse(*answer).at("messages").as_array();
  }

  port::FakeWorld search_world;
  port::FakeExecutor index{search_world};
  port::MemorySearch search{index};
  FakeRoom room{make_feature(search)};
};

TEST_F(ChatTrash, TRS3_ComesBackWithItsLastWordingAndWhatNobodyKnows) {
  const auto seq =
      room.run("li", "chat.send", R"({"text":"first","tone":1.50,"big":123456789012345678901})");
  ASSERT_TRUE(seq);
  must("li", "chat.edit", {{"seq", *seq}, {"text", "second"}});
  must("ana", "chat.react", {{"seq", *seq}, {"emoji", "+1"}, {"on", true}});
  const auto before = room.query("li", "chat.history", "{}");
  must("li", "chat.delete", {{"seq", *seq}});
  ASSERT_EQ(list("li", "chat.trash").size(), 1U);
  EXPECT_EQ(list("li", "chat.trash").at(0).at("message").at("text"), "second");
  must("li", "chat.restore", {{"seq", *seq}});
  EXPECT_EQ(room.rendered.back().name, "chat.restored");
  EXPECT_NE(room.rendered.back().args.find(R"("text":"second")"), std::string::npos);
  EXPECT_EQ(*room.query("li", "chat.history", "{}"), *before);
  EXPECT_TRUE(list("li", "chat.trash").empty());
  EXPECT_EQ(refused("li", "chat.restore", *seq), Errc::kNotFound);
}

TEST_F(ChatTrash, TRS3_RestoredAndDeletedAgainNothingStaysInTheLog) {
  const std::uint64_t seq = must("li", "chat.send", {{"text", "secret"}});
  must("li", "chat.delete", {{"seq", seq}});
  must("li", "chat.restore", {{"seq", seq}});
  EXPECT_FALSE(list("li", "chat.history").at(0).as_object().contains("edited_at"));
  must("li", "chat.edit", {{"seq", seq}, {"text", "secret too"}});
  must("li", "chat.delete", {{"seq", seq}});
  must("li", "chat.purge", {{"seq", seq}});
  std::size_t left = 0;
  room.store().query({room.partition(), "", "", 100, false}, [&left](const port::Page& page) {
    for (const port::Record& record : page.records)
      left += record.value.find("secret") != std::string::npos ? 1 : 0;
  });
  room.world().run_until_idle();
  EXPECT_EQ(left, 0U);
  EXPECT_EQ(refused("ana", "chat.restore", seq), Errc::kNotFound);
}

TEST_F(ChatTrash, TRS3_OwnDeletionsOrAllForOwners) {
  const std::uint64_t mine = must("li", "chat.send", {{"text", "mine"}});
  const std::uint64_t taken = must("li", "chat.send", {{"text", "taken away"}});
  must("li", "chat.delete", {{"seq", mine}});
  must("ana", "chat.delete", {{"seq", taken}});
  EXPECT_EQ(list("li", "chat.trash").size(), 1U);
  EXPECT_TRUE(list("bo", "chat.trash").empty());
  EXPECT_EQ(list("ana", "chat.trash").size(), 2U);
  EXPECT_EQ(refused("bo", "chat.restore", mine), Errc::kNotFound);
  EXPECT_EQ(refused("li", "chat.restore", taken), Errc::kNotFound);
  EXPECT_EQ(refused("li", "chat.purge", taken), Errc::kNotFound);
  must("ana", "chat.restore", {{"seq", taken}});
  must("ana", "chat.purge", {{"seq", mine}});
  EXPECT_TRUE(list("ana", "chat.trash").empty());
}

TEST_F(ChatTrash, TRS1_TRS5_GoneWhenItsTimeIsOver) {
  const std::uint64_t seq = must("li", "chat.send", {{"text", "old"}});
  must("li", "chat.delete", {{"seq", seq}});
  room.world().advance(core::kTrashMs - 1);
  EXPECT_EQ(list("li", "chat.trash").size(), 1U);
  room.world().advance(1);
  EXPECT_TRUE(list("li", "chat.trash").empty());
  EXPECT_EQ(refused("li", "chat.restore", seq), Errc::kNotFound);
}

}  // namespace
}  // namespace atelier::feature::chat
