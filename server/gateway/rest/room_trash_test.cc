// Rooms in the trash over REST: who sees them, that all comes back, and that nothing is left.
#include <gtest/gtest.h>

#include "core/keys.h"
#include "core/trash.h"
#include "gateway/rest/rest_rig_test_support.h"
#include "gateway/rest/trash.h"

namespace atelier::gateway {
namespace {

class RestRoomTrash : public testing::Test {
 protected:
  RestRoomTrash() {
    ann.set_up();
    bob.register_as("bob");
    eve.register_as("eve");
    room = std::string(bob.post("/rooms", {{"name", "Kick-off"}}, 201).at("id").as_string());
    surface = rig.people.uuid();
    run("surface.create", {{"id", surface}, {"kind", "text"}, {"title", "SECRETWORDS plan"}});
    document = "/rooms/" + room + "/documents/text." + surface;
    bob.post(document, {{"mode", "append"}, {"text", "SECRETWORDS"}});
    run("chat.send", {{"text", "SECRETWORDS for all"}});
    const auto file = bob.send("POST", "/rooms/" + room + "/files?name=SECRETWORDS.txt", "bytes");
    EXPECT_EQ(file->status(), 201);
    const json::object made = run("link.create", {{"role", "commenter"}});
    link = "/links/" + std::string(made.at("link").at("id").as_string());
    secret = std::string(made.at("secret").as_string());
    rig.people.world().advance(10'000);
  }
  json::object run(const std::string& name, json::object body) {
    const std::string me(bob.session().at("principal").at("id").as_string());
    if (!body.contains("id")) body["id"] = rig.people.uuid();
    const auto done = rig.people.room(room, name, std::move(body), core::Access{{me, "bob"}});
    EXPECT_TRUE(done) << name << ": " << done.error().message;
    rig.people.world().advance(200);
    return done ? *done : json::object();
  }
  void remove() {
    EXPECT_EQ(bob.send("DELETE", "/rooms/" + room)->status(), 200);
    rig.people.world().advance(1000);
  }
  json::array listed(Browser& who, const std::string& path) {
    return who.get(path).at("rooms").as_array();
  }

  /// Records of every partition that has to do with the room, but its log, that hold these bytes.
  std::vector<std::string> records_with(const std::string& bytes) {
    std::vector<std::string> found;
    for (const std::string& partition :
         {core::room_partition("main", room), "document/main/" + room + "/text." + surface,
          "documents/main/" + room, core::workspace_partition("main"),
          core::directory_partition("main")}) {
      rig.people.rooms.store.query({partition, "", "", 1000, false}, [&](const port::Page& page) {
        for (const port::Record& record : page.records) {
          const bool audit = record.key.sort.starts_with("log/");
          const std::string all = record.key.sort + record.value;
          if (!audit && all.find(bytes) != std::string::npos) {
            found.push_back(partition + " " + record.key.sort);
          }
        }
      });
      rig.people.world().run_until_idle();
    }
    return found;
  }
  std::size_t hits() {
    port::SearchQuery query;
    query.rooms = {room};
    query.words = "SECRETWORDS";
    std::size_t count = 0;
    rig.search.search(
        query, [&count](const Result<port::SearchPage>& page) { count = page->hits.size(); });
    rig.people.world().run_until_idle();
    return count;
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  Browser bob{rig};
  Browser eve{rig};
  std::string room;
  std::string surface;
  std::string document;
  std::string link;
  std::string secret;
};

TEST_F(RestRoomTrash, TRS6_RST46_ItIsGoneFromEverywhere) {
  EXPECT_EQ(eve.send("DELETE", "/rooms/" + room)->status(), 404);
  EXPECT_EQ(listed(bob, "/rooms").size(), 1U);
  ann.post(link + "/look", {{"secret", secret}});
  remove();
  EXPECT_TRUE(listed(bob, "/rooms").empty());
  EXPECT_TRUE(listed(ann, "/rooms").empty());
  EXPECT_EQ(bob.send("GET", "/rooms/" + room)->status(), 404);
  EXPECT_EQ(bob.send("GET", document)->status(), 404);
  EXPECT_EQ(ann.send("GET", "/rooms/" + room + "/export")->status(), 404);
  ann.post(link + "/look", {{"secret", secret}}, 404);
  ann.post(link + "/join", {{"secret", secret}}, 404);
  EXPECT_TRUE(bob.get("/search?q=SECRETWORDS").at("hits").as_array().empty());
  bob.post("/rooms", {{"name", "Again"}, {"id", room}}, 409);
}

TEST_F(RestRoomTrash, TRS7_AnInviteSaysThatItIsGone) {
  const json::object made = bob.post("/invites", {{"id", rig.people.uuid()}, {"room", room}}, 201);
  const std::string invite = "/invites/" + std::string(made.at("invite").at("id").as_string());
  const json::object shown{{"secret", made.at("secret")}};
  eve.post(invite + "/look", shown);
  remove();
  eve.post(invite + "/look", shown, 404);
  bob.post("/trash/rooms/" + room + "/restore", {});
  eve.post(invite + "/look", shown);
}

TEST_F(RestRoomTrash, TRS8_RST46_ItsOwnersAndTheWorkspacesSeeItInTheTrashAndBringItBack) {
  EXPECT_TRUE(listed(bob, "/trash/rooms").empty());
  remove();
  for (Browser* owner : {&ann, &bob}) {
    const json::array found = listed(*owner, "/trash/rooms");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].at("id").as_string(), room);
    EXPECT_EQ(found[0].at("name").as_string(), "Kick-off");
    EXPECT_EQ(found[0].at("deleted_by").at("name").as_string(), "bob");
  }
  EXPECT_TRUE(listed(eve, "/trash/rooms").empty());
  eve.post("/trash/rooms/" + room + "/restore", {}, 404);
  ann.post("/trash/rooms/" + room + "/restore", {});
  rig.people.world().advance(1000);
  EXPECT_TRUE(listed(bob, "/trash/rooms").empty());
  EXPECT_EQ(listed(bob, "/rooms").size(), 1U);
  EXPECT_EQ(bob.get(document).at("text").as_string(), "SECRETWORDS");
  EXPECT_EQ(bob.get("/search?q=SECRETWORDS").at("hits").as_array().size(), 1U);
  eve.post(link + "/join", {{"secret", secret}});
  EXPECT_EQ(listed(eve, "/rooms").size(), 1U);
}

TEST_F(RestRoomTrash, TRS9_RST46_ForGoodLeavesNothingButTheAudit) {
  EXPECT_FALSE(records_with("SECRETWORDS").empty());
  EXPECT_GT(hits(), 0U);
  EXPECT_EQ(bob.send("DELETE", "/trash/rooms/" + room)->status(), 409);
  remove();
  EXPECT_FALSE(records_with("SECRETWORDS").empty());
  EXPECT_EQ(eve.send("DELETE", "/trash/rooms/" + room)->status(), 404);
  EXPECT_EQ(bob.send("DELETE", "/trash/rooms/" + room)->status(), 200);
  rig.people.world().advance(1000);
  EXPECT_EQ(records_with("SECRETWORDS"), std::vector<std::string>());
  const std::vector<std::string> listed_still{"directory/main partition/room/main/" + room};
  EXPECT_EQ(records_with(room), listed_still);
  EXPECT_EQ(hits(), 0U);
  EXPECT_EQ(rig.blobs.size(), 0U);
  EXPECT_TRUE(listed(ann, "/trash/rooms").empty());
  ann.post("/trash/rooms/" + room + "/restore", {}, 404);
  EXPECT_EQ(bob.send("GET", document)->status(), 404);
  bob.post("/rooms", {{"name", "Again"}, {"id", room}}, 409);
  EXPECT_EQ(bob.send("DELETE", "/trash/rooms/" + room)->status(), 200);  // sent again
}

TEST_F(RestRoomTrash, TRS10_WhatIsOverItsTimeGoesByItself) {
  std::make_shared<TrashSweep>(*rig.services, *rig.visits, 0)->start();
  remove();
  rig.people.world().advance(core::kTrashMs - 2 * 3600 * 1000);
  EXPECT_EQ(listed(bob, "/trash/rooms").size(), 1U);
  rig.people.world().advance(4 * 3600 * 1000);
  EXPECT_TRUE(listed(bob, "/trash/rooms").empty());
  EXPECT_EQ(records_with("SECRETWORDS"), std::vector<std::string>());
}

TEST_F(RestRoomTrash, TRS10_WhatWasInterruptedIsGoneOnWith) {
  remove();
  run("room.purge", {});
  EXPECT_FALSE(records_with("SECRETWORDS").empty());
  std::make_shared<TrashSweep>(*rig.services, *rig.visits, 0)->start();
  rig.people.world().advance(2 * 3600 * 1000);
  EXPECT_EQ(records_with("SECRETWORDS"), std::vector<std::string>());
}

TEST_F(RestRoomTrash, TRS7_AMeetingEnds) {
  run("meeting.start", {});
  remove();
  rig.people.world().advance(60'000);
  bob.post("/trash/rooms/" + room + "/restore", {});
  const json::object look = bob.get("/rooms/" + room);
  EXPECT_FALSE(look.contains("meeting"));
  EXPECT_EQ(bob.get("/rooms/" + room + "/meetings").at("meetings").as_array().size(), 1U);
}

}  // namespace
}  // namespace atelier::gateway
