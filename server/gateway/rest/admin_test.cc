#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

using namespace std::string_literals;

std::string png(std::uint16_t width, std::uint16_t height) {
  const auto number = [](std::uint16_t value) {
    return "\0\0"s + static_cast<char>(value >> 8) + static_cast<char>(value & 0xFF);
  };
  return "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s + number(width) + number(height) + "\x08\x06\0\0\0"s;
}

class RestAdmin : public testing::Test {
 protected:
  RestAdmin() {
    ann.set_up();
    bob.register_as("bob");
  }
  void limit(const std::string& change, int status = 200) {
    EXPECT_EQ(ann.send("PATCH", "/admin/limits", change)->status(), status) << change;
  }
  static std::string id_of(Browser& who) {
    return std::string(who.session().at("principal").at("id").as_string());
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  Browser bob{rig};
};

TEST_F(RestAdmin, RST41_OwnersSeeTheLargestRooms) {
  ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
  rig.facts.storage = [] {
    StorageFacts facts;
    facts.totals = {{"free_bytes", 7}};
    facts.rooms["kick"] = {10, 20, 1, 30};
    facts.rooms["dm-x"] = {100, 0, 0, 0};
    return Result<StorageFacts>(facts);
  };
  const json::object seen = ann.get("/admin/storage");
  EXPECT_EQ(seen.at("free_bytes").as_int64(), 7);
  const json::array& rooms = seen.at("rooms").as_array();
  ASSERT_EQ(rooms.size(), 2U);
  EXPECT_EQ(rooms[0].at("kind").as_string(), "direct");
  EXPECT_FALSE(rooms[0].as_object().contains("id"));
  EXPECT_EQ(rooms[1].at("name").as_string(), "Kick-off");
  EXPECT_EQ(ann.send("DELETE", "/rooms/kick")->status(), 200);
  const json::array later = ann.get("/admin/storage").at("rooms").as_array();
  EXPECT_EQ(later[1].at("name").as_string(), "Kick-off");  // in the trash it takes its place still
  EXPECT_EQ(rooms[1].at("bytes").as_int64(), 60);
  for (const char* path : {"/admin/storage", "/admin/health", "/admin/limits"}) {
    bob.get(path, 403);
  }
}

TEST_F(RestAdmin, RST42_OwnersSeeHowTheServerDoes) {
  rig.facts.health = [] { return json::object{{"ready", true}}; };
  const json::object seen = ann.get("/admin/health");
  EXPECT_TRUE(seen.at("ready").as_bool());
  EXPECT_EQ(seen.at("version").as_string(), "1");
}

TEST_F(RestAdmin, RST43_LimitsAreSetAndStay) {
  rig.facts.configured = {{"upload_mb", 100}};
  limit(R"({"upload_mb":5})");
  limit(R"({"rooms_per_person":3})");
  const json::object seen = ann.get("/admin/limits");
  EXPECT_EQ(seen.at("configured").at("upload_mb").as_int64(), 100);
  EXPECT_EQ(seen.at("workspace").at("upload_mb").as_int64(), 5);
  EXPECT_EQ(seen.at("workspace").at("rooms_per_person").as_int64(), 3);
  for (const char* bad : {"{}", R"({"upload_mb":0})", R"({"upload_mb":101})", R"({"guests":1})",
                          R"({"registration":"maybe"})", R"({"rooms_per_person":-1})"}) {
    limit(bad, 400);
  }
  EXPECT_EQ(bob.send("PATCH", "/admin/limits", R"({"upload_mb":9})")->status(), 403);
}

TEST_F(RestAdmin, AUTH74_APersonOwnsAsManyRoomsAsTheWorkspaceAllows) {
  limit(R"({"rooms_per_person":1})");
  bob.post("/rooms", {{"name", "One"}}, 201);
  bob.post("/rooms", {{"name", "Two"}}, 409);
  ann.post("/rooms", {{"name", "One"}}, 201);
  ann.post("/rooms", {{"name", "Two"}}, 201);
  limit(R"({"rooms_per_person":0})");
  bob.post("/rooms", {{"name", "Two"}}, 201);
}

TEST_F(RestAdmin, AUTH74_LargeUploadsAreRefused) {
  ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
  limit(R"({"upload_mb":1})");
  const std::string path = "/rooms/kick/files?name=a.bin";
  EXPECT_EQ(ann.send("POST", path, std::string(1024 * 1024 + 1, 'x'))->status(), 413);
  EXPECT_EQ(ann.send("POST", path, std::string(1024 * 1024, 'x'))->status(), 201);
}

TEST_F(RestAdmin, AUTH74_RegistrationAndGuestsAreNarrowed) {
  EXPECT_EQ(bob.session().at("registration").as_string(), "open");
  limit(R"({"registration":"invite","guests":false})");
  EXPECT_EQ(bob.session().at("registration").as_string(), "invite");
  EXPECT_EQ(bob.session().at("guests").as_string(), "off");
  Browser cy(rig);
  cy.post("/register",
          {{"name", "cy"}, {"email", "cy@example.org"}, {"password", "password of cy"}}, 403);
  EXPECT_EQ(
      rig.people.ask("guest.create", {{"name", "Gil"}, {"hash", "h"}}, {"g-1", "Gil"}).error().code,
      Errc::kForbidden);
  limit(R"({"registration":"open","guests":true})");
  cy.register_as("cy");
  EXPECT_TRUE(rig.people.ask("guest.create", {{"name", "Gil"}, {"hash", "h"}}, {"g-1", "Gil"}));
}

TEST_F(RestAdmin, AUTH75_TheLogoIsForEverybody) {
  EXPECT_EQ(ann.send("POST", "/workspace/logo", png(513, 10), "image/png")->status(), 400);
  EXPECT_EQ(bob.send("POST", "/workspace/logo", png(10, 10), "image/png")->status(), 403);
  const auto set = ann.send("POST", "/workspace/logo", png(300, 100), "image/png");
  ASSERT_EQ(set->status(), 200);
  Browser stranger(rig);
  const std::string path(stranger.get("/session").at("workspace").at("logo").as_string());
  EXPECT_EQ(json::parse(set->response->body).at("logo").as_string(), path);
  const auto shown = stranger.send("GET", path.substr(std::string_view("/api/v1").size()));
  EXPECT_EQ(shown->response->body, png(300, 100));
  EXPECT_EQ(shown->header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(ann.send("DELETE", "/workspace/logo")->status(), 200);
  EXPECT_EQ(rig.blobs.size(), 0U);
}

TEST_F(RestAdmin, RST44_TheWorkspaceIsRenamed) {
  EXPECT_EQ(bob.send("PATCH", "/workspace", R"({"name":"Mine"})")->status(), 403);
  EXPECT_EQ(ann.send("PATCH", "/workspace", R"({"name":"Studio South"})")->status(), 200);
  EXPECT_EQ(bob.session().at("workspace").at("name").as_string(), "Studio South");
}

TEST_F(RestAdmin, RST45_AUTH76_AGroupIsLetIntoARoom) {
  const std::string member = id_of(bob);
  ann.post("/groups", {{"id", "Bad id"}, {"name", "Design"}}, 400);
  ann.post("/groups", {{"id", "design"}, {"name", "Design"}, {"members", {"u-nobody"}}}, 400);
  ann.post("/groups", {{"id", "design"}, {"name", "Design"}, {"members", {member}}}, 201);
  ann.post("/groups", {{"id", "design"}, {"name", "Again"}}, 409);
  bob.post("/groups", {{"id", "mine"}, {"name", "Mine"}}, 403);
  EXPECT_FALSE(bob.get("/groups").contains("people"));
  EXPECT_EQ(ann.get("/groups").at("people").as_array().size(), 2U);
  ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
  bob.get("/rooms/kick", 404);
  bob.post("/rooms/kick/groups", {{"group", "design"}, {"role", "editor"}}, 404);
  const json::object in = ann.post("/rooms/kick/groups", {{"group", "design"}, {"role", "editor"}});
  EXPECT_EQ(in.at("added").as_int64(), 1);
  EXPECT_EQ(bob.get("/rooms/kick").at("role").as_string(), "editor");
  bob.post("/rooms/kick/groups", {{"group", "design"}, {"role", "editor"}}, 403);
  EXPECT_EQ(ann.send("PATCH", "/groups/design", R"({"name":"Makers"})")->status(), 200);
  EXPECT_EQ(bob.get("/groups").at("groups").at(0).at("name").as_string(), "Makers");
  EXPECT_EQ(ann.send("DELETE", "/groups/design")->status(), 200);
  EXPECT_EQ(ann.send("PATCH", "/groups/design", R"({"name":"Gone"})")->status(), 404);
}

}  // namespace
}  // namespace atelier::gateway
