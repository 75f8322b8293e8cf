#include "core/presence.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/limits.h"
#include "port/fake/fake_executor.h"

namespace atelier::core {
namespace {

class PresenceTest : public testing::Test {
 protected:
  Member& person(const std::string& id) {
    return members.try_emplace(id, Member{{id, id, PrincipalKind::kUser}, Role::kEditor})
        .first->second;
  }
  void join(PeerId peer, const std::string& id) {
    loop.run_now([&] { presence.join(peer, person(id).principal, "null"); });
  }
  void leave(PeerId peer) {
    loop.run_now([&] { presence.leave(peer); });
  }
  Result<void> update(PeerId peer, std::string_view body) {
    Result<void> done;
    loop.run_now([&] { done = presence.update(peer, body); });
    return done;
  }
  json::object diff(std::size_t index) {
    return parse_json(sent.at(index).args)->as_array().at(1).as_object();
  }
  json::object member(const std::string& id) {
    return parse_json(presence.member_json(person(id)))->as_object();
  }
  std::string status(const std::string& id) {
    return std::string(member(id).at("status").as_string());
  }

  port::FakeWorld world;
  port::FakeExecutor loop{world};
  std::map<std::string, Member, std::less<>> members;
  std::vector<Delivery> sent;
  Faces faces;
  Presence presence{
      "studio",
      {loop, world.clock(), [this](Delivery each) { sent.push_back(std::move(each)); },
       [this](std::string_view id) {
         const auto found = members.find(id);
         return found == members.end() ? nullptr : &found->second;
       },
       [this](std::string_view id) { return faces.find(id); }}};
};

TEST_F(PresenceTest, EVT31_OneDiffPerInterval) {
  for (PeerId peer = 1; peer <= 5; ++peer) join(peer, "p" + std::to_string(peer));
  world.advance(limits::kPresenceIntervalMs - 1);
  EXPECT_TRUE(sent.empty());
  world.advance(1);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].name, "presence.diff");
  EXPECT_EQ(diff(0).at("changed").as_array().size(), 5U);
  EXPECT_EQ(diff(0).at("count").as_int64(), 5);
  world.advance(5000);
  EXPECT_EQ(sent.size(), 1U);
}

TEST_F(PresenceTest, EVT24_AMemberShowsTheirFaceWhileItHolds) {
  join(1, "ann");
  EXPECT_FALSE(member("ann").contains("note"));
  faces.show("ann", {"/picture", 3, "Away for lunch", world.clock().wall() + 1000});
  json::object shown = member("ann");
  EXPECT_EQ(shown.at("picture").as_string(), "/picture");
  EXPECT_EQ(shown.at("color").as_int64(), 3);
  EXPECT_EQ(shown.at("note").at("text").as_string(), "Away for lunch");
  world.advance(1000);
  EXPECT_FALSE(member("ann").contains("note"));
  faces.show("ann", {});
  EXPECT_EQ(faces.find("ann"), nullptr);
  EXPECT_FALSE(member("ann").contains("chosen"));
}

TEST_F(PresenceTest, EVT32_FiftyTabsAreOneEntry) {
  for (PeerId peer = 1; peer <= 50; ++peer) join(peer, "ann");
  world.advance(1000);
  EXPECT_EQ(diff(0).at("count").as_int64(), 1);
  EXPECT_EQ(member("ann").at("devices").as_int64(), 50);
  for (PeerId peer = 1; peer <= 49; ++peer) leave(peer);
  EXPECT_TRUE(presence.is_present("ann"));
  leave(50);
  EXPECT_EQ(status("ann"), "offline");
  world.advance(1000);
  EXPECT_EQ(diff(1).at("changed").as_array().at(0).as_object().at("status").as_string(), "offline");
}

TEST_F(PresenceTest, EVT32_WhoIsNoMemberIsGone) {
  join(1, "visitor");
  members.clear();
  leave(1);
  world.advance(1000);
  EXPECT_EQ(diff(0).at("gone").as_array().at(0).as_string(), "visitor");
}

TEST_F(PresenceTest, EVT30_DevicesMergeToTheMostActive) {
  join(1, "ann");
  join(2, "ann");
  ASSERT_TRUE(update(1, R"({"active":false})"));
  EXPECT_EQ(status("ann"), "online");
  ASSERT_TRUE(update(2, R"({"active":false})"));
  EXPECT_EQ(status("ann"), "idle");
  world.advance(10);
  ASSERT_TRUE(update(2, R"({"active":true,"place":{"surface":"board.1","at":{"x":1}}})"));
  EXPECT_EQ(status("ann"), "online");
  EXPECT_EQ(member("ann").at("place").as_object().at("surface").as_string(), "board.1");
}

