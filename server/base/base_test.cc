#include "base/base64.h"
#include "base/function.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/json_text.h"
#include "base/utf8.h"
#include "gtest/gtest.h"

namespace atelier {
namespace {

TEST(JsonText, AcceptsWhatJavaScriptWrites) {
  for (const char* text :
       {"1", "-0", "1e3", "1.5E-7", "\"\\ud800\"", "[]", "{}", " [1 , {\"a\":null}] ", "true"}) {
    EXPECT_TRUE(json_text::validate(text)) << text;
  }
}

TEST(JsonText, RefusesWhatIsNotJson) {
  for (const char* text : {"", "01", "+1", "1.", ".5", "[1,]", "{\"a\"}", "{a:1}", "\"\n\"",
                           "\"\\x\"", "nul", "[1] 2", "\"\\u12g4\"", "{\"a\":1,}", "'a'", "NaN"}) {
    EXPECT_FALSE(json_text::validate(text)) << text;
  }
}

TEST(JsonText, BoundsTheDepth) {
  const std::string deep(json_text::kMaxDepth + 2, '[');
  EXPECT_FALSE(json_text::validate(deep + std::string(deep.size(), ']')));
  const std::string fine(json_text::kMaxDepth, '[');
  EXPECT_TRUE(json_text::validate(fine + std::string(fine.size(), ']')));
}

TEST(JsonText, SplitsWithoutReencoding) {
  const auto elements = json_text::split_array(R"(["a", 1.0 ,{"x":[1,2]}])");
  ASSERT_TRUE(elements);
  EXPECT_EQ(*elements, (std::vector<std::string_view>{"\"a\"", "1.0", R"({"x":[1,2]})"}));
  const auto members = json_text::split_object(R"({"a":1e3,"b\n":"x"})");
  ASSERT_TRUE(members);
  EXPECT_EQ(members->at(0).second, "1e3");
  EXPECT_EQ(members->at(1).first, "b\n");
}

TEST(JsonText, QuotesAndUnquotes) {
  EXPECT_EQ(json_text::quote("a\"\\\n\x01"), R"("a\"\\\n\u0001")");
  EXPECT_EQ(*json_text::unquote(R"("\ud83d\ude00\ud800")"), "\xF0\x9F\x98\x80\xEF\xBF\xBD");
}

TEST(Json, IntegersMayComeAsDoubles) {
  const auto value = parse_json(R"({"a":3.0,"b":3.5,"c":"x"})");
  ASSERT_TRUE(value);
  EXPECT_EQ(int_member(value->get_object(), "a"), 3);
  EXPECT_EQ(int_member(value->get_object(), "b"), std::nullopt);
  EXPECT_EQ(string_member(value->get_object(), "c"), "x");
}

TEST(Utf8, FindsOverlongSurrogatesAndCuts) {
  for (const char* bytes : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80"}) {
    EXPECT_FALSE(utf8::is_valid(bytes));
  }
  utf8::Validator pieces;
  EXPECT_TRUE(pieces.feed("\xE2\x82"));
  EXPECT_FALSE(pieces.is_complete());
  EXPECT_TRUE(pieces.feed("\xAC"));
  EXPECT_TRUE(pieces.is_complete());
  EXPECT_EQ(utf8::utf16_length("a\xF0\x9F\x98\x80"), 3U);
}

// ASCII is skipped in words of 8 bytes: what is not ASCII is found at every place among them.
TEST(Utf8, FindsBadBytesAtEveryOffset) {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'x');
    EXPECT_TRUE(utf8::is_valid(text.insert(at, "\xE2\x82\xAC")));
    text[at + 1] = 'x';
    EXPECT_FALSE(utf8::is_valid(text)) << at;
  }
}

TEST(Base64, StrictUrlFormAndNodesLenientForm) {
  EXPECT_EQ(base64::encode("any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
  EXPECT_EQ(base64::encode_url("\xFB\xFF"), "-_8");
  EXPECT_EQ(base64::decode_url("-_8"), "\xFB\xFF");
  EXPECT_EQ(base64::decode_url("-_9"), std::nullopt);
  EXPECT_EQ(base64::decode_url("a"), std::nullopt);
  EXPECT_EQ(base64::decode_lenient("@@@"), "");
  EXPECT_EQ(base64::decode_lenient("AQ\nID="), std::string("\x01\x02\x03"));
}

TEST(Ids, NamesAndUuids) {
  EXPECT_TRUE(is_room_id("kick-off_2"));
  EXPECT_FALSE(is_room_id(""));
  EXPECT_FALSE(is_room_id(std::string(65, 'a')));
  EXPECT_FALSE(is_room_id("a/b"));
  EXPECT_TRUE(is_document_name("card.01~x"));
  const std::string id = make_uuid_v7(1'700'000'000'000, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  EXPECT_TRUE(is_uuid_v7(id)) << id;
  EXPECT_EQ(id.substr(0, 13), "018bcfe5-6800");
}

TEST(UniqueFunction, MovesWhatCannotBeCopied) {
  UniqueFunction<int(int)> f = [p = std::make_unique<int>(2)](int x) { return *p + x; };
  UniqueFunction<int(int)> g = std::move(f);
  EXPECT_FALSE(f);
  EXPECT_EQ(g(3), 5);
}

}  // namespace
}  // namespace atelier
