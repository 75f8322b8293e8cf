#include "crdt/relative_position.h"

#include "crdt/doc.h"
#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using vectors::to_hex;

TEST(RelativePosition, YJS45_GoldenBytesKeepTheirMeaning) {
  const json::value golden = *parse_json(vectors::read("vectors.json"));
  for (const auto& entry : golden.at("relpos").as_object()) {
    const std::string bytes = from_hex(entry.value().as_string());
    const auto position = decode_relative_position(bytes);
    ASSERT_TRUE(position) << entry.key();
    EXPECT_EQ(to_hex(encode_relative_position(*position)), to_hex(bytes)) << entry.key();
    EXPECT_EQ(*relative_position_from_json(relative_position_to_json(*position)), *position);
  }
  EXPECT_EQ(decode_relative_position(from_hex("000902"))->assoc, 0);  // assoc may be left out
}

TEST(RelativePosition, YJS45_JsonAsYjsWritesIt) {
  RelativePosition position;
  position.root_name = "t";
  position.item = Id{9, 2};
  position.assoc = -1;
  const std::string json = R"({"tname":"t","item":{"client":9,"clock":2},"assoc":-1})";
  EXPECT_EQ(relative_position_to_json(position), json);
  EXPECT_EQ(*relative_position_from_json(json), position);
  const auto nested =
      relative_position_from_json(R"({"type":{"client":1,"clock":0},"tname":null,"item":null})");
  ASSERT_TRUE(nested) << nested.error().message;
  EXPECT_EQ(relative_position_to_json(*nested), R"({"type":{"client":1,"clock":0},"assoc":0})");
}

TEST(RelativePosition, YJS45_RefusesWhatNamesNothing) {
  for (const char* hex : {"", "03", "00", "0009", "0102", "0101ff00", "0009020000", "000902c0"}) {
    EXPECT_FALSE(decode_relative_position(from_hex(hex))) << hex;
  }
  for (const char* json : {"", "[]", "{}", R"({"item":5})", R"({"item":{"client":-1,"clock":0}})",
                           R"({"type":{"client":1}})"}) {
    EXPECT_FALSE(relative_position_from_json(json)) << json;
  }
}

/// Root "t" holds "hello " of client 9, of which client 9 deletes "ell".
void fill(Doc& doc) {
  ASSERT_TRUE(
      doc.apply(from_hex("0101090004010174"
                         "0668656c6c6f20"
                         "00")));
}

TEST(RelativePosition, YJS49_CreatedAndResolvedAsInYjs) {
  Doc doc;
  fill(doc);
  const Type& text = *doc.root("t");
  EXPECT_EQ(to_hex(encode_relative_position(relative_position_at(doc, text, 0))), "00090000");
  EXPECT_EQ(to_hex(encode_relative_position(relative_position_at(doc, text, 2))), "00090200");
  EXPECT_EQ(to_hex(encode_relative_position(relative_position_at(doc, text, 6))), "01017400");
  EXPECT_EQ(to_hex(encode_relative_position(relative_position_at(doc, text, 2, -1))), "00090141");
  EXPECT_EQ(to_hex(encode_relative_position(relative_position_at(doc, text, 0, -1))), "01017441");
  EXPECT_EQ(to_hex(encode_relative_position(relative_position_at(doc, text, 6, -1))), "00090541");
  for (std::uint64_t index = 0; index <= 6; ++index) {
    for (const std::int64_t assoc : {0, -1}) {
      const auto found = resolve(doc, relative_position_at(doc, text, index, assoc));
      ASSERT_TRUE(found);
      EXPECT_EQ(found->type, &text);
      EXPECT_EQ(found->index, index);
      EXPECT_EQ(found->assoc, assoc);
    }
  }
}

TEST(RelativePosition, YJS49_StaysWhereItBelongs) {
  Doc doc;
  fill(doc);
  const Type& text = *doc.root("t");
  const RelativePosition at_o = relative_position_at(doc, text, 4);
  const RelativePosition behind_e = relative_position_at(doc, text, 2, -1);
  ASSERT_TRUE(
      doc.apply(from_hex("01010a00"
                         "44"
                         "0900"
                         "023e3e"
                         "00")));  // ">>" before all
  EXPECT_EQ(resolve(doc, at_o)->index, 6u);
  EXPECT_EQ(resolve(doc, behind_e)->index, 4u);
  ASSERT_TRUE(
      doc.apply(from_hex("00"
                         "0109010103")));  // "ell" goes
  EXPECT_EQ(resolve(doc, at_o)->index, 3u);
  EXPECT_EQ(resolve(doc, behind_e)->index, 3u);  // its unit is gone: where that was
}

TEST(RelativePosition, YJS49_NothingForWhatIsNotThere) {
  Doc doc;
  fill(doc);
  RelativePosition position;
  position.item = Id{9, 6};
  EXPECT_FALSE(resolve(doc, position));
  position.item = std::nullopt;
  position.type = Id{9, 0};  // a text, no type
  EXPECT_FALSE(resolve(doc, position));
  position.type = std::nullopt;
  position.root_name = "nothing yet";
  ASSERT_TRUE(resolve(doc, position));
  EXPECT_EQ(resolve(doc, position)->type, nullptr);
}

TEST(RelativePosition, YJS49_NestedTypes) {
  Doc doc;
  // Root map "m" holds at "k" a text "hi", then it is replaced and collected.
  ASSERT_TRUE(
      doc.apply(from_hex("01020900"
                         "2701016d016b02"
                         "040009000268"
                         "69"
                         "00")));
  const Type& nested = *doc.item_at({9, 0})->own_type;
  const RelativePosition end = relative_position_at(doc, nested, 2);
  EXPECT_EQ(to_hex(encode_relative_position(end)), "02090000");
  EXPECT_EQ(resolve(doc, end)->index, 2u);
  const RelativePosition inner = relative_position_at(doc, nested, 1);
  EXPECT_EQ(resolve(doc, inner)->type, &nested);
  ASSERT_TRUE(
      doc.apply(from_hex("01010903"
                         "a8090001"
                         "7d01"
                         "0109010001")));
  EXPECT_FALSE(resolve(doc, end));
  EXPECT_FALSE(resolve(doc, inner));
}

}  // namespace
}  // namespace atelier::crdt
