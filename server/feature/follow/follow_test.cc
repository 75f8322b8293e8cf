#include "feature/follow/follow.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "core/hub_rig.h"

namespace atelier::feature::follow {
namespace {

using core::Principal;
using core::Role;

const Principal kAnn{"ann", "Ann"};
const Principal kBob{"bob", "Bob"};
const Principal kCleo{"cleo", "Cleo"};
constexpr core::PeerId kAnnPeer = core::make_peer_id(0, 1);
constexpr core::PeerId kBobPeer = core::make_peer_id(0, 2);
constexpr core::PeerId kBobTab = core::make_peer_id(0, 3);
constexpr core::PeerId kCleoPeer = core::make_peer_id(0, 4);

class Follow : public testing::Test {
 protected:
  Follow() : rig(1, {{"follow", make_feature()}}, options()) {
    register_commands(rig.table);
    rig.start();
    EXPECT_TRUE(rig.create("r", kAnn));
    join(kAnnPeer, kAnn);
    join(kBobPeer, kBob, Role::kViewer);
    join(kCleoPeer, kCleo, Role::kEditor);
  }
  static core::HubOptions options() {
    core::HubOptions options;
    options.rates.enabled = false;
    return options;
  }
  json::object join(core::PeerId peer, const Principal& who, Role role = Role::kNone) {
    const auto got = rig.join("r", peer, {who, role});
    EXPECT_TRUE(got);
    return json::parse(got->body).as_object();
  }
  Result<json::object> give(core::PeerId peer, const Principal& who, const std::string& name,
                            json::object body = {}) {
    if (name.starts_with("present.")) {
      body["id"] = rig.world.random().uuid_v7(rig.world.clock().wall());
    }
    const auto got = rig.execute("r", name, json::serialize(body), {who}, peer);
    rig.world.run_until_idle();
    if (!got) return got.error();
    return json::parse(got->body).as_object();
  }
  Result<json::object> follow(core::PeerId peer, const Principal& who, const Principal& leader) {
    return give(peer, who, "follow.start", {{"principal", leader.id}});
  }
  Result<json::object> show(core::PeerId peer, const Principal& who, json::object view) {
    return give(peer, who, "follow.view", std::move(view));
  }
  json::object last(std::string_view name) {
    const auto seen = rig.seen(name);
    return seen.empty() ? json::object() : json::parse(seen.back()->args).at(1).as_object();
  }
  std::string followers() { return json::serialize(last("follow.followers")["followers"]); }
  static Errc code(const Result<json::object>& answer) {
    return answer ? Errc::kInternal : answer.error().code;
  }

  core::HubRig rig;
};

TEST_F(Follow, FOL1_TheAnswerTellsTheNewestViewAndTheLeaderHearsOfIt) {
  ASSERT_TRUE(follow(kCleoPeer, kCleo, kAnn));
  EXPECT_EQ(followers(), "[\"cleo\"]");
  EXPECT_EQ(rig.seen("follow.followers").back()->principals, std::vector<std::string>{"ann"});
  ASSERT_TRUE(show(kAnnPeer, kAnn, {{"surface", "doc"}, {"at", {{"block", 3}}}}));
  const auto answer = follow(kBobPeer, kBob, kAnn);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->at("following").as_string(), "ann");
  EXPECT_EQ(answer->at("view").at("surface").as_string(), "doc");
  EXPECT_EQ(answer->at("view").at("at").at("block").as_int64(), 3);
  EXPECT_EQ(followers(), "[\"bob\",\"cleo\"]");
}

TEST_F(Follow, FOL1_OnlyWhoIsHereAndSomebodyElse) {
  EXPECT_EQ(code(follow(kBobPeer, kBob, kBob)), Errc::kInvalid);
  EXPECT_EQ(code(follow(kBobPeer, kBob, {"dan", "Dan"})), Errc::kNotFound);
  EXPECT_EQ(code(follow(core::kNoPeer, kBob, kAnn)), Errc::kInvalid);
}

TEST_F(Follow, FOL2_NobodyFollowsInACircle) {
  ASSERT_TRUE(follow(kBobPeer, kBob, kAnn));
  ASSERT_TRUE(follow(kCleoPeer, kCleo, kBob));
  EXPECT_EQ(code(follow(kAnnPeer, kAnn, kBob)), Errc::kConflict);
  EXPECT_EQ(code(follow(kAnnPeer, kAnn, kCleo)), Errc::kConflict);
  ASSERT_TRUE(give(kCleoPeer, kCleo, "follow.stop"));
  EXPECT_TRUE(follow(kAnnPeer, kAnn, kCleo));
}

TEST_F(Follow, FOL3_SaidAgainChangesNothingAndAnotherPersonReplaces) {
  ASSERT_TRUE(follow(kBobPeer, kBob, kAnn));
  ASSERT_TRUE(follow(kBobPeer, kBob, kAnn));
  EXPECT_EQ(rig.seen("follow.followers").size(), 1U);
  ASSERT_TRUE(follow(kBobPeer, kBob, kCleo));
  const auto seen = rig.seen("follow.followers");
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[1]->principals, std::vector<std::string>{"ann"});
  EXPECT_EQ(seen[1]->args, R"(["r",{"followers":[]}])");
  EXPECT_EQ(seen[2]->principals, std::vector<std::string>{"cleo"});
}

