#include "app/token.h"

#include "gtest/gtest.h"

namespace atelier::app {
namespace {

TEST(Token, Durations) {
  EXPECT_EQ(*parse_duration("90s"), 90'000);
  EXPECT_EQ(*parse_duration("1h"), 3'600'000);
  EXPECT_EQ(*parse_duration("1500ms"), 1500);
  for (const char* text : {"", "1", "h", "-1s", "0s", "1w", "999999999d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Token, RefusesWhatNoServerWouldAccept) {
  EXPECT_FALSE(make_token({.user = "", .name = "Ana"}));
  EXPECT_FALSE(make_token({.user = "ana", .name = "Ana", .room = "a b"}));
  EXPECT_FALSE(make_token({.user = "ana", .name = "Ana", .room = "a", .role = "king"}));
}

}  // namespace
}  // namespace atelier::app
