// A room that is deleted, and comes back (spec/trash.md).
#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.h"
#include "core/hub_rig.h"
#include "core/trash.h"

namespace atelier::core {
namespace {

const Principal kAnn{"ann", "Ann", PrincipalKind::kUser};
const Principal kBob{"bob", "Bob", PrincipalKind::kGuest};
constexpr PeerId kAnnPeer = make_peer_id(0, 1);
constexpr PeerId kBobPeer = make_peer_id(1, 1);

class RoomTrash : public testing::Test {
 protected:
  RoomTrash() {
    rig.start();
    EXPECT_TRUE(rig.create("studio", kAnn));
    EXPECT_TRUE(rig.join("studio", kAnnPeer, {kAnn}));
    EXPECT_TRUE(rig.join("studio", kBobPeer, {kBob, Role::kEditor}));
  }
  Result<Answer> run(const std::string& name, const Principal& who = kAnn,
                     const std::string& rest = "") {
    const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
    return rig.execute("studio", name, "{\"id\":\"" + id + "\"" + rest + "}", {who});
  }
  /// Sort keys of the workspace's partition that name the room.
  std::vector<std::string> rows() {
    std::vector<std::string> found;
    rig.store.query({"workspace/main", "", "", 1000}, [&](const port::Page& page) {
      for (const port::Record& record : page.records) {
        const std::string& sort = record.key.sort;
        if (sort.find("studio") != std::string::npos) found.push_back(sort.substr(0, 8));
      }
    });
    rig.world.run_until_idle();
    return found;
  }
  bool has_row(const std::string& begin) {
    const auto all = rows();
    return std::ranges::any_of(all,
                               [&](const std::string& each) { return each.starts_with(begin); });
  }

