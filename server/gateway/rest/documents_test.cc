// Documents by REST: reading, writing, their versions, and who may.
#include <gtest/gtest.h>

#include "gateway/rest/document_calls.h"
#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestDocuments : public testing::Test {
 protected:
  RestDocuments() {
    ann.set_up();
    bob.register_as("bob");
    room = std::string(ann.post("/rooms", {{"name", "Kick-off"}}, 201).at("id").as_string());
    base = "/rooms/" + room + "/documents/text.notes";
  }
  void append(const std::string& text) {
    ann.post(base, {{"mode", "append"}, {"text", text}});
    rig.people.world().advance(10'000);
  }
  std::string text(const std::string& query = {}) {
    return std::string(ann.get(base + query).at("text").as_string());
  }
  void run(const std::string& name, json::object body) {
    const std::string me(ann.session().at("principal").at("id").as_string());
    body["id"] = rig.people.uuid();
    const auto done = rig.people.room(room, name, std::move(body), core::Access{{me, "Ann"}});
    EXPECT_TRUE(done) << done.error().message;
    rig.people.world().advance(200);
  }
  std::int64_t now() { return rig.people.world().clock().wall(); }
  std::string name_version(const std::string& name) {
    const std::string id = rig.people.uuid();
    ann.post(base + "/versions", {{"id", id}, {"name", name}}, 201);
    rig.people.world().advance(10'000);
    return id;
  }
  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  Browser bob{rig};
  std::string room;
  std::string base;
};

TEST_F(RestDocuments, VER20_VER22_WritingMakesADocumentThatIsListed) {
  ann.get(base, 404);
  append("hello");
  append("world");
  EXPECT_EQ(text(), "hello\nworld");
  ann.post(base, {{"mode", "replace"}, {"text", "new"}});
  EXPECT_EQ(text(), "new");
  const json::object list = ann.get("/rooms/" + room + "/documents");
  ASSERT_EQ(list.at("documents").as_array().size(), 1u);
  EXPECT_EQ(list.at("documents").at(0).at("document").as_string(), "text.notes");
  EXPECT_GT(list.at("documents").at(0).at("created_at").as_int64(), 0);
}

TEST_F(RestDocuments, VER22_BadWritesChangeNothing) {
  append("kept");
  ann.post(base, {{"mode", "prepend"}, {"text", "x"}}, 400);
  ann.post(base, {{"mode", "append"}}, 400);
  ann.post(base, {{"mode", "append"}, {"text", "x"}, {"markdown", "y"}}, 400);
  ann.post(base, {{"mode", "append"}, {"text", std::string(1'100'000, 'x')}}, 413);
  ann.post("/rooms/" + room + "/documents/a%20b", {{"mode", "append"}, {"text", "x"}}, 404);
  EXPECT_EQ(text(), "kept");
}

TEST_F(RestDocuments, VER21_EachFormatIsServedSafely) {
  append("<b>bold</b>");
  ann.get(base + "?format=pdf", 400);
  ann.get(base + "?at=yesterday", 400);
  for (const auto& [format, type] : {std::pair("markdown", "text/markdown; charset=utf-8"),
                                     std::pair("html", "text/html; charset=utf-8"),
                                     std::pair("text", "text/plain; charset=utf-8"),
                                     std::pair("update", "application/octet-stream")}) {
    const auto answer = ann.send("GET", base + "?format=" + format);
    ASSERT_EQ(answer->status(), 200) << format;
    EXPECT_EQ(answer->header("Content-Type"), type);
    EXPECT_TRUE(answer->header("Content-Security-Policy").starts_with("sandbox"));
    EXPECT_TRUE(answer->header("Content-Disposition").starts_with("attachment"));
  }
  const std::string page = ann.send("GET", base + "?format=html")->response->body;
  EXPECT_EQ(page.find("<b>bold"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;bold"), std::string::npos);
  crdt::Doc doc;
  ASSERT_TRUE(doc.apply(ann.send("GET", base + "?format=update")->response->body));
  EXPECT_NE(doc.root("text"), nullptr);
}

TEST_F(RestDocuments, VER21_VER23_VER24_VersionsAreNamedReadAndForgotten) {
  append("draft");
  const std::string id = name_version("Draft");
  append("more");
  const json::object found = ann.get(base + "/versions");
  const json::array& versions = found.at("versions").as_array();
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].at("kind").as_string(), "automatic");
  EXPECT_EQ(versions[1].at("name").as_string(), "Draft");
  EXPECT_EQ(versions[1].at("from").at("name").as_string(), "Ann");
  const std::string author(versions[0].at("authors").at(0).as_string());
  EXPECT_EQ(found.at("people").at(author).at("name").as_string(), "Ann");
  EXPECT_EQ(found.at("moments").as_array().size(), 2u);
  EXPECT_EQ(text("?at=" + std::to_string(versions[1].at("at").as_int64())), "draft");
  // The same again, the same with another name, and one that is none.
  ann.post(base + "/versions", {{"id", id}, {"name", "Draft"}}, 201);
  ann.post(base + "/versions", {{"id", id}, {"name", "Other"}}, 409);
  ann.post(base + "/versions", {{"id", "7"}, {"name", "Other"}}, 400);
  ann.post("/rooms/" + room + "/documents/nothing/versions",
           {{"id", rig.people.uuid()}, {"name", "x"}}, 404);
  EXPECT_EQ(ann.send("PATCH", base + "/versions/" + id, R"({"name":"First"})")->status(), 200);
  EXPECT_EQ(ann.get(base + "/versions").at("versions").at(1).at("name").as_string(), "First");
  EXPECT_EQ(ann.send("DELETE", base + "/versions/" + id)->status(), 200);
  EXPECT_EQ(ann.send("DELETE", base + "/versions/" + id)->status(), 404);
  EXPECT_EQ(ann.get(base + "/versions").at("versions").as_array().size(), 1u);
}

TEST_F(RestDocuments, VER24_AnOlderTimeIsNamedWithAllThatWasThere) {
  const auto as_of = [this](const json::object& version) {
    return text("?at=" + std::to_string(version.at("at").as_int64()));
  };
  ann.post(base, {{"mode", "append"}, {"text", "one"}});
  rig.people.world().advance(1'000);
  append("and");
  append("two");
  const std::int64_t first = ann.get(base + "/versions").at("moments").at(0).at("at").as_int64();
  const json::object body{{"id", rig.people.uuid()}, {"name", "Early"}, {"at", first}};
  const json::object made = ann.post(base + "/versions", body, 201);
  EXPECT_GT(made.at("at").as_int64(), first + 1'000);
  EXPECT_EQ(as_of(made), "one\nand");
  const json::array versions = ann.get(base + "/versions").at("versions").as_array();
  EXPECT_EQ(versions.back().at("name").as_string(), "Early");
  ann.post(base + "/versions", body, 201);
  ann.post(base + "/versions", {{"id", rig.people.uuid()}, {"name", "x"}, {"at", first - 1}}, 400);
  ann.post(base + "/versions", {{"id", rig.people.uuid()}, {"name", "x"}, {"at", "now"}}, 400);
  // The newest moment, as of now: what comes later is not in it.
  const json::object last{{"id", rig.people.uuid()}, {"name", "Late"}, {"at", now() + 3'600'000}};
  const json::object late = ann.post(base + "/versions", last, 201);
  rig.people.world().advance(1'000);
  append("three");
  EXPECT_EQ(as_of(late), "one\nand\ntwo");
}

TEST_F(RestDocuments, VER31_TheRoomIsToldOfNames) {
  append("one");
  const std::string me(ann.session().at("principal").at("id").as_string());
  ASSERT_TRUE(rig.people.rooms.join(room, core::make_peer_id(0, 9), {{me, "Ann"}}));
  const auto told = [this] { return rig.people.rooms.seen("room.broadcast"); };
  const std::string id = name_version("Draft");
  ASSERT_EQ(told().size(), 1u);
  EXPECT_NE(told()[0]->args.find(R"({"versions":"text.notes"})"), std::string::npos);
  ann.post(base + "/versions", {{"id", id}, {"name", "Other"}}, 409);
  EXPECT_EQ(ann.send("PATCH", base + "/versions/" + id, R"({"name":"First"})")->status(), 200);
  EXPECT_EQ(ann.send("DELETE", base + "/versions/" + id)->status(), 200);
  rig.people.world().advance(200);
  EXPECT_EQ(told().size(), 3u);
}

TEST_F(RestDocuments, VER23_WhoLeftTheRoomIsNamed) {
  const std::string id(bob.session().at("principal").at("id").as_string());
  const core::Access access{{id, "Bob"}, core::Role::kEditor};
  ASSERT_TRUE(rig.people.rooms.join(room, core::make_peer_id(0, 8), access));
  run("member.set_role", {{"principal", id}, {"role", "editor"}});
  bob.post(base, {{"mode", "append"}, {"text", "mine"}});
  rig.people.world().advance(10'000);
  run("member.remove", {{"principal", id}});
  const json::object found = ann.get(base + "/versions");
  EXPECT_EQ(found.at("moments").at(0).at("author").as_string(), id);
  EXPECT_EQ(found.at("people").at(id).at("name").as_string(), "Bob");
  EXPECT_EQ(found.at("people").as_object().size(), 1u) << "only who is named in it";
  const json::object changed = ann.get(base + "/difference");
  EXPECT_EQ(changed.at("people").at(id).at("name").as_string(), "Bob");
  EXPECT_EQ(ann.get(base + "/authors").at("people").at(0).at("name").as_string(), "Bob");
}

TEST_F(RestDocuments, VER25_VER26_WhatChangedAndBackAgain) {
  append("one");
  const std::int64_t then = now() - 1;
  ann.post(base, {{"mode", "replace"}, {"text", "two"}});
  rig.people.world().advance(10'000);
  const json::object changed = ann.get(base + "/difference?from=" + std::to_string(then));
  EXPECT_EQ(changed.at("added").as_int64(), 3);
  EXPECT_EQ(changed.at("removed").as_int64(), 3);
  const json::object all = ann.get(base + "/difference?to=" + std::to_string(then));
  EXPECT_EQ(all.at("blocks").at(0).at("runs").at(0).at("text").as_string(), "one");
  EXPECT_EQ(all.at("blocks").at(0).at("change").as_string(), "added");
  ann.get(base + "/difference?from=soon", 400);
  ann.post(base + "/restore", json::object(), 400);
  ann.post(base + "/restore", {{"at", then}});
  EXPECT_EQ(text(), "one");
}

TEST_F(RestDocuments, VER21_VER26_AnArchivedRoomIsReadAndNotRestored) {
  append("one");
  const std::int64_t then = now() - 1;
  append("two");
  run("room.archive", {{"on", true}});
  EXPECT_EQ(text(), "one\ntwo");
  EXPECT_EQ(ann.get(base + "/versions").at("moments").as_array().size(), 2u);
  EXPECT_EQ(ann.get(base + "/difference?from=" + std::to_string(then)).at("added").as_int64(), 4);
  ann.post(base + "/restore", {{"at", then}}, 403);
  ann.post(base + "/versions", {{"id", rig.people.uuid()}, {"name", "late"}}, 403);
  // Not even the mark that restoring begins with is left.
  EXPECT_EQ(ann.get(base + "/versions").at("versions").as_array().size(), 1u);
}

TEST_F(RestDocuments, VER22_WhoWasSentAwayIsAnsweredAtOnce) {
  append("one");
  const std::string id(bob.session().at("principal").at("id").as_string());
  const core::Access access{{id, "bob"}, core::Role::kEditor};
  auto [known, reply] = core::HubRig::promise();
  rig.people.rooms.hub->role_of(0, room, access, std::move(reply));
  ASSERT_TRUE(*rig.people.rooms.wait(known));
  std::shared_ptr<DocumentVisit> visit;
  rig.visits->open({room, "text.notes"}, access,
                   [&visit](Result<std::shared_ptr<DocumentVisit>> opened) { visit = *opened; });
  rig.people.world().advance(200);
  ASSERT_NE(visit, nullptr);
  run("member.remove", {{"principal", access.principal.id}});
  std::optional<Result<void>> answer;
  visit->send(std::string(2, '\0'), [&answer](Result<void> stored) { answer = std::move(stored); });
  rig.people.world().advance(200);
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(*answer);
}

TEST_F(RestDocuments, VER27_WhoWroteWhat) {
  append("hello");
  const json::object found = ann.get(base + "/authors");
  ASSERT_EQ(found.at("parts").as_array().size(), 1u);
  EXPECT_EQ(found.at("parts").at(0).at(2).as_int64(), 5);
  EXPECT_EQ(found.at("people").at(0).at("name").as_string(), "Ann");
}

TEST_F(RestDocuments, VER28_AnOwnerRemovesTheHistory) {
  append("one");
  append("two");
  EXPECT_EQ(ann.send("DELETE", base + "/history")->status(), 200);
  EXPECT_EQ(ann.get(base + "/versions").at("moments").as_array().size(), 1u);
  EXPECT_EQ(text(), "one\ntwo");
}

TEST_F(RestDocuments, RST21_VER20_WhoIsNotInTheRoomKnowsNothing) {
  append("secret");
  for (const char* path : {"", "/versions", "/difference", "/authors"}) {
    EXPECT_EQ(bob.send("GET", base + path)->status(), 404) << path;
  }
  EXPECT_EQ(bob.send("GET", "/rooms/" + room + "/documents")->status(), 404);
  EXPECT_EQ(bob.send("POST", base, R"({"mode":"append","text":"x"})")->status(), 404);
  EXPECT_EQ(bob.send("POST", base + "/restore", R"({"at":1})")->status(), 404);
  EXPECT_EQ(bob.send("DELETE", base + "/history")->status(), 404);
}

TEST(DocumentSlots, VER30_FourReadAtOnceAndAPlaceComesBack) {
  Slots slots(kDocumentWorkAtOnce);
  std::vector<std::shared_ptr<void>> taken;
  for (int i = 0; i < 4; ++i) {
    taken.push_back(slots.take());
    EXPECT_NE(taken.back(), nullptr);
  }
  EXPECT_EQ(slots.take(), nullptr);
  taken.pop_back();
  EXPECT_NE(slots.take(), nullptr);
}

}  // namespace
}  // namespace atelier::gateway
