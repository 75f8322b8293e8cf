#include <gtest/gtest.h>

#include "base/json.h"
#include "base/limits.h"
#include "core/hub_rig.h"

namespace atelier::core {
namespace {

const Principal kAnn{"ann", "Ann", PrincipalKind::kUser};
const Principal kBob{"bob", "Bob", PrincipalKind::kGuest};
constexpr PeerId kAnnPeer = make_peer_id(0, 1);
constexpr PeerId kBobPeer = make_peer_id(1, 1);

Access as(const Principal& who, Role claim = Role::kNone) {
  return {who, claim};
}

json::object body_of(const Result<Answer>& answer) {
  return answer ? parse_json(answer->body)->as_object() : json::object{};
}

class RoomTest : public testing::Test {
 protected:
  RoomTest() { rig.start(); }

  std::string id() { return rig.world.random().uuid_v7(rig.world.clock().wall()); }
  std::string with_id(const std::string& rest) { return "{\"id\":\"" + id() + "\"," + rest + "}"; }
  void open_room() {
    ASSERT_TRUE(rig.create("studio", kAnn));
    ASSERT_TRUE(rig.join("studio", kAnnPeer, as(kAnn)));
    ASSERT_TRUE(rig.join("studio", kBobPeer, as(kBob, Role::kCommenter)));
  }

  HubRig rig;
};

TEST_F(RoomTest, COR3_UnknownAndForbiddenRoomsAnswerAlike) {
  ASSERT_TRUE(rig.create("studio", kAnn));
  const auto unknown = rig.join("nowhere", kBobPeer, as(kBob));
  const auto forbidden = rig.join("studio", kBobPeer, as(kBob));
  ASSERT_FALSE(unknown);
  ASSERT_FALSE(forbidden);
  EXPECT_EQ(unknown.error(), forbidden.error());
  EXPECT_EQ(unknown.error().code, Errc::kNotFound);
  EXPECT_EQ(rig.join("not a room!", kBobPeer, as(kBob)).error(), unknown.error());
}

TEST_F(RoomTest, COR2_EVT11_ClaimCreatesRoomAndMembershipThenStoredRoleWins) {
  const auto joined = rig.join("fresh", kBobPeer, as(kBob, Role::kCommenter));
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->role, Role::kCommenter);
  EXPECT_EQ(joined->seq, 2U);
  rig.restart();
  const auto again = rig.join("fresh", kBobPeer, as(kBob, Role::kOwner));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->role, Role::kCommenter);
  EXPECT_EQ(rig.join("fresh", kAnnPeer, as(kAnn)).error().code, Errc::kNotFound);
}

TEST_F(RoomTest, EVT10_JoinTellsRoleSeqAndMembers) {
  open_room();
  const auto joined = rig.join("studio", make_peer_id(0, 2), as(kBob));
  const json::object body = body_of(joined);
  EXPECT_EQ(body.at("room").as_string(), "studio");
  EXPECT_EQ(body.at("role").as_string(), "commenter");
  EXPECT_EQ(body.at("seq").as_int64(), 3);
  EXPECT_EQ(body.at("member_count").as_int64(), 2);
  ASSERT_EQ(body.at("members").as_array().size(), 2U);
  const json::object& me = body.at("members").as_array()[0].as_object();
  EXPECT_EQ(me.at("id").as_string(), "bob");
  EXPECT_EQ(me.at("devices").as_int64(), 2);
}

TEST_F(RoomTest, COR37_EVT12_LeavingIsAnsweredBehindAJoinThatWaits) {
  open_room();
  rig.store.hold_callbacks();
  auto [said, said_reply] = HubRig::promise();
  rig.hub->execute(0, {"studio", "room.broadcast", "1", nullptr, as(kAnn), kAnnPeer},
                   std::move(said_reply));
  std::string order;
  const PeerId peer = make_peer_id(0, 2);
  rig.hub->join({"studio", as(kAnn), peer}, [&order](Result<Answer>) { order += "join "; });
  rig.hub->leave(peer, "studio", [&order](Result<Answer>) { order += "leave"; });
  rig.world.run_until_idle();
  EXPECT_EQ(order, "");
  rig.store.release_all();
  rig.world.run_until_idle();
  EXPECT_EQ(order, "join leave");
}

