#include "core/activity.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "core/hub_rig.h"

namespace atelier::core {
namespace {

const Principal kAnn{"ann", "Ann"};
const Principal kBob{"bob", "Bob"};

class Activity : public testing::Test {
 protected:
  Activity() {
    rig.start();
    EXPECT_TRUE(rig.create("r", kAnn));
    EXPECT_TRUE(rig.execute("r", "room.broadcast", "\"hello\"", {kBob, Role::kEditor}));
    EXPECT_TRUE(rig.execute("r", "room.broadcast", "\"again\"", {kAnn}));
  }
  json::object ask(const std::string& body, Access access = {kAnn}) {
    const auto answer = rig.execute("r", "room.activity", body, std::move(access));
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? json::parse(answer->body).as_object() : json::object();
  }
  std::vector<std::int64_t> seqs(const json::object& page) {
    std::vector<std::int64_t> out;
    for (const json::value& event : page.at("events").as_array()) {
      out.push_back(event.at("seq").as_int64());
    }
    return out;
  }

  HubRig rig;
};

TEST_F(Activity, RST11_NewestFirstWithFiltersAndPages) {
  EXPECT_EQ(seqs(ask("null")), (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
  const json::object page = ask(R"({"limit":2})");
  EXPECT_EQ(seqs(page), (std::vector<std::int64_t>{5, 4}));
  EXPECT_TRUE(page.at("has_more").as_bool());
  EXPECT_EQ(seqs(ask(R"({"before":4,"limit":2})")), (std::vector<std::int64_t>{3, 2}));
  EXPECT_EQ(seqs(ask(R"({"person":"bob"})")), (std::vector<std::int64_t>{4, 3}));
  EXPECT_EQ(seqs(ask(R"({"kind":"member."})")), (std::vector<std::int64_t>{3, 2}));
  EXPECT_EQ(seqs(ask(R"({"kind":"room.broadcast","person":"ann"})")),
            (std::vector<std::int64_t>{5}));
}

TEST_F(Activity, RST11_HoldsNoContentAndIsForOwners) {
  EXPECT_EQ(json::serialize(ask("null")).find("hello"), std::string::npos);
  EXPECT_EQ(rig.execute("r", "room.activity", "null", {kBob}).error().code, Errc::kForbidden);
  EXPECT_EQ(rig.execute("r", "room.activity", R"({"limit":0})", {kAnn}).error().code,
            Errc::kInvalid);
}

TEST_F(Activity, RST9_LookAnswersAsAJoinWithoutJoining) {
  const auto look = rig.execute("r", "room.look", "null", {kBob});
  ASSERT_TRUE(look);
  const json::object body = json::parse(look->body).as_object();
  EXPECT_EQ(body.at("role").as_string(), "editor");
  EXPECT_EQ(body.at("seq").as_int64(), 5);
  EXPECT_EQ(body.at("member_count").as_int64(), 2);
  EXPECT_FALSE(body.at("archived").as_bool());
  EXPECT_EQ(rig.execute("r", "room.look", "null", {{"eve", "Eve"}}).error().code, Errc::kNotFound);
}

}  // namespace
}  // namespace atelier::core
