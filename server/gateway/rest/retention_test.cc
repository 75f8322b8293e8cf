// Messages that go by themselves: when, how much of them, and what stays.
#include "gateway/rest/retention.h"

#include <gtest/gtest.h>

#include "core/keys.h"
#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

constexpr DurationMs kDayMs = 24LL * 3600 * 1000;

class Retention : public testing::Test {
 protected:
  Retention() {
    ann.set_up();
    room = std::string(ann.post("/rooms", {{"name", "Kick-off"}}, 201).at("id").as_string());
    me = std::string(ann.session().at("principal").at("id").as_string());
    std::make_shared<RetentionSweep>(*rig.services, 0)->start();
  }
  std::int64_t run(const std::string& name, json::object body) {
    body["id"] = rig.people.uuid();
    const auto done = rig.people.room(room, name, std::move(body), core::Access{{me, "Ann"}});
    EXPECT_TRUE(done) << done.error().message;
    rig.people.world().advance(200);
    return done ? int_member(*done, "seq").value_or(0) : 0;
  }
  std::size_t records_with(const std::string& bytes) {
    std::size_t found = 0;
    rig.people.rooms.store.query({core::room_partition("main", room), "", "", 1000, false},
                                 [&](const port::Page& page) {
                                   for (const port::Record& record : page.records) {
                                     found += record.value.find(bytes) == std::string::npos ? 0 : 1;
                                   }
                                 });
    rig.people.world().run_until_idle();
    return found;
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  std::string room;
  std::string me;
};

TEST_F(Retention, SAF40_WhatIsOlderThanTheRoomKeepsIsInNoRecord) {
  run("room.configure", {{"keep_days", 30}});
  const std::int64_t edited = run("chat.send", {{"text", "OLDWORDS"}});
  run("chat.edit", {{"seq", edited}, {"text", "OLDWORDS again"}});
  rig.people.world().advance(20 * kDayMs);
  run("chat.send", {{"text", "NEWWORDS"}});
  EXPECT_GT(records_with("OLDWORDS"), 0U);
  rig.people.world().advance(11 * kDayMs);
  EXPECT_EQ(records_with("OLDWORDS"), 0U);
  EXPECT_GT(records_with("NEWWORDS"), 0U);
  rig.people.world().advance(20 * kDayMs);
  EXPECT_EQ(records_with("NEWWORDS"), 0U);
}

TEST_F(Retention, SAF40_WhatIsInTheTrashGoesWithIt) {
  run("room.configure", {{"keep_days", 30}});
  const std::int64_t said = run("chat.send", {{"text", "OLDWORDS"}});
  rig.people.world().advance(20 * kDayMs);
  run("chat.delete", {{"seq", said}});
  EXPECT_GT(records_with("OLDWORDS"), 0U);
  rig.people.world().advance(11 * kDayMs);
  EXPECT_EQ(records_with("OLDWORDS"), 0U);
}

TEST_F(Retention, SAF41_ARoomKeepsItsMessagesForEverUnlessItSays) {
  run("chat.send", {{"text", "OLDWORDS"}});
  rig.people.world().advance(400 * kDayMs);
  EXPECT_GT(records_with("OLDWORDS"), 0U);
  run("room.configure", {{"keep_days", 365}});
  rig.people.world().advance(2 * 3600 * 1000);
  EXPECT_EQ(records_with("OLDWORDS"), 0U);
}

TEST_F(Retention, SAF42_AnArchivedRoomIsLeftUntilItIsBroughtBack) {
  run("room.configure", {{"keep_days", 30}});
  run("chat.send", {{"text", "OLDWORDS"}});
  run("room.archive", {});
  rig.people.world().advance(40 * kDayMs);
  EXPECT_GT(records_with("OLDWORDS"), 0U);
  run("room.archive", {{"on", false}});
  rig.people.world().advance(2 * 3600 * 1000);
  EXPECT_EQ(records_with("OLDWORDS"), 0U);
}

TEST_F(Retention, SAF40_ManyMessagesGoAtAPaceThatTheRatesAllow) {
  run("room.configure", {{"keep_days", 30}});
  for (int i = 0; i < 150; ++i) run("chat.send", {{"text", "OLDWORDS"}});
  rig.people.world().advance(32 * kDayMs);
  EXPECT_EQ(records_with("OLDWORDS"), 0U);
}

}  // namespace
}  // namespace atelier::gateway