TEST_F(RoomTest, COR40_JoinAnswerWaitsForWhatItTells) {
  open_room();
  rig.store.hold_callbacks();
  auto [said, said_reply] = HubRig::promise();
  rig.hub->execute(0, {"studio", "room.broadcast", "1", nullptr, as(kAnn), kAnnPeer},
                   std::move(said_reply));
  rig.world.run_until_idle();
  auto [joined, join_reply] = HubRig::promise();
  rig.hub->join({"studio", as(kBob), make_peer_id(1, 5)}, std::move(join_reply));
  rig.world.run_until_idle();
  EXPECT_FALSE(*joined);
  rig.store.release_all();
  rig.world.run_until_idle();
  ASSERT_TRUE(*joined);
  EXPECT_EQ((**joined)->seq, 4U);
  EXPECT_EQ((**joined)->position, rig.seen("room.broadcast", 1).at(0)->position);
}

TEST_F(RoomTest, EVT14_BroadcastWithoutAckIsEphemeral) {
  open_room();
  const auto said =
      rig.execute("studio", "room.broadcast", "{ \"x\": 1 }", as(kBob), kBobPeer, false);
  ASSERT_TRUE(said);
  const auto seen = rig.seen("room.broadcast");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]->seq, 0U);
  EXPECT_EQ(seen[0]->except_peer, kBobPeer);
  EXPECT_TRUE(seen[0]->args.starts_with("[\"studio\",{ \"x\": 1 },{\"from\":"));
}

TEST_F(RoomTest, EVT15_BroadcastWithAckIsStoredAndKeptTenMinutes) {
  open_room();
  const auto said = rig.execute("studio", "room.broadcast", "[1]", as(kBob), kBobPeer);
  ASSERT_TRUE(said);
  EXPECT_EQ(said->seq, 4U);
  ASSERT_EQ(rig.seen("room.broadcast").size(), 1U);
  EXPECT_EQ(rig.seen("room.broadcast")[0]->seq, 4U);
  rig.restart();
  const auto events = [&] {
    const auto answer = rig.execute("studio", "room.events", "{\"after\":3}", as(kAnn));
    return body_of(answer).at("events").as_array().size();
  };
  EXPECT_EQ(events(), 1U);
  rig.world.advance(10 * 60 * 1000 + 1);
  EXPECT_EQ(events(), 0U);
}

TEST_F(RoomTest, EVT15_AnswerAndEventNameOneMoment) {
  open_room();
  rig.world.clock().pass_with_each_read(1);
  const auto said = rig.execute("studio", "room.broadcast", "[1]", as(kBob), kBobPeer);
  const auto heard = rig.seen("room.broadcast");
  ASSERT_EQ(heard.size(), 1U);
  const std::int64_t at = body_of(said).at("at").as_int64();
  EXPECT_NE(heard[0]->args.find("\"at\":" + std::to_string(at)), std::string::npos);
}

TEST_F(RoomTest, COR4_RoleIsReadForEveryCommand) {
  open_room();
  ASSERT_TRUE(rig.execute("studio", "room.broadcast", "1", as(kBob), kBobPeer));
  ASSERT_TRUE(rig.execute("studio", "member.set_role",
                          with_id("\"principal\":\"bob\",\"role\":\"viewer\""), as(kAnn),
                          kAnnPeer));
  const auto refused = rig.execute("studio", "room.broadcast", "1", as(kBob), kBobPeer);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kForbidden);
  const auto notices = rig.seen("", 1);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0]->control, Control::kRoleChanged);
  EXPECT_EQ(notices[0]->role, Role::kViewer);
}

