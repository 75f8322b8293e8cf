#include "feature/door/door.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "core/hub_rig.h"

namespace atelier::feature::door {
namespace {

using core::Access;
using core::Principal;
using core::Role;

const Principal kAnn{"ann", "Ann"};
const Principal kBob{"bob", "Bob"};
const Principal kGus{"g-1", "Gus", core::PrincipalKind::kGuest};
constexpr core::PeerId kAnnPeer = core::make_peer_id(0, 1);
constexpr core::PeerId kBossPeer = core::make_peer_id(0, 2);

class Door : public testing::Test {
 protected:
  Door() : rig(1, {{"door", make_feature()}}, options()) {
    register_commands(rig.table);
    rig.start();
    EXPECT_TRUE(rig.create("r", kAnn));
    EXPECT_TRUE(rig.join("r", kAnnPeer, {kAnn}));
    configure(true);
  }
  static core::HubOptions options() {
    core::HubOptions options;
    options.rates.enabled = false;
    return options;
  }
  Result<json::object> give(const std::string& name, json::object body, const Access& access) {
    const auto got = rig.execute("r", name, json::serialize(body), access);
    if (!got) return got.error();
    return json::parse(got->body).as_object();
  }
  Result<json::object> order(const std::string& name, json::object body) {
    body["id"] = rig.world.random().uuid_v7(rig.world.clock().wall());
    return give(name, std::move(body), {kAnn});
  }
  void configure(bool knock) { EXPECT_TRUE(order("room.configure", {{"knock", knock}})); }
  Result<json::object> answer(const Principal& who, bool let_in) {
    return order("knock.answer", {{"principal", who.id}, {"let_in", let_in}});
  }
  /// With the rights of the server, as the gateway asks.
  Result<json::object> at_door(const std::string& name, const Principal& who,
                               const std::string& network = "10.0.0.1") {
    return give(name, {{"link", "l1"}, {"network", network}}, {who, Role::kNone, true});
  }
  std::string state(const std::string& name, const Principal& who) {
    const auto told = at_door(name, who);
    return told ? std::string(told->at("state").as_string()) : told.error().message;
  }
  std::string knock(const Principal& who) { return state("knock.ask", who); }
  std::string wait(const Principal& who) { return state("knock.wait", who); }
  std::size_t waiting() { return give("knock.list", {}, {kAnn})->at("waiting").as_array().size(); }
  /// How many stand at the door as the owners heard last.
  std::size_t told() {
    rig.world.run_until_idle();
    const auto seen = rig.seen("knock.waiting");
    if (seen.empty()) return 0;
    return json::parse(seen.back()->args).at(1).at("waiting").as_array().size();
  }
  static Principal guest(int number) {
    return {"g-" + std::to_string(number), "Guest", core::PrincipalKind::kGuest};
  }

  core::HubRig rig;
};

TEST_F(Door, AUTH80_WithoutTheSettingNobodyWaits) {
  configure(false);
  EXPECT_EQ(knock(kGus), "in");
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(Door, AUTH80_WhoIsInTheRoomAlreadyNeedsNoKnock) {
  ASSERT_TRUE(rig.join("r", kBossPeer, {kBob, Role::kViewer}));
  EXPECT_EQ(knock(kBob), "in");
  EXPECT_EQ(knock(kAnn), "in");
}

TEST_F(Door, AUTH81_EVT72_OwnersHearWhoKnocksAndNobodyElse) {
  EXPECT_EQ(knock(kGus), "waiting");
  const auto seen = rig.seen("knock.waiting");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]->audience, core::Audience::kPrincipals);
  EXPECT_EQ(seen[0]->principals, std::vector<std::string>{"ann"});
  const json::value args = json::parse(seen[0]->args);
  EXPECT_EQ(args.at(0).as_string(), "r");
  const json::object first = args.at(1).at("waiting").at(0).as_object();
  EXPECT_EQ(first.at("id").as_string(), "g-1");
  EXPECT_EQ(first.at("name").as_string(), "Gus");
  EXPECT_EQ(first.at("kind").as_string(), "guest");
  EXPECT_FALSE(first.contains("network"));
  // A further sign of who waits is no news.
  EXPECT_EQ(knock(kGus), "waiting");
  EXPECT_EQ(rig.seen("knock.waiting").size(), 1U);
}

TEST_F(Door, EVT72_OwnersOfTheWorkspaceHearAfterTheyAsked) {
  const Access boss{{"boss", "Boss"}, Role::kNone, true};
  ASSERT_TRUE(rig.join("r", kBossPeer, boss));
  ASSERT_TRUE(give("knock.list", {}, boss));
  EXPECT_EQ(knock(kGus), "waiting");
  const std::vector<std::string> both{"ann", "boss"};
  EXPECT_EQ(rig.seen("knock.waiting").back()->principals, both);
}

TEST_F(Door, AUTH81_TheAnswerSaysWhetherAHostIsHere) {
  EXPECT_TRUE(at_door("knock.ask", kGus)->at("hosts").as_bool());
  rig.leave("r", kAnnPeer);
  rig.world.advance(30'000);
  EXPECT_FALSE(at_door("knock.wait", kGus)->at("hosts").as_bool());
}

TEST_F(Door, AUTH83_WhoIsLetInComesInAndTheAnswerOutlivesARestart) {
  EXPECT_EQ(knock(kGus), "waiting");
  ASSERT_TRUE(answer(kGus, true));
  EXPECT_EQ(told(), 0U);
  rig.restart();
  EXPECT_EQ(wait(kGus), "in");
  EXPECT_EQ(knock(kGus), "in");
  rig.world.advance(kLetInMs);
  EXPECT_EQ(knock(kGus), "waiting");
}

TEST_F(Door, AUTH83_EVT73_TheAnswerIsToldToOwnersWithTheName) {
  EXPECT_EQ(knock(kGus), "waiting");
  ASSERT_TRUE(answer(kGus, true));
  const auto seen = rig.seen("knock.answered");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]->audience, core::Audience::kPrincipals);
  const json::value said = json::parse(seen[0]->args).at(1);
  EXPECT_EQ(said.at("principal").at("name").as_string(), "Gus");
  EXPECT_EQ(said.at("from").at("id").as_string(), "ann");
  EXPECT_TRUE(said.at("let_in").as_bool());
}

