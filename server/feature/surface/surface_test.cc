#include "feature/surface/surface.h"

#include "core/trash.h"
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
  FakeRoom room(make_feature("main"));
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
  FakeRoom room(make_feature("main"));
  room.add_member("ana", core::Role::kEditor);
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"rich","title":"Brief"})"));
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"text","title":"Notes"})"));
  EXPECT_EQ(described(room).at("surfaces").at(0).at("kind").as_string(), "rich");
}

TEST(Surface, EVT61_KeptOnTopUntilItIsNot) {
  FakeRoom room(make_feature("main"));
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
  FakeRoom room(make_feature("main"));
  room.add_member("ana", core::Role::kEditor);
  const auto code = [&room](const char* name, const char* body) {
    const auto result = room.run("ana", name, body);
    return result ? Errc::kInternal : result.error().code;
  };
  EXPECT_EQ(code("surface.create", R"({"kind":"hologram","title":"x"})"), Errc::kUnsupported);
  EXPECT_EQ(code("surface.create", R"({"kind":"text","title":""})"), Errc::kInvalid);
  EXPECT_EQ(code("surface.rename", R"({"surface":"gone","title":"x"})"), Errc::kNotFound);
}

json::array trash(FakeRoom& room) {
  return parse_json(*room.query("ana", "surface.trash", "{}"))->at("surfaces").as_array();
}

TEST(Surface, TRS2_ComesBackAsItWas) {
  FakeRoom room(make_feature("main"));
  room.add_member("ana", core::Role::kEditor);
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"text","title":"Brief"})"));
  ASSERT_TRUE(room.run("ana", "surface.rename", R"({"surface":"id-1","title":"Scope"})"));
  ASSERT_TRUE(room.run("ana", "surface.pin", R"({"surface":"id-1"})"));
  const json::value before = described(room).at("surfaces").at(0);
  ASSERT_TRUE(room.run("ana", "surface.remove", R"({"surface":"id-1"})"));
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    ASSERT_EQ(trash(room).size(), 1U);
    EXPECT_EQ(trash(room).at(0).at("title"), "Scope");
    EXPECT_EQ(trash(room).at(0).at("removed_by"), "ana");
  }
  ASSERT_TRUE(room.run("ana", "surface.restore", R"({"surface":"id-1"})"));
  EXPECT_EQ(room.rendered.back().name, "surface.restored");
  EXPECT_NE(room.rendered.back().args.find(R"("title":"Scope")"), std::string::npos);
  for (const bool snapshot : {false, true}) {
    room.reopen(snapshot);
    EXPECT_EQ(described(room).at("surfaces").at(0), before);
    EXPECT_TRUE(trash(room).empty());
  }
  const auto again = room.run("ana", "surface.restore", R"({"surface":"id-1"})");
  EXPECT_EQ(again.error().code, Errc::kNotFound);
}

TEST(Surface, TRS1_IsGoneWhenItsTimeIsOver) {
  FakeRoom room(make_feature("main"));
  room.add_member("ana", core::Role::kEditor);
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"text","title":"Brief"})"));
  ASSERT_TRUE(room.run("ana", "surface.remove", R"({"surface":"id-1"})"));
  room.world().advance(core::kTrashMs - 1);
  EXPECT_EQ(trash(room).size(), 1U);
  room.world().advance(1);
  EXPECT_TRUE(trash(room).empty());
  const auto late = room.run("ana", "surface.restore", R"({"surface":"id-1"})");
  EXPECT_EQ(late.error().code, Errc::kNotFound);
}

TEST(Surface, TRS4_TRS5_WaitsInTheListOfTheWorkspaceUntilItIsPurged) {
  FakeRoom room(make_feature("main"));
  room.add_member("ana", core::Role::kOwner);
  const auto listed = [&room] {
    std::size_t count = 0;
    room.store().query({core::workspace_partition("main"), "trash/", "trash0", 10, false},
                       [&count](const port::Page& page) { count = page.records.size(); });
    room.world().run_until_idle();
    return count;
  };
  ASSERT_TRUE(room.run("ana", "surface.create", R"({"kind":"text","title":"Brief"})"));
  EXPECT_EQ(room.run("ana", "surface.purge", R"({"surface":"id-1"})").error().code,
            Errc::kNotFound);  // only from the trash
  ASSERT_TRUE(room.run("ana", "surface.remove", R"({"surface":"id-1"})"));
  EXPECT_EQ(listed(), 1U);
  ASSERT_TRUE(room.run("ana", "surface.restore", R"({"surface":"id-1"})"));
  EXPECT_EQ(listed(), 0U);
  ASSERT_TRUE(room.run("ana", "surface.remove", R"({"surface":"id-1"})"));
  room.world().advance(core::kTrashMs);
  ASSERT_TRUE(room.run("ana", "surface.purge", R"({"surface":"id-1"})"));
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(room.rendered.back().name, "surface.purged");
}

}  // namespace
}  // namespace atelier::feature::surface