TEST_F(RoomTest, EVT18_BanRemovesAndWinsOverClaims) {
  open_room();
  ASSERT_TRUE(rig.execute("studio", "member.remove", with_id("\"principal\":\"bob\",\"ban\":true"),
                          as(kAnn), kAnnPeer));
  const auto removed = rig.seen("room.removed", 1);
  ASSERT_EQ(removed.size(), 1U);
  EXPECT_EQ(removed[0]->control, Control::kRemoved);
  EXPECT_EQ(removed[0]->args, "[\"studio\",{\"reason\":\"banned\"}]");
  const auto back = rig.join("studio", kBobPeer, as(kBob, Role::kEditor));
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().code, Errc::kNotFound);
  // Nobody of loop 1 is in the room any more: nothing is posted there.
  const std::size_t before = rig.seen("room.broadcast", 1).size();
  ASSERT_TRUE(rig.execute("studio", "room.broadcast", "1", as(kAnn), kAnnPeer));
  EXPECT_EQ(rig.seen("room.broadcast", 1).size(), before);
}

TEST_F(RoomTest, EVT17_LastOwnerStaysOwner) {
  open_room();
  const auto refused = rig.execute("studio", "member.set_role",
                                   with_id("\"principal\":\"ann\",\"role\":\"viewer\""), as(kAnn));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kConflict);
}

TEST_F(RoomTest, COR20_COR21_SameIdIsAcknowledgedAlikeAndStoredOnce) {
  open_room();
  const std::string once = with_id("\"name\":\"Blue\"");
  const auto first = rig.execute("studio", "room.rename", once, as(kAnn));
  ASSERT_TRUE(first);
  const auto second = rig.execute("studio", "room.rename", once, as(kAnn));
  ASSERT_TRUE(second);
  EXPECT_EQ(first->body, second->body);
  rig.restart();
  const auto third = rig.execute("studio", "room.rename", once, as(kAnn));
  ASSERT_TRUE(third);
  EXPECT_EQ(first->body, third->body);
  EXPECT_EQ(rig.seen("room.renamed").size(), 1U);
  const std::string other = once.substr(0, once.size() - 6) + "Red\"}";
  EXPECT_EQ(rig.execute("studio", "room.rename", other, as(kAnn)).error().code, Errc::kConflict);
}

TEST_F(RoomTest, COR33_FailedStoreAnswersUnavailableAndRoomReopens) {
  open_room();
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnavailable, false});
  const auto failed = rig.execute("studio", "room.broadcast", "1", as(kBob), kBobPeer);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Errc::kUnavailable);
  EXPECT_TRUE(rig.seen("room.broadcast").empty());
  const auto fine = rig.execute("studio", "room.broadcast", "2", as(kBob), kBobPeer);
  ASSERT_TRUE(fine);
  EXPECT_EQ(fine->seq, 4U);
}

TEST_F(RoomTest, COR34_UnknownWriteIsReadBack) {
  open_room();
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnknown, true});
  const auto done = rig.execute("studio", "room.broadcast", "1", as(kBob), kBobPeer);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->seq, 4U);
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnknown, false});
  EXPECT_FALSE(rig.execute("studio", "room.broadcast", "2", as(kBob), kBobPeer));
  EXPECT_EQ(rig.execute("studio", "room.broadcast", "3", as(kBob), kBobPeer)->seq, 5U);
}

TEST_F(RoomTest, COR43_StoredAfterAllIsDeliveredWhenTheRoomReopens) {
  open_room();
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnknown, true});
  auto [answer, reply] = HubRig::promise();
  rig.hub->execute(0,
                   {"studio", "member.remove", with_id("\"principal\":\"bob\""), nullptr, as(kAnn)},
                   std::move(reply));
  rig.world.run_until_idle();
  EXPECT_TRUE(*answer && **answer);
  const std::string ban = with_id("\"principal\":\"bob\",\"ban\":true");
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnavailable, true});
  EXPECT_FALSE(rig.execute("studio", "member.remove", ban, as(kAnn)));
  ASSERT_TRUE(rig.execute("studio", "member.remove", ban, as(kAnn)));
  const auto told = rig.seen("room.member");
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1]->seq, 5U);
}