TEST_F(Door, AUTH83_RefusedIsFinalForAWhile) {
  EXPECT_EQ(knock(kGus), "waiting");
  ASSERT_TRUE(answer(kGus, false));
  EXPECT_EQ(wait(kGus), "refused");
  rig.restart();
  EXPECT_EQ(knock(kGus), "refused");
  EXPECT_EQ(waiting(), 0U);
  rig.world.advance(kRefusedMs);
  EXPECT_EQ(knock(kGus), "waiting");
}

TEST_F(Door, AUTH83_OnlyThoseWhoWaitCanBeAnswered) {
  EXPECT_EQ(answer(kGus, true).error().code, Errc::kNotFound);
  EXPECT_EQ(knock(kGus), "waiting");
  EXPECT_EQ(order("knock.answer", {{"principal", "g-1"}}).error().code, Errc::kInvalid);
  ASSERT_TRUE(answer(kGus, false));
  EXPECT_EQ(answer(kGus, true).error().code, Errc::kNotFound);
}

TEST_F(Door, AUTH83_WhoWasPutOutKnocksAgain) {
  EXPECT_EQ(knock(kGus), "waiting");
  ASSERT_TRUE(answer(kGus, true));
  ASSERT_TRUE(rig.join("r", kBossPeer, {kGus, Role::kViewer}));
  EXPECT_EQ(knock(kGus), "in");
  ASSERT_TRUE(order("member.remove", {{"principal", "g-1"}}));
  EXPECT_EQ(knock(kGus), "waiting");
}

TEST_F(Door, AUTH82_AKnockLivesNinetySecondsAfterTheLastSign) {
  EXPECT_EQ(knock(kGus), "waiting");
  for (int i = 0; i < 4; ++i) {
    rig.world.advance(kKnockMs - kSweepMs);
    EXPECT_EQ(wait(kGus), "waiting");
  }
  rig.world.advance(kKnockMs + kSweepMs);
  EXPECT_EQ(told(), 0U);
  EXPECT_EQ(wait(kGus), "knock");
  EXPECT_EQ(knock(kGus), "waiting");
}

TEST_F(Door, AUTH82_WhoLeavesIsGoneAtOnceAndARestartForgetsWhoWaits) {
  EXPECT_EQ(knock(kGus), "waiting");
  EXPECT_EQ(told(), 1U);
  EXPECT_EQ(state("knock.leave", kGus), "knock");
  EXPECT_EQ(told(), 0U);
  EXPECT_EQ(knock(kGus), "waiting");
  rig.restart();
  EXPECT_EQ(wait(kGus), "knock");
}

TEST_F(Door, AUTH82_NoMoreThanSoManyWaitInARoomAndFromOneNetwork) {
  for (std::size_t i = 0; i < kWaitingPerNetwork; ++i) {
    ASSERT_TRUE(at_door("knock.ask", guest(100 + static_cast<int>(i)), "near"));
  }
  const auto refused = at_door("knock.ask", kGus, "near");
  EXPECT_EQ(refused.error().code, Errc::kRateLimited);
  EXPECT_EQ(refused.error().retry_after_ms, kKnockMs);
  EXPECT_TRUE(at_door("knock.ask", guest(100), "near"));  // waits already
  for (std::size_t i = kWaitingPerNetwork; i < kWaitingPerRoom; ++i) {
    const int number = 100 + static_cast<int>(i);
    ASSERT_TRUE(at_door("knock.ask", guest(number), "far" + std::to_string(i)));
  }
  EXPECT_EQ(at_door("knock.ask", kGus, "elsewhere").error().code, Errc::kRateLimited);
  EXPECT_EQ(waiting(), kWaitingPerRoom);
}

TEST_F(Door, AUTH82_TurnedOffTheDoorIsOpenToWhoWaits) {
  EXPECT_EQ(knock(kGus), "waiting");
  configure(false);
  EXPECT_EQ(told(), 0U);
  EXPECT_EQ(wait(kGus), "in");
}

TEST_F(Door, AUTH81_WhoOnlyGuessesTheNameOfARoomIsToldNothing) {
  const auto told = [this] { return give("knock.wait", {}, {kGus, Role::kNone, true}); };
  EXPECT_EQ(told()->at("state"), "knock");
  configure(false);
  EXPECT_EQ(*told(), (json::object{{"state", "knock"}}));
  ASSERT_TRUE(rig.join("r", kBossPeer, {kGus, Role::kViewer}));
  EXPECT_EQ(told()->at("state"), "in");
}

}  // namespace
}  // namespace atelier::feature::door