TEST_F(PresenceTest, EVT30_ChosenStatusEndsAtUntil) {
  join(1, "ann");
  const std::string until = std::to_string(world.clock().wall() + 60'000);
  ASSERT_TRUE(update(1, R"({"status":"dnd","until":)" + until + "}"));
  EXPECT_EQ(status("ann"), "dnd");
  EXPECT_EQ(member("ann").at("until").as_int64(), world.clock().wall() + 60'000);
  world.advance(1000);
  const std::size_t before = sent.size();
  world.advance(60'000);
  EXPECT_EQ(status("ann"), "online");
  EXPECT_EQ(sent.size(), before + 1);
  ASSERT_TRUE(update(1, R"({"status":"away"})"));
  EXPECT_EQ(status("ann"), "away");
  ASSERT_TRUE(update(1, R"({"status":"online"})"));
  EXPECT_EQ(status("ann"), "online");
}

TEST_F(PresenceTest, EVT30_BadUpdatesAreInvalid) {
  join(1, "ann");
  for (const char* body :
       {"null", "[]", R"({"status":"king"})", R"({"place":7})", R"({"place":{"at":1}})", "{"}) {
    EXPECT_EQ(update(1, body).error().code, Errc::kInvalid) << body;
  }
  EXPECT_FALSE(update(99, "{}"));
  const std::string large = R"({"place":{"surface":")" + std::string(600, 'x') + "\"}}";
  EXPECT_EQ(update(1, large).error().code, Errc::kTooLarge);
}

TEST_F(PresenceTest, EVT34_LostConnectionIsGoneAfterSeconds) {
  join(1, "ann");
  world.advance(1000);
  loop.run_now([&] { presence.set_connected(1, false); });
  EXPECT_EQ(status("ann"), "online");
  world.advance(limits::kPresenceDetachedMs + 500);
  EXPECT_EQ(status("ann"), "offline");
  EXPECT_EQ(sent.size(), 2U);
}

TEST_F(PresenceTest, EVT34_RecoveredConnectionMakesNoEvent) {
  join(1, "ann");
  world.advance(1000);
  loop.run_now([&] { presence.set_connected(1, false); });
  world.advance(1000);
  loop.run_now([&] { presence.set_connected(1, true); });
  world.advance(limits::kPresenceDetachedMs + 500);
  EXPECT_EQ(sent.size(), 1U);
}

TEST_F(PresenceTest, EVT31_EVT33_ManyMembersAreCountedAndWatched) {
  for (PeerId peer = 1; peer <= limits::kPresenceDetailMembers + 1; ++peer) {
    join(peer, "p" + std::to_string(peer));
  }
  world.advance(60'000);
  sent.clear();
  Result<void> watching;
  loop.run_now([&] { watching = presence.watch(1, R"({"principals":["p7"]})"); });
  ASSERT_TRUE(watching);
  ASSERT_TRUE(update(7, R"({"status":"away"})"));
  ASSERT_TRUE(update(8, R"({"status":"away"})"));
  world.advance(1000);
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_TRUE(diff(0).at("changed").as_array().empty());
  EXPECT_EQ(diff(0).at("count").as_int64(), 1001);
  EXPECT_EQ(sent[0].kind, DeliveryClass::kKeyed);
  EXPECT_EQ(sent[1].peers, std::vector<PeerId>{1});
  EXPECT_EQ(diff(1).at("changed").as_array().size(), 1U);
  leave(1);
  ASSERT_TRUE(update(7, R"({"status":"online"})"));
  world.advance(1000);
  EXPECT_EQ(sent.back().audience, Audience::kRoom);
}

TEST_F(PresenceTest, EVT33_WatchListIsBounded) {
  join(1, "ann");
  std::string list = "[\"x\"";
  for (std::size_t i = 0; i < limits::kPresenceWatched; ++i) list += ",\"x\"";
  loop.run_now([&] {
    EXPECT_EQ(presence.watch(1, "{\"principals\":" + list + "]}").error().code, Errc::kTooLarge);
    EXPECT_EQ(presence.watch(1, "{}").error().code, Errc::kInvalid);
    EXPECT_EQ(presence.watch(1, "{\"principals\":[1]}").error().code, Errc::kInvalid);
  });
}

TEST_F(PresenceTest, EVT31_ChangesOfADiffAreBounded) {
  for (PeerId peer = 1; peer <= 450; ++peer) join(peer, "p" + std::to_string(peer));
  world.advance(10'000);
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(diff(0).at("changed").as_array().size(), limits::kPresenceChangesPerDiff);
  EXPECT_EQ(diff(2).at("changed").as_array().size(), 50U);
}

TEST(PresenceColor, EVT19_ColorIsTheSameForEveryViewer) {
  EXPECT_EQ(color_of("ann"), color_of("ann"));
  EXPECT_GE(color_of("bob"), 0);
  EXPECT_LE(color_of("bob"), 9);
}

}  // namespace
}  // namespace atelier::core
