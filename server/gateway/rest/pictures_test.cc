#include <gtest/gtest.h>

#include "feature/people/people_limits.h"
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

class RestPictures : public testing::Test {
 protected:
  RestPictures() {
    ann.set_up();
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
    me = std::string(ann.session().at("principal").at("id").as_string());
  }
  std::string upload(const std::string& bytes, int status = 200) {
    const auto answer = ann.send("POST", "/me/picture", bytes, "image/png");
    EXPECT_EQ(answer->status(), status) << answer->response->body;
    const json::object body = json::parse(answer->response->body).as_object();
    return atelier::text_of(body, "picture");
  }
  /// What `GET` of such a path answers to who is signed in.
  std::shared_ptr<FakeAnswer> read(Browser& who, const std::string& path) {
    return who.send("GET", path.substr(std::string_view("/api/v1").size()));
  }
  /// As the members of the room see the account.
  json::object in_room() {
    rig.people.world().run_until_idle();
    const auto answer = rig.people.room("kick", "room.members", {}, {{me, "Ann"}});
    EXPECT_TRUE(answer);
    return answer->at("members").as_array().at(0).as_object();
  }
  void change(const std::string& body, int status = 200) {
    EXPECT_EQ(ann.send("PATCH", "/me", body)->status(), status) << body;
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  std::string me;
};

TEST_F(RestPictures, RST40_APictureIsReadWhereTheAnswerSays) {
  const std::string path = upload(png(256, 256));
  EXPECT_EQ(ann.session().at("principal").at("picture").as_string(), path);
  const auto shown = read(ann, path);
  ASSERT_EQ(shown->status(), 200);
  EXPECT_EQ(shown->response->body, png(256, 256));
  EXPECT_EQ(shown->header("Content-Type"), "image/png");
  EXPECT_EQ(shown->header("X-Content-Type-Options"), "nosniff");
  EXPECT_TRUE(shown->header("Cache-Control").ends_with("immutable"));
  Browser stranger(rig);
  EXPECT_EQ(read(stranger, path)->status(), 401);
  EXPECT_EQ(ann.send("GET", "/people/x/picture/%2e%2e")->status(), 404);
}

TEST_F(RestPictures, AUTH73_OnlySmallSquareImages) {
  for (const std::string& bad :
       {png(257, 257), png(64, 32), png(0, 0), "<svg/>"s, "\xFF\xD8\xFF\xE0"s, ""s}) {
    EXPECT_EQ(upload(bad, 400), "");
  }
  EXPECT_EQ(rig.blobs.size(), 0U);
  std::string large = png(64, 64);
  large.append(feature::people::kPictureBytes, 'x');
  EXPECT_EQ(ann.send("POST", "/me/picture", large, "image/png")->status(), 413);
}

TEST_F(RestPictures, AUTH73_TheOneBeforeIsGone) {
  const std::string first = upload(png(64, 64));
  const std::string second = upload(png(65, 65));
  EXPECT_NE(first, second);
  EXPECT_EQ(rig.blobs.size(), 1U);
  EXPECT_EQ(read(ann, first)->status(), 404);
  EXPECT_EQ(ann.send("DELETE", "/me/picture")->status(), 200);
  EXPECT_EQ(rig.blobs.size(), 0U);
  EXPECT_FALSE(ann.session().at("principal").as_object().contains("picture"));
}

TEST_F(RestPictures, EVT24_RoomsShowPictureColorAndNote) {
  EXPECT_FALSE(in_room().contains("picture"));
  const std::string path = upload(png(64, 64));
  const WallMs until = rig.people.world().clock().wall() + 60'000;
  change(R"({"color":7,"status":{"text":"Sketching","until":)" + std::to_string(until) + "}}");
  json::object member = in_room();
  EXPECT_EQ(member.at("picture").as_string(), path);
  EXPECT_EQ(member.at("color").as_int64(), 7);
  EXPECT_TRUE(member.at("chosen").as_bool());
  EXPECT_EQ(member.at("note").at("text").as_string(), "Sketching");
  EXPECT_EQ(member.at("note").at("until").as_int64(), until);
  rig.people.world().advance(60'001);
  EXPECT_FALSE(in_room().contains("note"));
  change(R"({"color":null})");
  EXPECT_FALSE(in_room().contains("chosen"));
  change(R"({"color":10})", 400);
}

TEST_F(RestPictures, EVT24_AStartTellsTheRooms) {
  const std::string path = upload(png(64, 64));
  rig.services->hub.show(me, {});
  EXPECT_FALSE(in_room().contains("picture"));
  show_faces(*rig.services);
  EXPECT_EQ(in_room().at("picture").as_string(), path);
}

TEST_F(RestPictures, RST40_WhatIsNotStoredLeavesNothing) {
  rig.blobs.set_unavailable(true);
  upload(png(64, 64), 503);
  rig.blobs.set_unavailable(false);
  EXPECT_FALSE(ann.session().at("principal").as_object().contains("picture"));
}

}  // namespace
}  // namespace atelier::gateway
