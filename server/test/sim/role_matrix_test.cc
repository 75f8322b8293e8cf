// Who may do what, tried out: every command of a room by every role on a running node, against the
// table of spec/events.md written down once more here.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "app/room_commands.h"
#include "core/hub_rig.h"
#include "feature/chat/chat.h"
#include "feature/door/door.h"
#include "feature/follow/follow.h"
#include "feature/meeting/meeting.h"
#include "feature/people/people.h"
#include "feature/surface/surface.h"
#include "feature/thread/thread.h"
#include "port/fake/memory_search.h"

namespace atelier::sim {
namespace {

using core::Role;

const std::map<Role, std::vector<std::string>> kFirstFor{
    {Role::kViewer,
     {"room.members",   "room.people",  "room.events",     "room.look",     "presence.update",
      "presence.watch", "chat.history", "chat.read",       "chat.receipts", "chat.pins",
      "chat.search",    "file.get",     "file.shared",     "thread.list",   "thread.get",
      "thread.history", "meeting.list", "meeting.summary", "follow.start",  "follow.stop",
      "follow.view"}},
    {Role::kCommenter,
     {"chat.send", "chat.edit", "chat.delete", "chat.react", "chat.pin", "chat.typing",
      "room.broadcast", "thread.open", "thread.reply", "thread.edit", "thread.delete",
      "thread.resolve", "thread.reopen", "thread.react", "chat.restore", "chat.purge",
      "chat.trash"}},
    {Role::kEditor,
     {"surface.create", "surface.rename", "surface.pin", "surface.remove", "surface.restore",
      "surface.trash", "meeting.start", "meeting.end", "present.start", "present.stop",
      "present.hand_over"}},
    // The last ten are for the server itself, which acts with the rights of an owner.
    {Role::kOwner,
     {"room.rename",   "room.archive",  "room.configure", "room.activity", "member.set_role",
      "member.remove", "member.unban",  "link.create",    "link.list",     "link.revoke",
      "file.list",     "link.look",     "link.use",       "file.add",      "knock.list",
      "knock.answer",  "knock.ask",     "knock.wait",     "knock.leave",   "meeting.send",
      "meeting.look",  "present.lapse", "surface.purge",  "room.purge",    "room.forget",
      "room.trashed",  "room.restore",  "room.delete"}},  // the last one ends all others
};

class RoleMatrix : public testing::Test {
 protected:
  RoleMatrix()
      : rig(1, features(), options()),
        links(feature::people::make_links({rig.crypto, rig.world.random(), "main", "secret"})) {
    rig.table = {};
    app::register_room_commands(rig.table);
    rig.start();
    EXPECT_TRUE(rig.create("studio", {"ann", "Ann"}));
  }
  static core::HubOptions options() {
    core::HubOptions options;
    options.rates.enabled = false;
    return options;
  }
  core::HubRig::Features features() {
    return {
        {"chat",
         [this](core::RoomContext& room) { return feature::chat::make_feature(search)(room); }},
        {"surface", feature::surface::make_feature("main")},
        {"thread",
         [this](core::RoomContext& room) { return feature::thread::make_feature(search)(room); }},
        {"links", [this](core::RoomContext& room) { return links(room); }},
        {"files", feature::people::make_files()},
        {"door", feature::door::make_feature()},
        {"meeting", feature::meeting::make_feature()},
        {"follow", feature::follow::make_feature()}};
  }
  Result<core::Answer> give(const std::string& name, const core::Access& access) {
    const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
    return rig.execute("studio", name, "{\"id\":\"" + id + "\"}", access);
  }
  static bool is_role_too_low(const Result<core::Answer>& answer) {
    return !answer && answer.error().code == Errc::kForbidden &&
           answer.error().message.starts_with("this needs the role");
  }

  core::HubRig rig;
  port::FakeExecutor index{rig.world};
  port::MemorySearch search{index};
  core::RoomFeatureFactory links;
};

TEST_F(RoleMatrix, COR1_EveryCommandIsInTheTable) {
  std::vector<std::string> listed;
  for (const auto& [role, names] : kFirstFor)
    listed.insert(listed.end(), names.begin(), names.end());
  std::ranges::sort(listed);
  EXPECT_EQ(listed, rig.table.names());
}

TEST_F(RoleMatrix, COR1_COR4_COR5_EachRoleMayWhatTheTableSays) {
  for (const auto& [least, names] : kFirstFor) {
    for (const std::string& name : names) {
      for (const Role role : {Role::kViewer, Role::kCommenter, Role::kEditor, Role::kOwner}) {
        const std::string who(name_of(role));
        const auto answer = give(name, {{who, who}, role});
        EXPECT_EQ(is_role_too_low(answer), role < least) << who << " " << name;
        if (answer) continue;
        EXPECT_NE(answer.error(), core::no_such_room()) << who << " " << name;
      }
    }
  }
}

TEST_F(RoleMatrix, COR2_COR3_WithoutARoleNothingShowsThatTheRoomIsThere) {
  for (const std::string& name : rig.table.names()) {
    EXPECT_EQ(give(name, {{"stranger", "Stranger"}}).error(), core::no_such_room()) << name;
  }
}

TEST_F(RoleMatrix, COR2_TheOwnerOfTheWorkspaceMayAll) {
  for (const std::string& name : rig.table.names()) {
    const auto answer = give(name, {{"boss", "Boss"}, Role::kNone, true});
    EXPECT_FALSE(is_role_too_low(answer)) << name;
  }
}

TEST_F(RoleMatrix, COR2_COR4_WhoIsBannedMayNothingWhateverTheClaim) {
  ASSERT_TRUE(give("chat.history", {{"bob", "Bob"}, Role::kOwner}));
  const std::string id = rig.world.random().uuid_v7(rig.world.clock().wall());
  ASSERT_TRUE(rig.execute("studio", "member.remove",
                          "{\"id\":\"" + id + R"(","principal":"bob","ban":true})",
                          {{"ann", "Ann"}}));
  for (const std::string& name : rig.table.names()) {
    EXPECT_EQ(give(name, {{"bob", "Bob"}, Role::kOwner}).error(), core::no_such_room()) << name;
  }
}

}  // namespace
}  // namespace atelier::sim
