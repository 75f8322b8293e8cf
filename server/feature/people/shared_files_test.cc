// What hangs on messages that can be read: rows from events alone, kinds and names.
#include "feature/people/shared_files.h"

#include <gtest/gtest.h>

#include "feature/people/people_rig_test_support.h"
#include "port/record_limits.h"

namespace atelier::feature::people {
namespace {

core::Event event_of(std::string kind, std::uint64_t seq, std::uint64_t ref, std::string content) {
  core::Event event;
  event.kind = std::move(kind);
  event.seq = seq;
  event.ref = ref;
  event.at = 5;
  event.actor = {"u-li", "Li"};
  event.content = std::move(content);
  return event;
}

constexpr const char* kSent =
    R"({"text":"","attachments":[{"file":"f1","name":"a"},{"file":"f2","name":"b"},)"
    R"({"file":"f1","name":"a"}]})";

TEST(SharedFiles, EVT74_RowsFollowFromTheEventsOfTheChat) {
  const auto sent = shared_file_rows("room/main/r", event_of("chat.sent", 7, 3, kSent));
  ASSERT_EQ(sent.size(), 1U);
  const auto* put = std::get_if<port::Put>(&sent[0]);
  ASSERT_NE(put, nullptr);
  const json::object row = object_of(put->value);
  EXPECT_EQ(json::serialize(row.at("files")), R"(["f1","f2"])");
  EXPECT_EQ(row.at("thread_root").to_number<int>(), 3);
  EXPECT_EQ(row.at("from").at("id").as_string(), "u-li");

  const auto gone = shared_file_rows("room/main/r", event_of("chat.deleted", 8, 7, "{}"));
  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(port::key_of(gone[0]).sort, put->key.sort);

  const std::string message =
      R"({"message":{"id":"m","seq":7,"from":{"id":"u-li","name":"Li","kind":"user"},"at":5,)"
      R"("text":"","attachments":[{"file":"f1","name":"a"},{"file":"f2","name":"b"}],)"
      R"("thread_root":3}})";
  const auto back = shared_file_rows("room/main/r", event_of("chat.restored", 9, 7, message));
  ASSERT_EQ(back.size(), 1U);
  EXPECT_EQ(port::key_of(back[0]).sort, put->key.sort);
  EXPECT_EQ(object_of(std::get<port::Put>(back[0]).value), row);
}

TEST(SharedFiles, EVT74_WhatIsGoneMakesNoRow) {
  EXPECT_TRUE(shared_file_rows("r", event_of("chat.sent", 7, 0, "")).empty());
  EXPECT_TRUE(shared_file_rows("r", event_of("chat.sent", 7, 0, R"({"text":"a"})")).empty());
  EXPECT_TRUE(shared_file_rows("r", event_of("chat.restored", 9, 7, "")).empty());
  EXPECT_TRUE(shared_file_rows("r", event_of("chat.edited", 9, 7, R"({"text":"b"})")).empty());
}

TEST(SharedFiles, EVT75_KindsComeFromTheTypeThenFromTheName) {
  EXPECT_EQ(kind_of_file("image/png", "a.pdf"), "picture");
  EXPECT_EQ(kind_of_file("application/octet-stream", "Brief.PDF"), "document");
  EXPECT_EQ(kind_of_file("application/octet-stream", "a.png"), "other");
  EXPECT_EQ(kind_of_file("application/octet-stream", "pdf"), "other");
}

TEST(SharedFiles, EVT75_PartsOfNamesWhateverTheCase) {
  EXPECT_TRUE(has_part("Überblick.pdf", "über"));
  EXPECT_TRUE(has_part("überblick.pdf", "ÜBER"));
  EXPECT_TRUE(has_part("brief.pdf", ""));
  EXPECT_FALSE(has_part("brief.pdf", "briefs"));
}

TEST(SharedFiles, EVT74_BoundsAreChecked) {
  PeopleRig rig;
  const core::Access viewer{{"vi", "Vi"}, core::Role::kViewer};
  const auto ask = [&](const json::object& body) {
    return rig.room("r", "file.shared", body, viewer);
  };
  const auto none = ask({});
  ASSERT_TRUE(none);
  EXPECT_EQ(json::serialize(*none), R"({"files":[],"has_more":false})");
  EXPECT_EQ(ask({{"limit", 0}}).error().code, Errc::kInvalid);
  EXPECT_EQ(ask({{"limit", 101}}).error().code, Errc::kInvalid);
  EXPECT_EQ(ask({{"before", -1}}).error().code, Errc::kInvalid);
  EXPECT_EQ(ask({{"kind", "video"}}).error().code, Errc::kInvalid);
  EXPECT_EQ(ask({{"name", std::string(256, 'n')}}).error().code, Errc::kInvalid);
  EXPECT_TRUE(ask({{"before", 1}, {"kind", "picture"}, {"name", "a"}, {"limit", 100}}));
}

}  // namespace
}  // namespace atelier::feature::people
