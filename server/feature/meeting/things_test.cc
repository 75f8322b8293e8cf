#include "feature/meeting/things.h"

#include <gtest/gtest.h>

#include "feature/meeting/meeting_limits.h"

namespace atelier::feature::meeting {
namespace {

core::Event event(std::string kind, std::string body, std::uint64_t ref = 0) {
  core::Event made;
  made.kind = std::move(kind);
  made.body = std::move(body);
  made.ref = ref;
  return made;
}

struct Seen {
  Things things = {};
  RoomThings room = {};
  void apply(const core::Event& made) {
    things.apply(made);
    room.apply(made);
  }
  std::string told() const {
    json::object out;
    room.describe(things.save(), out);
    return json::serialize(out);
  }
};

TEST(MeetingThings, MTG7_DecisionsArePinnedThenAndNow) {
  Seen seen;
  for (const int seq : {3, 4, 5}) {
    seen.apply(event("chat.pinned", R"({"on":true})", static_cast<std::uint64_t>(seq)));
  }
  seen.apply(event("chat.pinned", R"({"on":false})", 4));
  seen.apply(event("chat.deleted", "{}", 5));
  EXPECT_NE(seen.told().find(R"("decisions":[3])"), std::string::npos) << seen.told();
}

TEST(MeetingThings, MTG7_ThreadsSayWhetherTheyAreOpen) {
  Seen seen;
  seen.apply(event("thread.opened", R"({"thread":"a","kind":"comment"})"));
  seen.apply(event("thread.opened", R"({"thread":"b"})"));
  seen.apply(event("thread.opened", R"({"thread":"c"})"));
  seen.apply(event("thread.opened", R"({"thread":"mark","kind":"highlight"})"));
  seen.apply(event("thread.replied", R"({"thread":"a"})"));
  seen.apply(event("thread.resolved", R"({"thread":"b"})"));
  seen.apply(event("thread.deleted", R"({"thread":"c","gone":true})"));
  const std::string expected = R"("threads":[{"id":"a","open":true},{"id":"b","open":false}])";
  EXPECT_NE(seen.told().find(expected), std::string::npos) << seen.told();
}

TEST(MeetingThings, MTG7_SavedAndLoadedTheyAreTheSameAndBounded) {
  Seen seen;
  for (std::size_t i = 0; i < kThingsPerMeeting + 5; ++i) {
    seen.apply(event("file.added", "{\"file\":\"f" + std::to_string(i) + "\"}"));
  }
  seen.apply(event("surface.created", R"({"id":"s"})"));
  seen.apply(event("surface.renamed", R"({"id":"s"})"));
  seen.apply(event("chat.pinned", "{}", 7));
  seen.apply(event("thread.opened", R"({"thread":"a"})"));
  EXPECT_EQ(seen.things.files.size(), kThingsPerMeeting);
  EXPECT_EQ(seen.things.surfaces.size(), 1U);
  Seen again;
  again.things.load(seen.things.save());
  again.room.load(seen.room.save());
  EXPECT_EQ(again.told(), seen.told());
}

}  // namespace
}  // namespace atelier::feature::meeting