  HubRig rig;
};

TEST_F(RoomTrash, TRS6_ItIsNotThereForAnybody) {
  ASSERT_TRUE(run("room.delete"));
  EXPECT_EQ(run("room.look", kBob).error(), no_such_room());
  EXPECT_EQ(run("room.delete", kBob).error(), no_such_room());
  EXPECT_EQ(run("room.trashed", kBob).error(), no_such_room());
  EXPECT_EQ(run("room.look").error(), room_in_trash());
  EXPECT_EQ(run("room.rename", kAnn, R"(,"name":"Blue")").error().code, Errc::kNotFound);
  EXPECT_EQ(rig.join("studio", make_peer_id(0, 7), {kBob}).error(), no_such_room());
  EXPECT_EQ(rig.join("studio", make_peer_id(0, 8), {kAnn}).error(), room_in_trash());
  // A token's claim neither makes it again nor leads into it.
  EXPECT_EQ(rig.join("studio", make_peer_id(0, 9), {{"cleo", "Cleo"}, Role::kOwner}).error().code,
            Errc::kNotFound);
  EXPECT_EQ(rig.create("studio", kBob).error().code, Errc::kConflict);
}

TEST_F(RoomTrash, TRS6_OnlyOwnersDeleteIt) {
  EXPECT_EQ(run("room.delete", kBob).error().code, Errc::kForbidden);
  EXPECT_TRUE(run("room.look", kBob));
  EXPECT_TRUE(run("room.archive"));
  EXPECT_TRUE(run("room.delete"));
}

TEST_F(RoomTrash, TRS6_TwiceChangesNothing) {
  const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
  const auto first = rig.execute("studio", "room.delete", "{\"id\":\"" + id + "\"}", {kAnn});
  const auto again = rig.execute("studio", "room.delete", "{\"id\":\"" + id + "\"}", {kAnn});
  ASSERT_TRUE(first);
  ASSERT_TRUE(again);
  EXPECT_EQ(first->body, again->body);
  const auto other = run("room.delete");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->seq, 0U);
}

TEST_F(RoomTrash, TRS6_ADirectRoomIsNotDeleted) {
  ASSERT_TRUE(rig.create("dm-1", kAnn));
  const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
  EXPECT_EQ(rig.execute("dm-1", "room.delete", "{\"id\":\"" + id + "\"}", {kAnn}).error().code,
            Errc::kForbidden);
}

TEST_F(RoomTrash, TRS7_WhoIsThereIsToldAndHasLeft) {
  ASSERT_TRUE(run("room.delete"));
  rig.world.advance(1000);
  EXPECT_EQ(rig.seen("room.deleted", 0).size(), 1U);
  EXPECT_EQ(rig.seen("room.deleted", 1).size(), 1U);
  EXPECT_EQ(rig.seen("rooms.changed", 0).size(), 1U);
  for (std::size_t loop = 0; loop < 2; ++loop) {
    const bool told = std::ranges::any_of(rig.deliveries, [loop](const HubRig::Seen& each) {
      return each.loop == loop && each.delivery->control == Control::kRoomGone;
    });
    EXPECT_TRUE(told) << loop;
  }
  ASSERT_TRUE(run("room.restore"));
  const auto members = run("room.members");
  ASSERT_TRUE(members);
  EXPECT_EQ(members->body.find("\"status\":\"online\""), std::string::npos) << members->body;
}

TEST_F(RoomTrash, TRS8_ItComesBackAsItWasAfterACrash) {
  ASSERT_TRUE(run("room.rename", kAnn, R"(,"name":"Blue")"));
  const WallMs before = rig.world.clock().wall();
  ASSERT_TRUE(run("room.delete"));
  rig.restart();
  const auto shown = run("room.trashed");
  ASSERT_TRUE(shown);
  const json::object trashed = parse_json(shown->body)->as_object();
  EXPECT_EQ(trashed.at("name").as_string(), "Blue");
  EXPECT_EQ(trashed.at("deleted_by").at("id").as_string(), "ann");
  EXPECT_EQ(trashed.at("member_count").to_number<int>(), 2);
  EXPECT_GE(*int_member(trashed, "until"), before + kTrashMs);
  ASSERT_TRUE(run("room.restore"));
  rig.restart();
  const auto look = run("room.look", kBob);
  ASSERT_TRUE(look);
  EXPECT_NE(look->body.find("\"role\":\"editor\""), std::string::npos);
  EXPECT_NE(look->body.find("\"name\":\"Blue\""), std::string::npos);
  EXPECT_EQ(run("room.trashed").error().code, Errc::kNotFound);
  EXPECT_EQ(run("room.restore")->seq, 0U);
}

TEST_F(RoomTrash, TRS8_OwnersOfTheWorkspaceBringItBackToo) {
  ASSERT_TRUE(run("room.delete"));
  const Access boss{{"boss", "Boss"}, Role::kNone, true};
  const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
  EXPECT_EQ(run("room.restore", kBob).error(), no_such_room());
  EXPECT_TRUE(rig.execute("studio", "room.restore", "{\"id\":\"" + id + "\"}", boss));
  EXPECT_TRUE(run("room.look", kBob));
}

TEST_F(RoomTrash, TRS11_TheRowsFollowFromTheEvents) {
  EXPECT_TRUE(has_row("room/"));
  EXPECT_FALSE(has_row("trashed/"));
  ASSERT_TRUE(run("room.delete"));
  EXPECT_FALSE(has_row("room/"));
  EXPECT_TRUE(has_row("trashed/"));
  EXPECT_TRUE(has_row("trash/"));
  ASSERT_TRUE(run("room.restore"));
  EXPECT_TRUE(has_row("room/"));
  EXPECT_FALSE(has_row("trash"));
}

TEST_F(RoomTrash, TRS9_OnceItGoesForGoodNobodyBringsItBack) {
  EXPECT_EQ(run("room.purge").error().code, Errc::kConflict);
  EXPECT_EQ(run("room.forget").error().code, Errc::kConflict);
  ASSERT_TRUE(run("room.delete"));
  ASSERT_TRUE(run("room.purge"));
  rig.world.advance(100);
  EXPECT_FALSE(has_row("trashed/"));
  EXPECT_TRUE(has_row("trash/"));  // what there is of it is still to go
  EXPECT_EQ(run("room.restore").error(), no_such_room());
  EXPECT_EQ(run("room.delete").error(), no_such_room());
  EXPECT_EQ(run("room.trashed").error().code, Errc::kNotFound);
  EXPECT_EQ(run("room.look").error(), no_such_room());
  EXPECT_TRUE(run("room.purge"));
  EXPECT_EQ(rig.create("studio", kBob).error().code, Errc::kConflict);
  ASSERT_TRUE(run("room.forget"));
  rig.restart();
  EXPECT_EQ(run("room.restore").error(), no_such_room());
  EXPECT_FALSE(has_row("trash/"));
}

TEST_F(RoomTrash, TRS7_COR43_WhoWasThereHearsOfADeletionInDoubt) {
  rig.store.fail_next_writes(1, {port::StoreStatus::kUnknown, true});
  rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
  rig.hub->execute(0,
                   {"studio", "room.delete", "{\"id\":\"" + id + "\"}", nullptr, {kAnn}, kAnnPeer},
                   [](const Result<Answer>&) {});
  rig.world.advance(60'000);
  EXPECT_EQ(rig.seen("room.deleted", 1).size(), 1U);
  const bool told = std::ranges::any_of(rig.deliveries, [](const HubRig::Seen& each) {
    return each.loop == 1 && each.delivery->control == Control::kRoomGone;
  });
  EXPECT_TRUE(told);
  EXPECT_EQ(run("room.look", kBob).error(), no_such_room());
}

}  // namespace
}  // namespace atelier::core
