// An archived room is read-only (COR8).
#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "core/hub_rig.h"

namespace atelier::core {
namespace {

const Principal kAnn{"ann", "Ann", PrincipalKind::kUser};
const Principal kBob{"bob", "Bob", PrincipalKind::kGuest};
constexpr PeerId kAnnPeer = make_peer_id(0, 1);
constexpr PeerId kBobPeer = make_peer_id(1, 1);

class Archive : public testing::Test {
 protected:
  Archive() {
    rig.start();
    EXPECT_TRUE(rig.create("studio", kAnn));
    EXPECT_TRUE(rig.join("studio", kAnnPeer, {kAnn}));
    EXPECT_TRUE(rig.join("studio", kBobPeer, {kBob, Role::kEditor}));
  }
  Result<Answer> run(const std::string& name, const std::string& rest) {
    const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
    return rig.execute("studio", name, "{\"id\":\"" + id + "\"" + rest + "}", {kAnn}, kAnnPeer);
  }
  void set_archived(bool on) {
    const auto done = run("room.archive", on ? "" : ",\"on\":false");
    EXPECT_TRUE(done) << done.error().message;
  }
  Role role_of(const Principal& who) {
    auto [answer, reply] = HubRig::promise();
    rig.hub->role_of(0, "studio", {who}, std::move(reply));
    const auto told = *rig.wait(answer);
    return told ? told->role : Role::kNone;
  }
  /// What documents heard last of somebody's role.
  Role told(const std::string& who) const {
    Role role = Role::kNone;
    for (const HubRig::Seen& each : rig.deliveries) {
      const bool fits = each.delivery->control == Control::kRoleChanged;
      if (fits && each.delivery->subject == who) role = each.delivery->role;
    }
    return role;
  }

