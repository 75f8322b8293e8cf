// Exports of one person: what a long log makes of memory, who waits, and how one ends early.
#include <gtest/gtest.h>

#include "gateway/rest/archive_stream.h"
#include "gateway/rest/rest_rig_test_support.h"
#include "wire/zip/zip_reader_test_support.h"

namespace atelier::gateway {
namespace {

using Answer = std::shared_ptr<FakeAnswer>;

class PersonalExportTest : public testing::Test {
 protected:
  PersonalExportTest() {
    ann.set_up();
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
    me = {std::string(ann.session().at("principal").at("id").as_string()), "Ann"};
  }
  void say(const std::string& text) {
    const json::object body{{"id", rig.people.uuid()}, {"text", text}};
    EXPECT_TRUE(rig.people.room("kick", "chat.send", body, core::Access{me}));
    rig.people.world().advance(200);  // within the rates
  }
  void run_to_the_end(const Answer& answer) {
    for (int i = 0; i < 20'000 && !answer->stream_destroyed; ++i) rig.people.world().advance(10);
    EXPECT_TRUE(answer->stream_destroyed);
  }
  std::map<std::string, std::string> read(const Answer& answer) {
    run_to_the_end(answer);
    EXPECT_TRUE(answer->stream_closed);
    std::map<std::string, std::string> found;
    const auto entries = wire::zip::ZipReader(answer->streamed).read();
    EXPECT_TRUE(entries);
    if (!entries) return found;
    for (const auto& entry : *entries) found[entry.name] = entry.bytes;
    return found;
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  core::Principal me;
};

TEST_F(PersonalExportTest, SAF20_ALongLogIsReadPageByPage) {
  for (int i = 0; i < 230; ++i) say("message " + std::to_string(i));
  const auto found = read(ann.send("GET", "/me/export"));
  const json::value said = json::parse(found.at("rooms/kick/messages.json"));
  ASSERT_EQ(said.as_array().size(), 230U);
  for (std::size_t i = 0; i < 230; ++i) {
    EXPECT_EQ(said.at(i).at("content").at("text").as_string(), "message " + std::to_string(i));
  }
  EXPECT_EQ(json::parse(found.at("account.json")).at("name").as_string(), "Ann");
  EXPECT_EQ(found.count("rooms/kick/comments.json"), 0U);
}

TEST_F(PersonalExportTest, SAF20_OneAtATimeAndAPeerThatLeavesMakesRoom) {
  say("hello");
  rig.pool.set_full(true);
  const Answer first = ann.send("GET", "/me/export");
  EXPECT_EQ(first->status(), 200);
  const Answer second = ann.send("GET", "/me/export");
  EXPECT_EQ(second->status(), 503);
  rig.pool.set_full(false);
  ASSERT_TRUE(first->on_stream_closed);
  first->on_stream_closed();
  EXPECT_TRUE(first->stream_destroyed);
  rig.people.world().advance(1000);  // what was on its way comes back to nobody
  EXPECT_EQ(read(ann.send("GET", "/me/export")).count("rooms/kick/messages.json"), 1U);
}

TEST_F(PersonalExportTest, SAF20_WhoHasNothingGetsWhatIsKnownOfTheAccount) {
  Browser bob(rig);
  bob.register_as("Bob");
  const auto found = read(bob.send("GET", "/me/export"));
  EXPECT_EQ(json::parse(found.at("account.json")).at("name").as_string(), "Bob");
  for (const auto& [name, bytes] : found) EXPECT_FALSE(name.starts_with("rooms/")) << name;
}

TEST_F(PersonalExportTest, SAF21_OwnersAreNamedInTheLogBeforeTheFirstByte) {
  Browser bob(rig);
  bob.register_as("Bob");
  const std::string id(bob.session().at("principal").at("id").as_string());
  bob.get("/people/" + me.id + "/export", 403);
  ann.get("/people/nobody/export", 404);
  const Answer answer = ann.send("GET", "/people/" + id + "/export");
  EXPECT_NE(json::serialize(ann.get("/audit?limit=5")).find("person.exported"), std::string::npos);
  EXPECT_EQ(json::parse(read(answer).at("account.json")).at("name").as_string(), "Bob");
}

}  // namespace
}  // namespace atelier::gateway
