#include "feature/surface/surface.h"

#include "feature/fake_room_test_support.h"
#include "gtest/gtest.h"

namespace atelier::feature::surface {
namespace {

json::object described(FakeRoom& room) {
  json::object answer;
  room.feature().describe_join({"ana", "Ana", core::PrincipalKind::kUser}, answer);
  return answer;
}

TEST(Surface, EVT60_EVT61_CreatedRenamedRemoved) {
  FakeRoom room(make_feature());
  room.add_member("ana", core::Role::kEditor);
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"text","title":"Brief"})"));
  EXPECT_EQ(room.rendered.back().name, "surface.created");
  ASSERT_TRUE(room.run("ana", "surface.rename", R"({"surface":"id-1","title":"Scope"})"));
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    const json::object answer = described(room);
    ASSERT_EQ(answer.at("surfaces").as_array().size(), 1U);
    EXPECT_EQ(answer.at("surfaces").at(0).at("title").as_string(), "Scope");
  }
  ASSERT_TRUE(room.run("ana", "surface.remove", R"({"surface":"id-1"})"));
  EXPECT_TRUE(described(room).at("surfaces").as_array().empty());
}

TEST(Surface, EVT60_RichAndPlainText) {
  FakeRoom room(make_feature());
  room.add_member("ana", core::Role::kEditor);
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"rich","title":"Brief"})"));
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"text","title":"Notes"})"));
  EXPECT_EQ(described(room).at("surfaces").at(0).at("kind").as_string(), "rich");
}

TEST(Surface, EVT61_KeptOnTopUntilItIsNot) {
  FakeRoom room(make_feature());
  room.add_member("ana", core::Role::kEditor);
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"text","title":"Brief"})"));
  ASSERT_TRUE(room.run("ana", "surface.pin", R"({"surface":"id-1","on":true})"));
  EXPECT_EQ(room.rendered.back().name, "surface.pinned");
  EXPECT_NE(room.rendered.back().args.find(R"("on":true)"), std::string::npos);
  ASSERT_TRUE(room.run("ana", "surface.rename", R"({"surface":"id-1","title":"Scope"})"));
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    EXPECT_TRUE(described(room).at("surfaces").at(0).at("pinned").as_bool());
  }
  ASSERT_TRUE(room.run("ana", "surface.pin", R"({"surface":"id-1","on":false})"));
  room.reopen(true);
  EXPECT_FALSE(described(room).at("surfaces").at(0).as_object().contains("pinned"));
  const auto gone = room.run("ana", "surface.pin", R"({"surface":"gone"})");
  EXPECT_EQ(gone.error().code, Errc::kNotFound);
}

TEST(Surface, EVT61_RefusesUnknownKindsAndTitles) {
  FakeRoom room(make_feature());
  room.add_member("ana", core::Role::kEditor);
  const auto code = [&room](const char* name, const char* body) {
    const auto result = room.run("ana", name, body);
    return result ? Errc::kInternal : result.error().code;
  };
  EXPECT_EQ(code("surface.create", R"({"kind":"hologram","title":"x"})"), Errc::kUnsupported);
  EXPECT_EQ(code("surface.create", R"({"kind":"text","title":""})"), Errc::kInvalid);
  EXPECT_EQ(code("surface.rename", R"({"surface":"gone","title":"x"})"), Errc::kNotFound);
}

}  // namespace
}  // namespace atelier::feature::surface
