#include "feature/meeting/meeting.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "core/hub_rig.h"
#include "core/keys.h"
#include "feature/meeting/meeting_limits.h"

namespace atelier::feature::meeting {
namespace {

using core::Access;
using core::Principal;
using core::Role;

const Principal kAnn{"ann", "Ann"};
const Principal kBob{"bob", "Bob"};
const Principal kGus{"g-1", "Gus", core::PrincipalKind::kGuest};
constexpr core::PeerId kAnnPeer = core::make_peer_id(0, 1);
constexpr core::PeerId kBobPeer = core::make_peer_id(0, 2);

/// Stands for the features whose events a meeting reads: makes what it is told to.
class Maker final : public core::RoomFeature {
 public:
  std::string_view name() const override { return "maker"; }
  Result<core::Decision> decide(const core::Command& command, const core::Rows&) override {
    const json::object body = object_of(command.body);
    core::Decision decision;
    decision.events.push_back(
        {text_of(body, "kind"), json::serialize(json::object{{"id", command.id}})});
    return decision;
  }
  void apply(const core::Event&) override {}
  void query(const core::Command&, core::Reply reply) override { reply(core::Answer{}); }
  json::object save() const override { return {}; }
  void load(const json::object&) override {}
};

class MeetingRoom : public testing::Test {
 protected:
  MeetingRoom()
      : rig(1,
            {{"meeting", make_feature()},
             {"maker", [](core::RoomContext&) { return std::make_unique<Maker>(); }}},
            options()) {
    register_commands(rig.table);
    rig.table.add({"maker.make", "maker", Role::kEditor, core::CommandClass::kDurable,
                   core::RateBucket::kWrite, true, 4096});
    rig.start();
    EXPECT_TRUE(rig.create("r", kAnn));
    EXPECT_TRUE(rig.join("r", kAnnPeer, {kAnn}));
  }
  static core::HubOptions options() {
    core::HubOptions options;
    options.rates.enabled = false;
    return options;
  }
  Result<json::object> give(const std::string& name, json::object body, const Access& access) {
    body["id"] = rig.world.random().uuid_v7(rig.world.clock().wall());
    const auto got = rig.execute("r", name, json::serialize(body), access);
    if (!got) return got.error();
    return json::parse(got->body).as_object();
  }
  Result<json::object> order(const std::string& name, json::object body = {}) {
    return give(name, std::move(body), {kAnn});
  }
  std::string start(json::object body = {{"title", "Kick-off"}}) {
    const auto made = order("meeting.start", std::move(body));
    EXPECT_TRUE(made) << made.error().message;
    return made ? std::string(made->at("meeting").at("id").as_string()) : "";
  }
  void end(const std::string& meeting) {
    EXPECT_TRUE(order("meeting.end", {{"meeting", meeting}}));
  }
  json::object summary(const std::string& meeting) {
    const auto told = order("meeting.summary", {{"meeting", meeting}});
    EXPECT_TRUE(told) << told.error().message;
    return told ? *told : json::object();
  }
  /// "ann 60000, bob 30000"
  std::string attended(const std::string& meeting) {
    std::string out;
    const json::object told = summary(meeting);
    for (const json::value& each : told.at("people").as_array()) {
      out += (out.empty() ? "" : ", ") + std::string(each.at("id").as_string()) + " " +
             std::to_string(each.at("ms").to_number<std::int64_t>());
    }
    return out;
  }
  bool is_live() {
    return json::parse(rig.join("r", kAnnPeer, {kAnn})->body).as_object().contains("meeting");
  }
  std::size_t attended_events() {
    const auto page = order("room.activity", {{"kind", "meeting.attended"}, {"limit", 200}});
    return page->at("events").as_array().size();
  }
  void pass(DurationMs time) {
    for (DurationMs gone = 0; gone < time; gone += kLookMs) rig.world.advance(kLookMs);
  }