TEST_F(RoomTest, COR43_RemovalInDoubtIsToldAgain) {
  open_room();
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnavailable, true});
  const std::string removal = with_id("\"principal\":\"bob\"");
  EXPECT_FALSE(rig.execute("studio", "member.remove", removal, as(kAnn)));
  EXPECT_TRUE(rig.execute("studio", "member.remove", removal, as(kAnn)));
  bool removed = false;
  for (const auto& notice : rig.seen("room.removed", 1)) {
    removed = removed || (notice->control == Control::kRemoved && notice->subject == "bob");
  }
  EXPECT_TRUE(removed);
}

TEST_F(RoomTest, COR43_RoomReopensWithoutAnotherCommand) {
  open_room();
  bool struck = false;
  rig.store.on_write(
      [&](const std::vector<port::Write>&) -> std::optional<port::MemoryStore::Fault> {
        if (std::exchange(struck, true)) return std::nullopt;
        rig.store.fail_next_reads(3, port::StoreStatus::kUnavailable);
        return port::MemoryStore::Fault{port::StoreStatus::kUnknown, true};
      });
  auto [answer, reply] = HubRig::promise();
  rig.hub->execute(1, {"studio", "room.broadcast", "1", nullptr, as(kBob), kBobPeer},
                   std::move(reply));
  rig.world.run_until_idle();
  EXPECT_FALSE(**answer);
  EXPECT_TRUE(rig.seen("room.broadcast").empty());
  rig.world.advance(10'000);
  EXPECT_EQ(rig.seen("room.broadcast").size(), 1U);
}

TEST_F(RoomTest, COR2_ServerAddsMembersAndNeverLowers) {
  open_room();
  const auto add = [&](const Principal& who, Role role) {
    auto [answer, reply] = HubRig::promise();
    rig.hub->add_member(0, "studio", who, role, std::move(reply));
    return *rig.wait(answer);
  };
  EXPECT_EQ(add(kBob, Role::kViewer)->role, Role::kCommenter);
  EXPECT_EQ(add(kBob, Role::kEditor)->role, Role::kEditor);
  ASSERT_TRUE(rig.execute("studio", "member.remove", with_id("\"principal\":\"bob\""), as(kAnn)));
  EXPECT_FALSE(rig.join("studio", kBobPeer, as(kBob, Role::kEditor)));
  EXPECT_EQ(add(kBob, Role::kViewer)->role, Role::kViewer);
  EXPECT_TRUE(rig.join("studio", kBobPeer, as(kBob)));
  const std::string ban = with_id("\"principal\":\"bob\",\"ban\":true");
  ASSERT_TRUE(rig.execute("studio", "member.remove", ban, as(kAnn)));
  EXPECT_FALSE(add(kBob, Role::kViewer));
}

TEST_F(RoomTest, COR37_DescribeTellsARoomWithoutJoining) {
  open_room();
  auto [answer, reply] = HubRig::promise();
  rig.hub->describe(0, "studio", as(kAnn), std::move(reply));
  const json::object body = body_of(*rig.wait(answer));
  EXPECT_EQ(body.at("role").as_string(), "owner");
  EXPECT_EQ(body.at("member_count").as_int64(), 2);
  EXPECT_FALSE(body.contains("members"));
}

TEST(RoomQueue, COR35_TooMuchWaitingIsUnavailable) {
  HubOptions options;
  options.rates.enabled = false;
  HubRig rig(1, {}, options);
  rig.start();
  rig.store.hold_callbacks();  // the room cannot open, so that commands queue up
  std::size_t refused = 0;
  std::size_t decided = 0;
  const std::size_t count = limits::kCommandsQueuedPerRoom + 10;
  for (std::size_t i = 0; i < count; ++i) {
    const Principal stranger{"s" + std::to_string(i), "S", PrincipalKind::kGuest};
    rig.hub->execute(0, {"studio", "room.members", "{}", nullptr, as(stranger)},
                     [&](const Result<Answer>& answer) {
                       ++(answer.error().code == Errc::kUnavailable ? refused : decided);
                     });
    rig.world.run_until_idle();
  }
  EXPECT_EQ(refused, 10U);
  rig.store.release_all();
  rig.world.run_until_idle();
  EXPECT_EQ(decided, limits::kCommandsQueuedPerRoom);
}

TEST_F(RoomTest, COR6_TooManyCommandsAreRateLimited) {
  open_room();
  std::optional<Error> refusal;
  for (int i = 0; i < 60 && !refusal; ++i) {
    const auto answer = rig.execute("studio", "room.rename", with_id("\"name\":\"x\""), as(kAnn));
    if (!answer) refusal = answer.error();
  }
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->code, Errc::kRateLimited);
  EXPECT_GT(refusal->retry_after_ms.value_or(0), 0);
}

