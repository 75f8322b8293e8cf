// Exports of rooms: what is in the archive, who gets one, and how it ends early.
#include <gtest/gtest.h>

#include "gateway/rest/archive_stream.h"
#include "gateway/rest/export_parts.h"
#include "gateway/rest/rest_rig_test_support.h"
#include "wire/zip/zip_reader_test_support.h"

namespace atelier::gateway {
namespace {

using Answer = std::shared_ptr<FakeAnswer>;
using Contents = std::map<std::string, std::string>;

class RestExport : public testing::Test {
 protected:
  RestExport() {
    ann.set_up();
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
    me = {std::string(ann.session().at("principal").at("id").as_string()), "Ann"};
  }
  std::string run(const std::string& name, json::object body) {
    const std::string id = rig.people.uuid();
    body["id"] = id;
    const auto done = rig.people.room("kick", name, body, core::Access{me});
    EXPECT_TRUE(done) << done.error().message;
    rig.people.world().advance(200);  // within the rates
    return id;
  }
  void write(const std::string& document, const char* kind, const std::string& text) {
    ann.post("/rooms/kick/documents/" + document, {{"mode", "append"}, {kind, text}});
  }
  std::string upload(const std::string& name, const std::string& bytes) {
    const auto answer = ann.send("POST", "/rooms/kick/files?name=" + name, bytes, "text/html");
    EXPECT_EQ(answer->status(), 201);
    return std::string(json::parse(answer->response->body).at("file").as_string());
  }
  /// A member who is nothing in the workspace.
  Browser member(const std::string& name, core::Role role) {
    Browser who(rig);
    who.register_as(name);
    last_member = std::string(who.session().at("principal").at("id").as_string());
    auto [answer, reply] = core::HubRig::promise();
    rig.people.rooms.hub->role_of(0, "kick", {{last_member, name}, role}, std::move(reply));
    EXPECT_TRUE(*rig.people.rooms.wait(answer));
    return who;
  }
  /// The head of the answer is there, and little else.
  Answer begin(Browser& who) { return who.send("GET", "/rooms/kick/export"); }
  void run_to_the_end(const Answer& answer) {
    for (int i = 0; i < 20'000 && !answer->stream_destroyed; ++i) rig.people.world().advance(10);
    EXPECT_TRUE(answer->stream_destroyed);
  }
  Contents exported() {
    const Answer answer = begin(ann);
    EXPECT_EQ(answer->status(), 200);
    run_to_the_end(answer);
    EXPECT_TRUE(answer->stream_closed);
    const auto read = wire::zip::ZipReader(answer->streamed).read();
    EXPECT_TRUE(read);
    Contents found;
    if (!read) return found;
    for (const auto& entry : *read) found[entry.name] = entry.bytes;
    EXPECT_EQ(found.size(), read->size());
    return found;
  }
  static bool is_archive(const Answer& answer) {
    return wire::zip::ZipReader(answer->streamed).read().has_value();
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  core::Principal me;
  std::string last_member;
};

TEST_F(RestExport, VER29_WhatPeopleWroteIsInTheArchive) {
  for (int i = 0; i < 205; ++i) run("chat.send", {{"text", "message " + std::to_string(i)}});
  const std::string thread =
      run("thread.open", {{"anchor", {{"surface", "brief"}}}, {"text", "one"}});
  run("thread.reply", {{"thread", thread}, {"text", "two"}});
  run("thread.resolve", {{"thread", thread}, {"verdict", "resolved"}});
  run("thread.open", {{"anchor", {{"surface", "brief"}}}, {"text", "three"}});
  const Contents found = exported();
  const json::object room = json::parse(found.at("room.json")).as_object();
  EXPECT_EQ(room.at("room").at("name").as_string(), "Kick-off");
  EXPECT_FALSE(room.at("room").as_object().contains("unread"));
  EXPECT_EQ(room.at("members").as_array().size(), 1u);
  EXPECT_EQ(room.at("members").at(0).at("role").as_string(), "owner");
  EXPECT_FALSE(room.at("members").at(0).as_object().contains("status"));
  EXPECT_TRUE(room.at("surfaces").as_array().empty());
  EXPECT_GT(room.at("exported_at").as_int64(), 0);
  const json::value chat = json::parse(found.at("chat.json"));
  ASSERT_EQ(chat.at("messages").as_array().size(), 205u);
  for (std::size_t i = 0; i < 205; ++i) {
    EXPECT_EQ(chat.at("messages").at(i).at("text").as_string(), "message " + std::to_string(i));
  }
  const json::value threads = json::parse(found.at("threads.json"));
  ASSERT_EQ(threads.at("threads").as_array().size(), 2u);
  const json::value& older = threads.at("threads").at(1);
  EXPECT_EQ(older.at("thread").at("id").as_string(), thread);
  ASSERT_GE(older.at("messages").as_array().size(), 2u);
  EXPECT_EQ(older.at("messages").at(0).at("text").as_string(), "one");
  EXPECT_EQ(older.at("messages").at(1).at("text").as_string(), "two");
}

TEST_F(RestExport, VER29_DocumentsAreThereToReadAndAsUpdates) {
  write("text.notes", "text", "plain notes");
  write("rich.plan", "markdown", "# Plan\n\nFirst **this**");
  const Contents found = exported();
  EXPECT_EQ(found.at("documents/text.notes.txt"), "plain notes");
  EXPECT_NE(found.at("documents/rich.plan.md").find("# Plan"), std::string::npos);
  EXPECT_NE(found.at("documents/rich.plan.md").find("**this**"), std::string::npos);
  crdt::Doc doc;
  ASSERT_TRUE(doc.apply(found.at("documents/rich.plan.yjs")));
  EXPECT_NE(doc.root("document-store"), nullptr);
  EXPECT_TRUE(found.contains("documents/text.notes.yjs"));
}

TEST_F(RestExport, VER29_FilesHaveHarmlessNames) {
  const std::string large(2'500'000, 'x');
  const std::string first = upload("plan%202.txt", large);
  const std::string second = upload("..%2F..%2Fetc%2Fpasswd", "nothing");
  const std::string third = upload("photo%E2%80%AEgpj.exe", "MZ");
  const Contents found = exported();
  EXPECT_EQ(found.at("files/" + first + "-plan 2.txt"), large);
  EXPECT_EQ(found.at("files/" + second + "-_._.._etc_passwd"), "nothing");
  EXPECT_EQ(found.at("files/" + third + "-photo_gpj.exe"), "MZ");
  EXPECT_EQ(found.size(), 6u);
}

TEST_F(RestExport, VER29_TheAnswerIsADownload) {
  const Answer answer = begin(ann);
  EXPECT_EQ(answer->header("Content-Type"), "application/zip");
  EXPECT_EQ(answer->header("Content-Disposition"), "attachment; filename=\"kick.zip\"");
  EXPECT_EQ(answer->header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer->header("Cache-Control"), "no-store");
}

TEST_F(RestExport, VER29_OnlyOwnersGetOne) {
  Browser editor = member("ed", core::Role::kEditor);
  Browser owner = member("olga", core::Role::kOwner);
  Browser stranger(rig);
  stranger.register_as("out");
  Browser nobody(rig);
  EXPECT_EQ(begin(editor)->status(), 403);
  EXPECT_EQ(begin(stranger)->status(), 404);
  EXPECT_EQ(begin(nobody)->status(), 401);
  ann.get("/rooms/nothing/export", 404);
  const Answer answer = begin(owner);
  EXPECT_EQ(answer->status(), 200);
  run_to_the_end(answer);
  EXPECT_TRUE(is_archive(answer));
}

TEST_F(RestExport, VER29_AnArchivedRoomIsExportedWhole) {
  write("text.notes", "text", "kept");
  run("room.archive", {{"on", true}});
  const Answer answer = begin(ann);
  run_to_the_end(answer);
  EXPECT_TRUE(is_archive(answer));
}

TEST_F(RestExport, VER29_WhoIsNoOwnerAnyMoreGetsNoWholeArchive) {
  Browser owner = member("olga", core::Role::kOwner);
  const Answer answer = begin(owner);
  run("member.set_role", {{"principal", last_member}, {"role", "editor"}});
  run_to_the_end(answer);
  EXPECT_FALSE(answer->stream_closed);
  EXPECT_FALSE(is_archive(answer));
}

TEST_F(RestExport, VER29_NoMoreIsSentThanThePeerTakes) {
  upload("large.bin", std::string(3'000'000, 'x'));
  upload("small.bin", "x");
  const Answer answer = begin(ann);
  answer->buffered = ArchiveStream::kUnsentBytes + 1;
  rig.people.world().advance(5000);
  EXPECT_LT(answer->streamed.size(), ArchiveStream::kWrittenAtOnce + 1);
  EXPECT_FALSE(answer->stream_destroyed);
  answer->buffered = 0;
  run_to_the_end(answer);
  EXPECT_TRUE(is_archive(answer));
}

TEST_F(RestExport, VER29_APeerThatTakesNothingIsGivenUp) {
  const Answer answer = begin(ann);
  answer->buffered = ArchiveStream::kUnsentBytes + 1;
  rig.people.world().advance(ArchiveStream::kStalledMs / 2);
  answer->buffered += 1;  // it moves, so it lives
  rig.people.world().advance(ArchiveStream::kStalledMs - 1000);
  EXPECT_FALSE(answer->stream_destroyed);
  rig.people.world().advance(2000);
  EXPECT_TRUE(answer->stream_destroyed);
  EXPECT_FALSE(answer->stream_closed);
}

TEST_F(RestExport, VER29_OneAtATimeAndAPeerThatLeavesMakesRoom) {
  const Answer first = begin(ann);
  const Answer second = begin(ann);
  EXPECT_EQ(second->status(), 503);
  EXPECT_GT(json::parse(second->response->body).at("error").at("retry_after_ms").as_int64(), 0);
  ASSERT_TRUE(first->on_stream_closed);
  first->on_stream_closed();
  EXPECT_TRUE(first->stream_destroyed);
  rig.people.world().advance(1000);  // what was on its way comes back to nobody
  EXPECT_FALSE(is_archive(first));
  EXPECT_EQ(exported().size(), 3u);
}

TEST_F(RestExport, VER29_AStoreThatIsAwayIsWaitedForThenTheAnswerBreaksOff) {
  const std::string file = upload("a.txt", "hello");
  Answer answer = begin(ann);
  rig.blobs.set_unavailable(true);
  rig.people.world().advance(3000);
  EXPECT_FALSE(answer->stream_destroyed);
  rig.blobs.set_unavailable(false);
  run_to_the_end(answer);
  EXPECT_TRUE(is_archive(answer));
  answer = begin(ann);
  rig.blobs.set_unavailable(true);
  run_to_the_end(answer);
  EXPECT_FALSE(answer->stream_closed);
  EXPECT_FALSE(is_archive(answer));
}

TEST_F(RestExport, VER29_AFullPoolIsWaitedFor) {
  const Answer answer = begin(ann);
  rig.pool.set_full(true);
  rig.people.world().advance(2000);
  rig.pool.set_full(false);
  run_to_the_end(answer);
  EXPECT_TRUE(is_archive(answer));
}

TEST_F(RestExport, VER29_AFileWhoseBytesAreGoneIsLeftOut) {
  const std::string lost = upload("lost.txt", "x");
  const std::string kept = upload("kept.txt", "y");
  rig.blobs.remove("files/kick/" + lost, [](const Result<void>&) {});
  const Contents found = exported();
  EXPECT_EQ(found.size(), 4u);
  EXPECT_TRUE(found.contains("files/" + kept + "-kept.txt"));
}

/// The text of a part whose questions are answered so; the code of the error that ended it.
std::string whole(ExportPart& part, const std::function<Result<std::string>(Question)>& answer) {
  std::string text = part.opening();
  while (const auto question = part.next()) {
    const auto more = part.text_of(answer(*question));
    if (!more) return std::string(name_of(more.error().code));
    text += *more;
  }
  return text + part.closing();
}

std::string list_page(std::initializer_list<std::pair<const char*, int>> threads, bool has_more) {
  json::array list;
  for (const auto& [id, seq] : threads) {
    list.push_back(json::object{{"id", id}, {"last_seq", seq}});
  }
  return json::serialize(json::object{{"threads", list}, {"has_more", has_more}});
}

TEST(ExportParts, VER29_AThreadThatMovesWhileTheyAreListedIsNotMissed) {
  // Between the first page and the second, c gets a comment and goes to the front.
  const std::vector<std::string> pages{
      list_page({{"a", 9}, {"b", 8}}, true), list_page({{"d", 6}}, false),
      list_page({{"c", 10}, {"a", 9}}, true), list_page({{"b", 8}, {"d", 6}}, false)};
  std::size_t page = 0;
  std::string read;
  const auto part = make_threads_part();
  const std::string text = whole(*part, [&](const Question& asked) -> Result<std::string> {
    if (asked.command == "thread.list") return pages.at(page++);
    const std::string id(asked.body.at("thread").as_string());
    read += id;
    if (id == "b") return not_found("deleted since");
    return json::serialize(json::object{{"thread", {{"id", id}}},
                                        {"messages", json::array{json::object{{"seq", 1}}}},
                                        {"has_more", false}});
  });
  EXPECT_EQ(page, 4u);
  EXPECT_EQ(read, "abdc");
  const json::value threads = json::parse(text);
  ASSERT_EQ(threads.at("threads").as_array().size(), 3u);
  EXPECT_EQ(threads.at("threads").at(2).at("thread").at("id").as_string(), "c");
}

TEST(ExportParts, VER29_LongThreadsArePagedAndMayEndInBetween) {
  for (const bool is_deleted : {false, true}) {
    const auto part = make_threads_part();
    const std::string text = whole(*part, [&](const Question& asked) -> Result<std::string> {
      if (asked.command == "thread.list") return list_page({{"a", 9}}, false);
      const std::int64_t after = asked.body.at("after").as_int64();
      if (is_deleted && after > 0) return not_found("deleted since");
      return json::serialize(json::object{{"thread", {{"id", "a"}}},
                                          {"messages", json::array{{{"seq", after + 1}}}},
                                          {"has_more", after < 4}});
    });
    const json::value threads = json::parse(text);
    EXPECT_EQ(threads.at("threads").at(0).at("messages").as_array().size(), is_deleted ? 1u : 5u);
  }
}

TEST(ExportParts, VER29_AnswersOfAnotherFormEndTheExport) {
  for (const char* answer : {"", "[]", "{}", R"({"messages":5})"}) {
    for (const auto make : {make_chat_part, make_threads_part}) {
      const auto part = make();
      const std::string text = whole(*part, [&](const Question&) { return std::string(answer); });
      EXPECT_TRUE(text == "internal" || text == "invalid") << text;
    }
  }
  const auto part = make_chat_part();
  EXPECT_EQ(whole(*part, [](const Question&) { return unavailable("later"); }), "unavailable");
}

}  // namespace
}  // namespace atelier::gateway