TEST_F(Follow, FOL4_TheListIsKeyedAndComesWithTheJoin) {
  ASSERT_TRUE(follow(kBobPeer, kBob, kAnn));
  EXPECT_EQ(rig.seen("follow.followers").back()->kind, core::DeliveryClass::kKeyed);
  const json::object joined = join(core::make_peer_id(0, 9), kAnn);
  EXPECT_EQ(json::serialize(joined.at("followers")), "[\"bob\"]");
  EXPECT_FALSE(join(kCleoPeer, kCleo).contains("followers"));
}

TEST_F(Follow, FOL5_AViewIsCheckedAndBounded) {
  EXPECT_EQ(code(show(kAnnPeer, kAnn, {})), Errc::kInvalid);
  EXPECT_EQ(code(show(kAnnPeer, kAnn, {{"surface", std::string(201, 'x')}})), Errc::kInvalid);
  EXPECT_EQ(code(show(kAnnPeer, kAnn, {{"surface", "d"}, {"at", std::string(2047, 'x')}})),
            Errc::kTooLarge);
  EXPECT_EQ(code(show(kAnnPeer, kAnn, {{"surface", "d"}, {"laser", std::string(511, 'x')}})),
            Errc::kTooLarge);
  EXPECT_TRUE(show(kAnnPeer, kAnn, {{"surface", "d"}, {"at", std::string(2046, 'x')}}));
}

TEST_F(Follow, FOL6_AViewReachesFollowersOnlyAndTheNewestReplaces) {
  join(kBobTab, kBob);
  ASSERT_TRUE(show(kAnnPeer, kAnn, {{"surface", "chat"}}));
  EXPECT_TRUE(rig.seen("follow.view").empty());
  ASSERT_TRUE(follow(kBobPeer, kBob, kAnn));
  ASSERT_TRUE(show(kAnnPeer, kAnn, {{"surface", "doc"}, {"more", 1}}));
  const auto seen = rig.seen("follow.view");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]->audience, core::Audience::kPeers);
  EXPECT_EQ(seen[0]->peers, std::vector<core::PeerId>{kBobPeer});
  EXPECT_EQ(seen[0]->kind, core::DeliveryClass::kKeyed);
  EXPECT_EQ(seen[0]->key, "view/ann");
  EXPECT_EQ(seen[0]->args, R"(["r",{"principal":"ann","surface":"doc"}])");
}

TEST_F(Follow, FOL6_AViewIsForgottenWithTheLastFollower) {
  ASSERT_TRUE(follow(kBobPeer, kBob, kAnn));
  ASSERT_TRUE(show(kAnnPeer, kAnn, {{"surface", "doc"}}));
  ASSERT_TRUE(give(kBobPeer, kBob, "follow.stop"));
  EXPECT_EQ(followers(), "[]");
  EXPECT_FALSE(follow(kBobPeer, kBob, kAnn)->contains("view"));
}

TEST_F(Follow, FOL7_LeavingEndsBothSides) {
  ASSERT_TRUE(follow(kBobPeer, kBob, kAnn));
  ASSERT_TRUE(follow(kAnnPeer, kAnn, kCleo));
  rig.leave("r", kBobPeer);
  EXPECT_EQ(rig.seen("follow.followers").back()->args, R"(["r",{"followers":[]}])");
  rig.leave("r", kCleoPeer);
  rig.world.advance(kSweepMs);
  rig.world.run_until_idle();
  EXPECT_EQ(rig.seen("follow.ended").back()->args, R"(["r",{"principal":"cleo","reason":"gone"}])");
  EXPECT_EQ(rig.seen("follow.ended").back()->peers, std::vector<core::PeerId>{kAnnPeer});
}

TEST_F(Follow, FOL10_AnEditorPresentsAndAllHearOfItAlsoAfterARestart) {
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.start"));
  EXPECT_EQ(last("present.started").at("principal").as_string(), "cleo");
  EXPECT_EQ(rig.seen("present.started").back()->audience, core::Audience::kRoom);
  EXPECT_EQ(code(give(kBobPeer, kBob, "present.start")), Errc::kForbidden);
  EXPECT_EQ(code(give(kAnnPeer, kAnn, "present.start")), Errc::kConflict);
  rig.restart();
  const json::object joined = join(kBobPeer, kBob);
  EXPECT_EQ(joined.at("presenting").at("principal").as_string(), "cleo");
  EXPECT_TRUE(joined.at("presenting").at("since").is_int64());
}