TEST_F(RoomTest, EVT13_MembersComeInPages) {
  open_room();
  const auto first = rig.execute("studio", "room.members", "{\"limit\":1}", as(kAnn));
  const json::object page = body_of(first);
  EXPECT_EQ(page.at("members").as_array().size(), 1U);
  EXPECT_EQ(page.at("cursor").as_string(), "ann");
  const json::object rest =
      body_of(rig.execute("studio", "room.members", "{\"cursor\":\"ann\"}", as(kAnn)));
  EXPECT_EQ(rest.at("members").as_array()[0].as_object().at("id").as_string(), "bob");
  EXPECT_FALSE(rest.contains("cursor"));
}

TEST_F(RoomTest, EVT13_PeopleWhoLeftKeepTheirNames) {
  open_room();
  const auto people = [this] {
    const std::string asked = R"({"principals":["bob","ann","eve",7]})";
    const json::object answer = body_of(rig.execute("studio", "room.people", asked, as(kAnn)));
    return json::serialize(answer.at("people"));
  };
  const std::string both =
      R"({"bob":{"name":"Bob","kind":"guest"},"ann":{"name":"Ann","kind":"user"}})";
  EXPECT_EQ(people(), both);
  ASSERT_TRUE(rig.execute("studio", "member.remove", with_id("\"principal\":\"bob\""), as(kAnn)));
  EXPECT_EQ(people(), both);
  EXPECT_FALSE(rig.execute("studio", "room.people", "null", as(kAnn)));
}

TEST_F(RoomTest, EVT20_EventsBeyondTheHeadAreNotFound) {
  open_room();
  EXPECT_EQ(rig.execute("studio", "room.events", "{\"after\":99}", as(kAnn)).error().code,
            Errc::kNotFound);
}

TEST_F(RoomTest, EVT21_BroadcastAbove64KbIsTooLarge) {
  open_room();
  const std::string large = "\"" + std::string(64 * 1024, 'x') + "\"";
  EXPECT_EQ(rig.execute("studio", "room.broadcast", large, as(kAnn)).error().code, Errc::kTooLarge);
}

TEST_F(RoomTest, COR60_RoomsLeaveMemoryAndComeBack) {
  open_room();
  rig.leave("studio", kAnnPeer);
  rig.leave("studio", kBobPeer);
  rig.world.advance(10 * 60 * 1000);
  const auto joined = rig.join("studio", kAnnPeer, as(kAnn));
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->seq, 3U);
}

TEST_F(RoomTest, COR61_DrainStoresAndRefuses) {
  open_room();
  bool done = false;
  rig.hub->drain([&] { done = true; });
  rig.world.run_until_idle();
  EXPECT_TRUE(done);
  EXPECT_EQ(rig.create("other", kAnn).error().code, Errc::kUnavailable);
}

}  // namespace
}  // namespace atelier::core
