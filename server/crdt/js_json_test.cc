#include "crdt/js_json.h"

#include <cmath>
#include <limits>
#include <utility>

#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

std::string again(std::string_view text) {
  const auto any = js_json::parse(text);
  if (!any) return "refused";
  return js_json::stringify(*any).value_or("nothing");
}

/// What Node 20 prints for each number.
constexpr std::pair<double, const char*> kNumbers[] = {
    {0.0, "0"},
    {-0.0, "0"},
    {1, "1"},
    {-1.5, "-1.5"},
    {100, "100"},
    {123456789012345680000.0, "123456789012345680000"},
    {1e21, "1e+21"},
    {1.5e21, "1.5e+21"},
    {1e-6, "0.000001"},
    {1.25e-6, "0.00000125"},
    {1e-7, "1e-7"},
    {-1.5e-7, "-1.5e-7"},
    {0.1, "0.1"},
    {1.0 / 3, "0.3333333333333333"},
    {9007199254740993.0, "9007199254740992"},
    {5e-324, "5e-324"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {4294967296.5, "4294967296.5"},
};

TEST(JsJson, YJS42_NumbersAsJavaScriptPrintsThem) {
  for (const auto& [number, text] : kNumbers) EXPECT_EQ(js_json::number_text(number), text);
  EXPECT_EQ(js_json::number_text(std::nan("")), "NaN");
  EXPECT_EQ(js_json::number_text(-std::numeric_limits<double>::infinity()), "-Infinity");
}

TEST(JsJson, YJS42_NumbersAsJavaScriptReadsThem) {
  EXPECT_EQ(again("[1E+2, -0, 1.0, 12e-1]"), "[100,0,1,1.2]");
  EXPECT_TRUE(std::signbit(std::get<double>(js_json::parse("-0")->value)));
  EXPECT_EQ(std::get<double>(js_json::parse("1e400")->value),
            std::numeric_limits<double>::infinity());
  EXPECT_EQ(std::get<double>(js_json::parse("-1e-400")->value), 0);
  const std::string zeros(400, '0');
  EXPECT_EQ(std::get<double>(js_json::parse("0." + zeros + "1e10")->value), 0);
  EXPECT_EQ(std::get<double>(js_json::parse("-1" + zeros + "e-10")->value),
            -std::numeric_limits<double>::infinity());
  EXPECT_EQ(std::get<double>(js_json::parse("1e99999999999999999999")->value),
            std::numeric_limits<double>::infinity());
  EXPECT_EQ(again("1e400"), "null");
}

TEST(JsJson, YJS42_MembersInTheOrderOfJavaScript) {
  EXPECT_EQ(again(R"({"b":1,"10":2,"2":3,"a":4,"02":5,"4294967295":6,"4294967294":7})"),
            R"({"2":3,"10":2,"4294967294":7,"b":1,"a":4,"02":5,"4294967295":6})");
  EXPECT_EQ(again(R"({"a":1,"b":2,"a":3})"), R"({"a":3,"b":2})");
  EXPECT_EQ(again(R"( { "x" : [ { } , [ ] , "" ] } )"), R"({"x":[{},[],""]})");
}

TEST(JsJson, YJS42_EscapesAsJavaScriptWritesThem) {
  EXPECT_EQ(again(R"("\b\t\n\u000b\f\r\u001f\"\\\/\u007f\u2028é")"),
            "\"\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\x7f\u2028é\"");
  EXPECT_EQ(again(R"("\ud83d\udc4d")"), "\"👍\"");
  EXPECT_EQ(again(R"("\ud83d")"), "\"\uFFFD\"");
}

TEST(JsJson, YJS42_WhatHasNoTextIsLeftOutOrRefused) {
  EXPECT_EQ(js_json::stringify(Any{Undefined{}}), std::nullopt);
  EXPECT_EQ(js_json::stringify(Any{Any::Array{Any{BigInt{1}}}}), std::nullopt);
  const Any object{Any::Object{{"a", Any{Undefined{}}}, {"b", Any{std::nan("")}}}};
  EXPECT_EQ(js_json::stringify(object), R"({"b":null})");
  EXPECT_EQ(js_json::stringify(Any{Any::Array{Any{Undefined{}}, Any{true}}}), "[null,true]");
  EXPECT_EQ(js_json::stringify(Any{Buffer{"\x01\xff"}}), R"({"0":1,"1":255})");
  EXPECT_EQ(js_json::stringify(Any{Buffer{std::string(1000, 'x')}}, 100), std::nullopt);
  EXPECT_EQ(again("{"), "refused");
}

TEST(JsJson, YJS42_StringsCompareByUtf16Units) {
  EXPECT_TRUE(js_json::utf16_less("a", "b"));
  EXPECT_TRUE(js_json::utf16_less("a", "aa"));
  EXPECT_TRUE(js_json::utf16_less("\uD7FF", "😀"));
  EXPECT_TRUE(js_json::utf16_less("😀", "\uE000"));
  EXPECT_FALSE(js_json::utf16_less("\uFFFD", "😀"));
}

}  // namespace
}  // namespace atelier::crdt
