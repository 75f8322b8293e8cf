#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"
#include "gateway/rest/room_list.h"

namespace atelier::gateway {
namespace {

class RestRooms : public testing::Test {
 protected:
  RestRooms() {
    ann.set_up();
    bob.register_as("bob");
    room = std::string(ann.post("/rooms", {{"name", "Kick-off"}}, 201).at("id").as_string());
  }
  std::string id_of(Browser& who) {
    return std::string(who.session().at("principal").at("id").as_string());
  }
  /// Makes somebody a member, as a link would.
  void let_in(Browser& who, core::Role role) {
    auto [answer, reply] = core::HubRig::promise();
    const std::string id = id_of(who);
    rig.people.rooms.hub->role_of(0, room, {{id, "Name of " + id}, role}, std::move(reply));
    ASSERT_TRUE(*rig.people.rooms.wait(answer));
  }
  std::uint64_t say(Browser& who, const std::string& text) {
    core::Access access{{id_of(who), "Somebody"}};
    const auto sent =
        rig.people.room(room, "chat.send", {{"id", rig.people.uuid()}, {"text", text}}, access);
    EXPECT_TRUE(sent) << sent.error().message;
    return static_cast<std::uint64_t>(int_member(*sent, "seq").value_or(0));
  }
  std::vector<std::string> texts(const json::object& page) {
    std::vector<std::string> out;
    for (const json::value& message : page.at("messages").as_array()) {
      out.emplace_back(message.at("text").as_string());
    }
    return out;
  }
  std::size_t hits(Browser& who, const std::string& query) {
    return who.get("/search?" + query).at("hits").as_array().size();
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  Browser bob{rig};
  std::string room;
};

TEST_F(RestRooms, RST8_ListsOnesRoomsWithWhatIsNewInThem) {
  EXPECT_EQ(bob.get("/rooms").at("rooms").as_array().size(), 0U);
  let_in(bob, core::Role::kEditor);
  say(ann, "one");
  say(ann, "two");
  ASSERT_TRUE(rig.people.rooms.join(room, core::make_peer_id(0, 9), {{id_of(ann), "Ann"}}));
  const json::object list = bob.get("/rooms");
  ASSERT_EQ(list.at("rooms").as_array().size(), 1U);
  const json::object& found = list.at("rooms").at(0).as_object();
  EXPECT_EQ(found.at("id").as_string(), room);
  EXPECT_EQ(found.at("name").as_string(), "Kick-off");
  EXPECT_EQ(found.at("role").as_string(), "editor");
  EXPECT_EQ(found.at("kind").as_string(), "room");
  EXPECT_EQ(found.at("unread").as_int64(), 2);
  EXPECT_EQ(found.at("last_message").at("text").as_string(), "two");
  EXPECT_EQ(found.at("present").as_array().size(), 1U);
  EXPECT_EQ(found.at("present").at(0).at("name").as_string(), "Ann");
  EXPECT_FALSE(found.at("archived").as_bool());
}

TEST_F(RestRooms, RST8_MembersOfTheWorkspaceMakeRooms) {
  EXPECT_TRUE(std::string_view(room).starts_with("r-kick-off-"));
  bob.post("/rooms", {{"name", "Mine"}, {"id", "mine"}}, 201);
  bob.post("/rooms", {{"name", "Mine"}, {"id", "mine"}}, 409);
  for (const char* bad : {"dm-x", "a b", "", "ü"}) {
    bob.post("/rooms", {{"name", "Bad"}, {"id", bad}}, 400);
  }
  bob.post("/rooms", {{"name", ""}}, 400);
  const std::string token = rig.trust.make({"outsider",
                                            "Out",
                                            "site",
                                            "atelier",
                                            rig.people.world().clock().wall() + 60'000,
                                            rig.people.world().clock().wall(),
                                            0,
                                            "jti",
                                            {}},
                                           "site");
  EXPECT_EQ(rig.send("POST", "/rooms",
                     {{"authorization", "Bearer " + token}, {"content-type", "application/json"}},
                     R"({"name":"No"})")
                ->status(),
            403);
}

TEST_F(RestRooms, RST9_UnknownAndForbiddenRoomsAreBoth404) {
  const auto unknown = bob.send("GET", "/rooms/nowhere");
  const auto forbidden_room = bob.send("GET", "/rooms/" + room);
  EXPECT_EQ(unknown->status(), 404);
  EXPECT_EQ(unknown->response->body, forbidden_room->response->body);
  const json::object mine = ann.get("/rooms/" + room);
  EXPECT_EQ(mine.at("member_count").as_int64(), 1);
  EXPECT_TRUE(mine.contains("surfaces"));
}

TEST_F(RestRooms, RST10_Messages) {
  for (const char* text : {"one", "two", "three"}) say(ann, text);
  const std::string path = "/rooms/" + room + "/messages";
  EXPECT_EQ(texts(ann.get(path)), (std::vector<std::string>{"one", "two", "three"}));
  EXPECT_EQ(texts(ann.get(path + "?limit=1")), (std::vector<std::string>{"three"}));
  EXPECT_EQ(texts(ann.get(path + "?after=3&limit=1")), (std::vector<std::string>{"two"}));
  ann.get(path + "?limit=0", 400);
  ann.get(path + "?before=x", 400);
  bob.get(path, 404);
}

TEST_F(RestRooms, RST11_ActivityIsForOwners) {
  say(ann, "secret plan");
  const std::string path = "/rooms/" + room + "/activity";
  const json::object page = ann.get(path + "?limit=1");
  EXPECT_EQ(page.at("events").at(0).at("kind").as_string(), "chat.sent");
  EXPECT_TRUE(page.at("has_more").as_bool());
  EXPECT_EQ(json::serialize(page).find("secret plan"), std::string::npos);
  EXPECT_EQ(ann.get(path + "?kind=room.created").at("events").as_array().size(), 1U);
  EXPECT_EQ(ann.get(path + "?person=nobody").at("events").as_array().size(), 0U);
  let_in(bob, core::Role::kEditor);
  bob.get(path, 403);
}

TEST_F(RestRooms, RST13_SearchFindsOnlyInRoomsOneMayRead) {
  say(ann, "blue whale");
  EXPECT_EQ(hits(ann, "q=whale"), 1U);
  EXPECT_EQ(hits(bob, "q=whale"), 0U);
  EXPECT_EQ(hits(bob, "q=whale&room=" + room), 0U);
  let_in(bob, core::Role::kViewer);
  EXPECT_EQ(hits(bob, "q=whale"), 1U);
  EXPECT_EQ(hits(bob, "q=whale&room=" + room), 1U);
  EXPECT_EQ(hits(bob, "q=whale&author=nobody"), 0U);
  bob.get("/search?q=", 400);
  bob.get("/search?q=x&limit=101", 400);
  rig.people.room(room, "member.remove", {{"id", rig.people.uuid()}, {"principal", id_of(bob)}},
                  {{id_of(ann), "Ann"}});
  EXPECT_EQ(hits(bob, "q=whale"), 0U);
}

TEST_F(RestRooms, RST13_WhatIsDeletedDoesNotShowThoughTheIndexStillKnowsIt) {
  const std::uint64_t seq = say(ann, "blue whale");
  ASSERT_TRUE(rig.people.room(room, "chat.delete", {{"id", rig.people.uuid()}, {"seq", seq}},
                              {{id_of(ann), "Ann"}}));
  rig.search.put({room, "chat", std::to_string(seq), "ann", 1, "blue whale"});
  EXPECT_EQ(hits(ann, "q=whale"), 0U);
}

TEST_F(RestRooms, RST16_PeopleWhoShareARoom) {
  EXPECT_EQ(bob.get("/people").at("people").as_array().size(), 0U);
  let_in(bob, core::Role::kViewer);
  const json::object people = bob.get("/people");
  ASSERT_EQ(people.at("people").as_array().size(), 1U);
  EXPECT_EQ(people.at("people").at(0).at("name").as_string(), "Ann");
  EXPECT_EQ(people.at("people").at(0).at("kind").as_string(), "user");
}

TEST_F(RestRooms, RST18_ADirectRoomIsTheSameFromBothSides) {
  ann.post("/direct", {{"principal", id_of(bob)}}, 404);  // they share no room yet
  ann.post("/direct", {{"principal", id_of(ann)}}, 404);
  let_in(bob, core::Role::kViewer);
  const json::object one = ann.post("/direct", {{"principal", id_of(bob)}});
  const json::object two = bob.post("/direct", {{"principal", id_of(ann)}});
  const std::string direct(one.at("room").as_string());
  EXPECT_EQ(direct, two.at("room").as_string());
  EXPECT_EQ(direct.size(), 25U);
  const json::object found = bob.get("/rooms/" + direct);
  EXPECT_EQ(found.at("kind").as_string(), "direct");
  EXPECT_EQ(found.at("role").as_string(), "owner");
  EXPECT_EQ(found.at("name").as_string(), "Ann");
  EXPECT_EQ(ann.get("/rooms/" + direct).at("role").as_string(), "owner");
  EXPECT_EQ(ann.get("/rooms/" + direct).at("member_count").as_int64(), 2);
}

TEST_F(RestRooms, RST8_OwnersOfTheWorkspaceSeeEveryRoomButNoDirectOnesOfOthers) {
  bob.post("/rooms", {{"name", "Bob's"}, {"id", "bobs"}}, 201);
  Browser cid(rig);
  cid.register_as("cid");
  auto [answer, reply] = core::HubRig::promise();
  rig.people.rooms.hub->role_of(0, "bobs", {{id_of(cid), "Cid"}, core::Role::kViewer},
                                std::move(reply));
  ASSERT_TRUE(*rig.people.rooms.wait(answer));
  bob.post("/direct", {{"principal", id_of(cid)}});
  EXPECT_EQ(ann.get("/rooms").at("rooms").as_array().size(), 2U);
  EXPECT_EQ(bob.get("/rooms").at("rooms").as_array().size(), 2U);
}

}  // namespace
}  // namespace atelier::gateway
