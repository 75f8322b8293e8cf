#include "gateway/rest/activity_csv.h"

#include <gtest/gtest.h>

namespace atelier::gateway {
namespace {

json::object event(const std::string& name) {
  return {{"seq", 7},
          {"kind", "surface.created"},
          {"at", 1'795'441'200'123},
          {"actor", {{"id", "u-1"}, {"name", name}, {"kind", "user"}}},
          {"body", {{"id", "s1"}, {"kind", "rich"}}}};
}

TEST(ActivityCsv, RST47_ALineOfTheTable) {
  EXPECT_EQ(csv_line(event("Ann \"A\", Lee")),
            "7,\"2026-11-23T13:40:00.123Z\",\"surface.created\",\"u-1\",\"Ann \"\"A\"\", Lee\","
            "\"user\",\"{\"\"id\"\":\"\"s1\"\",\"\"kind\"\":\"\"rich\"\"}\"\r\n");
}

TEST(ActivityCsv, RST47_ANameIsNoFormula) {
  for (const char* name : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"}) {
    EXPECT_NE(csv_line(event(name)).find(std::string(",\"'") + name), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace atelier::gateway