  HubRig rig;
};

TEST_F(Archive, COR8_EVT22_WhatWritesIsForbiddenForOwnersToo) {
  set_archived(true);
  const auto renamed = run("room.rename", ",\"name\":\"Blue\"");
  ASSERT_FALSE(renamed);
  EXPECT_EQ(renamed.error(), room_is_archived());
  EXPECT_EQ(renamed.error().code, Errc::kForbidden);
  EXPECT_EQ(rig.execute("studio", "room.broadcast", "1", {kAnn}, kAnnPeer).error(),
            room_is_archived());
  EXPECT_EQ(rig.execute("studio", "room.broadcast", "1", {kAnn}, kAnnPeer, false).error(),
            room_is_archived());
  EXPECT_TRUE(rig.execute("studio", "room.events", "{}", {kBob}, kBobPeer));
  EXPECT_TRUE(rig.execute("studio", "presence.update", R"({"active":true})", {kBob}, kBobPeer));
  EXPECT_TRUE(run("member.set_role", R"(,"principal":"bob","role":"viewer")"));
  EXPECT_TRUE(run("member.remove", R"(,"principal":"bob","ban":true)"));
}

TEST_F(Archive, COR8_EVT22_AnOwnerBringsItBack) {
  set_archived(true);
  rig.restart();
  EXPECT_FALSE(run("room.rename", ",\"name\":\"Blue\""));
  set_archived(false);
  EXPECT_TRUE(run("room.rename", ",\"name\":\"Blue\""));
  const auto seen = rig.seen("room.archived");
  EXPECT_EQ(seen.size(), 1U);  // the first went to those who were there before the restart
}

TEST_F(Archive, COR8_ArchivingTwiceChangesNothing) {
  set_archived(true);
  const std::size_t before = rig.seen("room.archived").size();
  set_archived(true);
  EXPECT_EQ(rig.seen("room.archived").size(), before);
}

TEST_F(Archive, COR8_DocumentsAreReadOnlyWhileItIsArchived) {
  EXPECT_EQ(role_of(kBob), Role::kEditor);
  set_archived(true);
  EXPECT_EQ(role_of(kBob), Role::kViewer);
  EXPECT_EQ(told("bob"), Role::kViewer);
  EXPECT_EQ(told("ann"), Role::kViewer);
  EXPECT_TRUE(run("member.set_role", R"(,"principal":"bob","role":"owner")"));
  EXPECT_EQ(told("bob"), Role::kViewer);
  set_archived(false);
  EXPECT_EQ(told("bob"), Role::kOwner);
  EXPECT_EQ(role_of(kBob), Role::kOwner);
}

TEST_F(Archive, EVT10_EVT22_JoiningTellsIt) {
  set_archived(true);
  const auto joined = rig.join("studio", make_peer_id(0, 7), {kBob});
  ASSERT_TRUE(joined);
  const json::object body = parse_json(joined->body)->as_object();
  EXPECT_TRUE(body.at("archived").as_bool());
  EXPECT_EQ(body.at("role").as_string(), "editor");
}

// A person who is put out and let in again at once stays: only the connections of before end.
TEST_F(Archive, COR42_WhoComesBackBeforeTheRemovalIsStoredStays) {
  rig.store.hold_callbacks();
  const auto ask = [this](const std::string& name, const std::string& rest) {
    const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
    rig.hub->execute(
        0, {"studio", name, "{\"id\":\"" + id + "\"" + rest + "}", nullptr, {kAnn}, kAnnPeer},
        [](const Result<Answer>& answer) { EXPECT_TRUE(answer); });
    rig.world.run_until_idle();
  };
  ask("member.remove", R"(,"principal":"bob")");
  ask("member.set_role", R"(,"principal":"bob","role":"viewer")");
  const PeerId again = make_peer_id(1, 9);
  bool joined = false;
  rig.hub->join({"studio", {kBob}, again},
                [&joined](const Result<Answer>& answer) { joined = static_cast<bool>(answer); });
  rig.world.run_until_idle();
  rig.store.release_all();
  rig.world.advance(1000);
  EXPECT_TRUE(joined);
  const auto members = rig.execute("studio", "room.members", "{}", {kAnn}, kAnnPeer);
  ASSERT_TRUE(members);
  EXPECT_EQ(members->body.find("\"status\":\"offline\""), std::string::npos) << members->body;
}

// Seed 184 of the simulator: joining again, behind a write that fails, ended the stay.
TEST_F(Archive, EVT10_COR43_JoiningAgainInVainEndsNothing) {
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnavailable, false});
  auto [said, said_reply] = HubRig::promise();
  rig.hub->execute(0, {"studio", "room.broadcast", "1", nullptr, {kAnn}, kAnnPeer},
                   std::move(said_reply));
  auto [again, again_reply] = HubRig::promise();
  rig.hub->join({"studio", {kBob}, kBobPeer}, std::move(again_reply));
  const auto joined = rig.wait(again);
  ASSERT_TRUE(joined);
  ASSERT_FALSE(*joined);
  EXPECT_EQ(joined->error().code, Errc::kUnavailable);
  rig.world.advance(1000);
  const std::size_t before = rig.seen("room.broadcast", 1).size();
  EXPECT_TRUE(rig.execute("studio", "room.broadcast", "2", {kAnn}, kAnnPeer));
  EXPECT_EQ(rig.seen("room.broadcast", 1).size(), before + 1);
}

// A removal that was in doubt when the log failed takes effect before what came behind it.
TEST_F(Archive, COR43_EVT18_WhoWasPutOutInDoubtHearsNothingLater) {
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnknown, true});
  rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  const auto send = [this](const std::string& name, const std::string& rest) {
    const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
    rig.hub->execute(
        0, {"studio", name, "{\"id\":\"" + id + "\"" + rest + "}", nullptr, {kAnn}, kAnnPeer},
        [](const Result<Answer>&) {});
  };
  rig.loop(rig.hub->loop_for("studio")).run_now([&] {
    send("member.remove", R"(,"principal":"bob")");
    send("room.rename", R"(,"name":"Blue")");
  });
  rig.world.advance(60'000);
  std::vector<std::string> told;
  for (const HubRig::Seen& each : rig.deliveries) {
    if (each.loop == 1 && !each.delivery->name.empty()) told.push_back(each.delivery->name);
  }
  const auto kick = std::ranges::find(told, "room.removed");
  EXPECT_NE(kick, told.end());
  EXPECT_EQ(std::find(told.begin(), kick, "room.renamed"), kick);
}

}  // namespace
}  // namespace atelier::core