TEST_F(Follow, FOL10_WhoPresentsIsSeenAtOnceByWhoFollowsLater) {
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.start"));
  ASSERT_TRUE(show(kCleoPeer, kCleo, {{"surface", "doc"}}));
  EXPECT_EQ(follow(kBobPeer, kBob, kCleo)->at("view").at("surface").as_string(), "doc");
}

TEST_F(Follow, FOL10_WhoIsAwayLosesTheirPlaceToTheNext) {
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.start"));
  rig.leave("r", kCleoPeer);
  ASSERT_TRUE(give(kAnnPeer, kAnn, "present.start"));
  EXPECT_EQ(last("present.started").at("before").as_string(), "cleo");
  EXPECT_EQ(last("present.started").at("principal").as_string(), "ann");
}

TEST_F(Follow, FOL11_ThePresenterOrAnOwnerEndsIt) {
  ASSERT_TRUE(give(kAnnPeer, kAnn, "present.start"));
  EXPECT_EQ(code(give(kCleoPeer, kCleo, "present.stop")), Errc::kForbidden);
  ASSERT_TRUE(give(kAnnPeer, kAnn, "present.stop"));
  EXPECT_EQ(last("present.stopped").at("reason").as_string(), "stopped");
  ASSERT_TRUE(give(kAnnPeer, kAnn, "present.stop"));
  EXPECT_EQ(rig.seen("present.stopped").size(), 1U);
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.start"));
  ASSERT_TRUE(give(kAnnPeer, kAnn, "present.stop"));
  EXPECT_EQ(last("present.stopped").at("principal").as_string(), "cleo");
}

TEST_F(Follow, FOL12_HandedOverToAnEditorWhoIsHere) {
  EXPECT_EQ(code(give(kAnnPeer, kAnn, "present.hand_over", {{"principal", "cleo"}})),
            Errc::kNotFound);
  ASSERT_TRUE(give(kAnnPeer, kAnn, "present.start"));
  EXPECT_EQ(code(give(kAnnPeer, kAnn, "present.hand_over", {{"principal", "bob"}})),
            Errc::kConflict);
  EXPECT_EQ(code(give(kCleoPeer, kCleo, "present.hand_over", {{"principal", "cleo"}})),
            Errc::kForbidden);
  ASSERT_TRUE(give(kAnnPeer, kAnn, "present.hand_over", {{"principal", "cleo"}}));
  EXPECT_EQ(last("present.handed_over").at("principal").as_string(), "cleo");
  EXPECT_EQ(last("present.handed_over").at("before").as_string(), "ann");
  EXPECT_EQ(join(kBobPeer, kBob).at("presenting").at("principal").as_string(), "cleo");
}

TEST_F(Follow, FOL13_InAnArchiveNobodyStartsButPeopleFollowAndItEnds) {
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.start"));
  const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
  ASSERT_TRUE(rig.execute("r", "room.archive", "{\"id\":\"" + id + "\"}", {kAnn}));
  ASSERT_TRUE(follow(kBobPeer, kBob, kCleo));
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.stop"));
  EXPECT_EQ(code(give(kAnnPeer, kAnn, "present.start")), Errc::kForbidden);
}

TEST_F(Follow, FOL14_AwayForAMinuteEndsIt) {
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.start"));
  rig.leave("r", kCleoPeer);
  for (int i = 0; i < 58; ++i) rig.world.advance(kSweepMs);
  EXPECT_TRUE(rig.seen("present.stopped").empty());
  for (int i = 0; i < 4; ++i) rig.world.advance(kSweepMs);
  rig.world.run_until_idle();
  EXPECT_EQ(last("present.stopped").at("reason").as_string(), "gone");
  EXPECT_FALSE(join(kBobPeer, kBob).contains("presenting"));
}

TEST_F(Follow, FOL14_WithTheRoleOrTheRoomPresentingEnds) {
  ASSERT_TRUE(give(kCleoPeer, kCleo, "present.start"));
  const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
  ASSERT_TRUE(rig.execute("r", "member.set_role",
                          "{\"id\":\"" + id + R"(","principal":"cleo","role":"viewer"})", {kAnn}));
  rig.world.advance(kSweepMs);
  rig.world.advance(kSweepMs);
  EXPECT_EQ(last("present.stopped").at("reason").as_string(), "gone");
}

}  // namespace
}  // namespace atelier::feature::follow