  core::HubRig rig;
};

TEST_F(MeetingRoom, MTG1_OneIsLive) {
  const std::string id = start();
  const auto seen = rig.seen("meeting.started");
  ASSERT_EQ(seen.size(), 1U);
  const json::value told = json::parse(seen[0]->args).at(1);
  EXPECT_EQ(told.at("meeting").at("id").as_string(), id);
  EXPECT_EQ(told.at("meeting").at("title").as_string(), "Kick-off");
  EXPECT_EQ(told.at("from").at("name").as_string(), "Ann");
  EXPECT_EQ(order("meeting.start").error().code, Errc::kConflict);
  EXPECT_EQ(order("meeting.start", {{"title", std::string(201, 'x')}}).error().code,
            Errc::kInvalid);
  EXPECT_EQ(order("meeting.start", {{"title", "a\nb"}}).error().code, Errc::kInvalid);
}

TEST_F(MeetingRoom, MTG1_TheIdOfAMeetingIsUsedOnce) {
  const std::string id = start();
  end(id);
  const std::string body = "{\"id\":\"" + id + "\"}";
  const auto again = rig.execute("r", "meeting.start", body, {kBob, Role::kEditor});
  EXPECT_EQ(again.error().code, Errc::kConflict);
}

TEST_F(MeetingRoom, MTG2_EndsOnceAndTheJoinTells) {
  EXPECT_FALSE(is_live());
  const std::string id = start();
  EXPECT_TRUE(is_live());
  end(id);
  EXPECT_FALSE(is_live());
  const auto seen = rig.seen("meeting.ended");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(json::parse(seen[0]->args).at(1).at("meeting").as_string(), id);
  EXPECT_EQ(order("meeting.end", {{"meeting", id}}).error().code, Errc::kNotFound);
  EXPECT_EQ(order("meeting.end", {{"meeting", "x"}}).error().code, Errc::kNotFound);
}

TEST_F(MeetingRoom, MTG3_WhoIsPresentAttends) {
  const std::string id = start();
  pass(60'000);
  ASSERT_TRUE(rig.join("r", kBobPeer, {kBob, Role::kEditor}));
  pass(120'000);
  rig.leave("r", kBobPeer);
  pass(300'000);
  end(id);
  const json::array people = summary(id).at("people").as_array();
  ASSERT_EQ(people.size(), 2U);
  EXPECT_EQ(people.at(0).at("ms").to_number<std::int64_t>(), 480'000);
  EXPECT_EQ(people.at(1).at("name").as_string(), "Bob");
  EXPECT_NEAR(people.at(1).at("ms").to_number<double>(), 120'000, kLookMs);
}

TEST_F(MeetingRoom, MTG3_AFlappingConnectionHasNotLeftAndWritesNothing) {
  const std::string id = start();
  ASSERT_TRUE(rig.join("r", kBobPeer, {kBob, Role::kEditor}));
  pass(60'000);
  const std::size_t before = attended_events();
  for (int i = 0; i < 3; ++i) {
    rig.leave("r", kBobPeer);
    pass(kLookMs);
    ASSERT_TRUE(rig.join("r", kBobPeer, {kBob, Role::kEditor}));
    pass(kLookMs);
  }
  EXPECT_EQ(attended_events(), before);
  end(id);
  EXPECT_EQ(attended(id), "ann 240000, bob 210000");
}

TEST_F(MeetingRoom, MTG4_NobodyForAQuarterOfAnHourEndsIt) {
  const std::string id = start();
  pass(600'000);
  rig.leave("r", kAnnPeer);
  pass(kAbandonedMs + 2 * kLookMs);
  ASSERT_EQ(rig.seen("meeting.started").size(), 1U);
  const json::object told = summary(id);
  EXPECT_NEAR(told.at("meeting").at("ended_at").to_number<double>() -
                  told.at("meeting").at("started_at").to_number<double>(),
              600'000, kLookMs);
  EXPECT_FALSE(told.at("meeting").as_object().contains("ended_by"));
  EXPECT_FALSE(is_live());
}

TEST_F(MeetingRoom, MTG4_AfterARestartToo) {
  const std::string id = start();
  pass(60'000);
  rig.stop();
  rig.world.advance(kAbandonedMs);
  rig.start();
  EXPECT_FALSE(is_live());  // ann is back, but too late
  pass(2 * kLookMs);
  const std::string next = start();
  end(next);
  EXPECT_TRUE(summary(id).at("meeting").as_object().contains("ended_at"));
}

TEST_F(MeetingRoom, MTG4_AnArchivedRoomHasNoMeeting) {
  const std::string id = start();
  ASSERT_TRUE(order("room.archive"));
  EXPECT_FALSE(is_live());
  pass(2 * kLookMs);
  EXPECT_TRUE(summary(id).at("meeting").as_object().contains("ended_at"));
}

TEST_F(MeetingRoom, MTG5_ACrashLosesLittleAndWhoIsBackLosesNothing) {
  const std::string id = start();
  ASSERT_TRUE(rig.join("r", kBobPeer, {kBob, Role::kEditor}));
  pass(30 * 60'000);
  rig.restart();
  ASSERT_TRUE(rig.join("r", kAnnPeer, {kAnn}));
  pass(300'000);
  end(id);
  const json::array people = summary(id).at("people").as_array();
  EXPECT_EQ(people.at(0).at("ms").to_number<std::int64_t>(), 35 * 60'000);
  EXPECT_NEAR(people.at(1).at("ms").to_number<double>(), 30 * 60'000, kNoteMs);
}

TEST_F(MeetingRoom, MTG6_MTG8_WhatIsOverIsListedNewestFirstAlsoAfterARestart) {
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(start({{"title", "Meeting " + std::to_string(i)}}));
    end(ids.back());
  }
  start({{"title", "Now"}});
  rig.restart();
  ASSERT_TRUE(rig.join("r", kAnnPeer, {kAnn}));
  const json::object first = *order("meeting.list", {{"limit", 2}});
  EXPECT_EQ(first.at("live").at("title").as_string(), "Now");
  EXPECT_TRUE(first.at("has_more").as_bool());
  const json::array page = first.at("meetings").as_array();
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(page.at(0).at("title").as_string(), "Meeting 2");
  EXPECT_EQ(page.at(0).at("people").to_number<int>(), 1);
  const json::object rest = *order("meeting.list", {{"before", page.at(1).at("seq")}});
  ASSERT_EQ(rest.at("meetings").as_array().size(), 1U);
  EXPECT_EQ(rest.at("meetings").at(0).at("id").as_string(), ids[0]);
  EXPECT_EQ(order("meeting.list", {{"limit", 51}}).error().code, Errc::kInvalid);
}

TEST_F(MeetingRoom, MTG7_WhatCameAboutMeanwhileIsInTheSummary) {
  ASSERT_TRUE(order("maker.make", {{"kind", "surface.created"}}));
  const std::string id = start();
  ASSERT_TRUE(order("maker.make", {{"kind", "surface.created"}}));
  const json::object live = summary(id);
  ASSERT_EQ(live.at("surfaces").as_array().size(), 1U);
  end(id);
  ASSERT_TRUE(order("maker.make", {{"kind", "surface.created"}}));
  const json::object told = summary(id);
  EXPECT_EQ(told.at("surfaces"), live.at("surfaces"));
  EXPECT_EQ(told.at("meeting").at("ended_by").at("name").as_string(), "Ann");
  EXPECT_EQ(order("meeting.summary", {{"meeting", "none"}}).error().code, Errc::kNotFound);
}

TEST_F(MeetingRoom, MTG7_WhatIsSentIsNoted) {
  const std::string id = start();
  EXPECT_EQ(order("meeting.send", {{"meeting", id}, {"count", 2}}).error().code, Errc::kConflict);
  end(id);
  EXPECT_FALSE(summary(id).contains("sent"));
  ASSERT_TRUE(order("meeting.send", {{"meeting", id}, {"count", 2}}));
  EXPECT_EQ(summary(id).at("sent").at("count").to_number<int>(), 2);
  EXPECT_EQ(order("meeting.send", {{"meeting", "none"}}).error().code, Errc::kNotFound);
}

TEST_F(MeetingRoom, MTG8_NamesAreInContentOnly) {
  const std::string id = start();
  end(id);
  const json::object page = *order("room.activity", {{"kind", "meeting."}});
  for (const json::value& event : page.at("events").as_array()) {
    EXPECT_EQ(json::serialize(event.at("body")).find("Ann"), std::string::npos);
    EXPECT_EQ(json::serialize(event.at("body")).find("Kick-off"), std::string::npos);
  }
}

TEST_F(MeetingRoom, EVT23_ConsentIsPartOfTheJoin) {
  ASSERT_TRUE(order("room.configure", {{"consent", "This is noted."}}));
  rig.restart();
  const json::object joined = json::parse(rig.join("r", kAnnPeer, {kAnn})->body).as_object();
  EXPECT_EQ(joined.at("consent").as_string(), "This is noted.");
  EXPECT_EQ(order("room.configure", {{"consent", std::string(1001, 'x')}}).error().code,
            Errc::kInvalid);
  ASSERT_TRUE(order("room.configure", {{"consent", ""}}));
  EXPECT_FALSE(json::parse(rig.join("r", kAnnPeer, {kAnn})->body).as_object().contains("consent"));
}

}  // namespace
}  // namespace atelier::feature::meeting
