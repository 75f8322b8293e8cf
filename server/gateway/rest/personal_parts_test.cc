#include "gateway/rest/personal_parts.h"

#include <gtest/gtest.h>

namespace atelier::gateway {
namespace {

core::Event event_of(std::string kind, std::string body, std::string content) {
  core::Event event{7, std::move(kind), 1000, {"u-ann", "Ann"}};
  event.body = std::move(body);
  event.content = std::move(content);
  return event;
}

TEST(PersonalParts, SAF20_EveryKindOfEventHasOneFile) {
  EXPECT_EQ(file_of(deed_of("chat.sent")), "messages.json");
  EXPECT_EQ(file_of(deed_of("chat.reacted")), "reactions.json");
  EXPECT_EQ(file_of(deed_of("thread.reacted")), "reactions.json");
  EXPECT_EQ(file_of(deed_of("thread.opened")), "comments.json");
  EXPECT_EQ(file_of(deed_of("meeting.attended")), "meetings.json");
  EXPECT_EQ(file_of(deed_of("something.newer")), "other.json");
}

TEST(PersonalParts, SAF20_AnEventTellsWhoDidItWhenItWasSomebodyElse) {
  const core::Event event = event_of("chat.sent", "{}", R"({"text":"hello","link":"theirs"})");
  EXPECT_EQ(json::serialize(describe_event(event, "u-ann")),
            R"({"seq":7,"at":1000,"kind":"chat.sent",)"
            R"("content":{"text":"hello","link":"theirs"}})");
  EXPECT_EQ(describe_event(event, "u-li").at("by").as_string(), "u-ann");
}

TEST(PersonalParts, SAF22_WhatOpensADoorIsLeftOut) {
  const core::Event event =
      event_of("account.created", R"({"account":"u-ann","hash":"h"})",
               R"({"name":"Ann","password":"p","more":[{"secret":"s","device":"d"}]})");
  const json::object told = describe_event(event, "u-ann");
  EXPECT_EQ(json::serialize(told.at("body")), R"({"account":"u-ann"})");
  EXPECT_EQ(json::serialize(told.at("content")), R"({"name":"Ann","more":[{"device":"d"}]})");
}

TEST(PersonalParts, SAF20_ARoomTellsWhatIsTheirs) {
  RoomFinds finds;
  finds.take(event_of("file.added", R"({"file":"f-1","type":"image/png","size":12})",
                      R"({"name":"plan.png"})"),
             "u-ann");
  finds.take(event_of("surface.created", R"({"id":"s-1","kind":"text"})", ""), "u-ann");
  finds.take(event_of("file.added", R"({"file":"f-2"})", ""), "u-li");
  ASSERT_EQ(finds.files.size(), 1U);
  EXPECT_EQ(finds.files[0].name, "plan.png");
  EXPECT_EQ(finds.files[0].size, 12U);
  EXPECT_EQ(finds.surfaces, std::set<std::string>{"s-1"});
  EXPECT_EQ(finds.deeds, std::set<Deed>{Deed::kOther});
}

TEST(PersonalParts, SAF20_ListsAreOneItemALine) {
  JsonLines lines;
  EXPECT_EQ(lines.close(), "[]\n");
  std::string text = lines.add(1);
  text += lines.add(json::object{{"a", 2}});
  EXPECT_EQ(text + lines.close(), "[\n1,\n{\"a\":2}\n]\n");
}

}  // namespace
}  // namespace atelier::gateway
