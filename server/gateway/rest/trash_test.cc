// Surfaces that go for good: by their owner, and when their time is over.
#include "gateway/rest/trash.h"

#include <gtest/gtest.h>

#include "core/trash.h"
#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestTrash : public testing::Test {
 protected:
  RestTrash() {
    ann.set_up();
    bob.register_as("bob");
    room = std::string(ann.post("/rooms", {{"name", "Kick-off"}}, 201).at("id").as_string());
    surface = rig.people.uuid();
    run("surface.create", {{"id", surface}, {"kind", "text"}, {"title", "Plans"}});
    document = "/rooms/" + room + "/documents/text." + surface;
    ann.post(document, {{"mode", "append"}, {"text", "SECRETWORDS"}});
    rig.people.world().advance(10'000);
  }
  void run(const std::string& name, json::object body) {
    const std::string me(ann.session().at("principal").at("id").as_string());
    if (!body.contains("id")) body["id"] = rig.people.uuid();
    const auto done = rig.people.room(room, name, std::move(body), core::Access{{me, "Ann"}});
    EXPECT_TRUE(done) << done.error().message;
    rig.people.world().advance(200);
  }
  std::string trash_path() const { return "/rooms/" + room + "/trash/surfaces/" + surface; }

  /// Records anywhere in the store, document logs included, that hold these bytes.
  std::size_t records_with(const std::string& bytes) {
    const std::string name = room + "/text." + surface;
    std::size_t found = 0;
    for (const std::string& partition :
         {core::room_partition("main", room), "document/main/" + name}) {
      rig.people.rooms.store.query({partition, "", "", 1000, false}, [&](const port::Page& page) {
        EXPECT_FALSE(page.records.empty()) << partition;
        for (const port::Record& record : page.records) {
          found += record.value.find(bytes) == std::string::npos ? 0 : 1;
        }
      });
      rig.people.world().run_until_idle();
    }
    return found;
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  Browser bob{rig};
  std::string room;
  std::string surface;
  std::string document;
};

TEST_F(RestTrash, TRS4_TheOwnerRemovesForGoodWhatIsInTheTrash) {
  EXPECT_GT(records_with("SECRETWORDS"), 0U);
  EXPECT_EQ(ann.send("DELETE", trash_path())->status(), 404);  // it is not in the trash
  run("surface.remove", {{"surface", surface}});
  EXPECT_EQ(bob.send("DELETE", trash_path())->status(), 404);  // a room that is not theirs
  EXPECT_EQ(ann.send("DELETE", trash_path())->status(), 200);
  rig.people.world().advance(1000);
  EXPECT_EQ(records_with("SECRETWORDS"), 0U);
  EXPECT_EQ(records_with("Plans"), 0U);
  EXPECT_EQ(ann.get(document).at("text").as_string(), "");
  EXPECT_EQ(ann.send("DELETE", trash_path())->status(), 404);
}

TEST_F(RestTrash, TRS5_WhatIsOverItsTimeGoesByItself) {
  std::make_shared<TrashSweep>(*rig.services, *rig.visits, 0)->start();
  run("surface.remove", {{"surface", surface}});
  rig.people.world().advance(core::kTrashMs - 2 * 3600 * 1000);
  EXPECT_GT(records_with("SECRETWORDS"), 0U);
  rig.people.world().advance(4 * 3600 * 1000);
  EXPECT_EQ(records_with("SECRETWORDS"), 0U);
  EXPECT_EQ(records_with("Plans"), 0U);
}

TEST_F(RestTrash, TRS5_AnArchivedRoomKeepsItsTrash) {
  std::make_shared<TrashSweep>(*rig.services, *rig.visits, 0)->start();
  run("surface.remove", {{"surface", surface}});
  run("room.archive", {});
  rig.people.world().advance(core::kTrashMs + 2 * 3600 * 1000);
  EXPECT_GT(records_with("SECRETWORDS"), 0U);
  run("room.archive", {{"on", false}});
  rig.people.world().advance(2 * 3600 * 1000);
  EXPECT_EQ(records_with("SECRETWORDS"), 0U);
}

}  // namespace
}  // namespace atelier::gateway
