#include "crdt/view.h"

#include "crdt/doc.h"
#include "crdt/js_json.h"
#include "crdt/v2_codec.h"
#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using view::Kind;

std::string golden_shape(const Doc& doc) {
  return view::json({Any::Object{{"array", view::show(doc.root("array"), Kind::kArray)},
                                 {"map", view::show(doc.root("map"), Kind::kMap)},
                                 {"str", view::show(doc.root("text"), Kind::kText)},
                                 {"text", view::show(doc.root("text"), Kind::kDelta)},
                                 {"xml", view::show(doc.root("xml"), Kind::kXml)}}});
}

TEST(View, YJS46_EveryGoldenDocumentShowsWhatYjsShows) {
  const auto documents = vectors::fuzz_documents();
  const auto documents_v2 = vectors::fuzz_documents_v2();
  for (std::size_t index = 0; index < documents.size(); ++index) {
    Doc ordered;
    for (const std::string& update : documents[index].updates) ASSERT_TRUE(ordered.apply(update));
    EXPECT_EQ(golden_shape(ordered), documents_v2[index].view) << documents[index].name;
    EXPECT_TRUE(encode_update_v2(ordered.state_as_update()) == documents_v2[index].v2);
    Doc shuffled;
    for (const std::size_t at : documents[index].shuffled) {
      ASSERT_TRUE(shuffled.apply(documents[index].updates[at]));
    }
    EXPECT_EQ(golden_shape(shuffled), documents_v2[index].view) << documents[index].name;
    Doc loaded;
    loaded.apply(decode_update_v2(documents_v2[index].v2)->update);
    EXPECT_EQ(golden_shape(loaded), documents_v2[index].view) << documents[index].name;
  }
}

TEST(View, YJS44_LiveDocumentsGiveTheSnapshotsAndDiffsOfYjs) {
  const auto documents = vectors::fuzz_documents();
  const auto documents_v2 = vectors::fuzz_documents_v2();
  for (std::size_t index = 0; index < documents.size(); ++index) {
    Doc doc;
    for (const std::string& update : documents[index].updates) ASSERT_TRUE(doc.apply(update));
    EXPECT_TRUE(encode_snapshot_v2(doc.snapshot()) == documents_v2[index].snapshot);
    const auto half = decode_state_vector(documents[index].half_sv);
    EXPECT_TRUE(doc.encode_state_as_update(*half) == documents_v2[index].diff_doc)
        << documents[index].name;
  }
}

TEST(View, YJS46_RootsOfAnyKindAndEmptyOnes) {
  Doc doc;
  ASSERT_TRUE(doc.apply(from_hex("010101000401017402c3a900")));  // "é" in root t
  EXPECT_EQ(view::json(view::show(doc.root("t"), Kind::kDelta)), R"([{"insert":"é"}])");
  EXPECT_EQ(view::json(view::show(doc.root("t"), Kind::kArray)), R"(["é"])");
  EXPECT_EQ(view::json(view::show(doc.root("t"), Kind::kMap)), "{}");
  EXPECT_EQ(view::json(view::show(doc.root("t"), Kind::kXml)), R"("é")");
  EXPECT_EQ(doc.root("none"), nullptr);
  EXPECT_EQ(view::json(view::show(nullptr, Kind::kDelta)), "[]");
  EXPECT_EQ(view::json(view::show(nullptr, Kind::kText)), R"("")");
}

/// The document of vectors.json, whose view is its root `name` as `kind`.
std::string shown(std::string_view document, std::string_view name, Kind kind) {
  const json::value golden = *parse_json(vectors::read("vectors.json"));
  Doc doc;
  EXPECT_TRUE(doc.apply(from_hex(golden.at("docs").at(document).at("v1").as_string())));
  return view::json(view::show(doc.root(name), kind));
}

TEST(View, YJS46_FormatsNestedTypesXmlAndSubdocuments) {
  EXPECT_EQ(
      shown("format", "t", Kind::kDelta),
      R"([{"attributes":{"bold":true},"insert":"a"},{"attributes":{"i":{"x":1}},"insert":"b"},)"
      R"({"insert":{"img":"u"}},)"
      R"({"attributes":{"i":{"x":1}},"insert":"cd"}])");
  EXPECT_EQ(shown("nestedGc", "m", Kind::kMap), R"({"k":{"t":"abc","x":"y"}})");
  // A hook, a map by nature, comes last.
  EXPECT_EQ(shown("xml", "x", Kind::kXml),
            R"("<p id=\"1\" level=\"2\"><b>h</b>i</p>[object Object]")");
  EXPECT_EQ(shown("subdoc", "m", Kind::kMap), R"({"s":{"$doc":"sub-1"}})");
  EXPECT_EQ(shown("surrogateSplit", "t", Kind::kText), "\"a\uFFFDX\uFFFDb\"");
}

TEST(View, YJS48_WhatJsonCannotSayIsWrapped) {
  const Any any{Any::Object{{"u", {Undefined{}}},
                            {"b", {BigInt{-5}}},
                            {"10", {Buffer{"\x01\x02"}}},
                            {"9", {1e21}},
                            {"n", {Null{}}}}};
  EXPECT_EQ(view::json(any),
            R"({"9":1e+21,"10":{"$bin":"AQI="},"b":{"$big":"-5"},"n":null,"u":{"$undef":true}})");
  const Any repeated{Any::Object{{"a", {1.0}}, {"\uE000", {2.0}}, {"😀", {3.0}}, {"a", {4.0}}}};
  EXPECT_EQ(view::json(repeated), "{\"a\":4,\"😀\":3,\"\uE000\":2}");
}

/// An item of root "x" or of the item before: `info`, then what follows the parent.
void append_nested(VarWriter& writer, bool first, std::uint64_t parent, std::string_view content) {
  writer.byte(7);
  writer.var_uint(first ? 1 : 0);
  if (first) {
    writer.var_bytes("x");
  } else {
    write_id(writer, {1, parent});
  }
  writer.bytes(content);
}

TEST(View, YJS47_DeepNestingShowsAsNothing) {
  constexpr std::uint64_t kLevels = 100'000;
  VarWriter writer;
  writer.var_uint(1);
  writer.var_uint(kLevels);
  write_id(writer, {1, 0});
  for (std::uint64_t level = 0; level < kLevels; ++level) {
    append_nested(writer, level == 0, level - 1, level % 2 == 0 ? "\x04" : "\x03\x01p");
  }
  writer.byte(0);
  Doc doc;
  ASSERT_TRUE(doc.apply(writer.view()));
  EXPECT_LT(view::xml(*doc.root("x")).size(), 4000u);
  EXPECT_LT(view::json(view::array(*doc.root("x"))).size(), 4000u);
}

TEST(View, YJS46_XmlTextNestsItsFormats) {
  // <Div>, in it an XmlText, in that "ß" with formats of three shapes.
  VarWriter writer;
  writer.bytes(
      from_hex("01060100"
               "070101780303446976"
               "0700010006"));
  const auto format = [&writer](std::uint64_t clock, std::string_view key, std::string_view json) {
    if (clock == 2) {
      writer.bytes(from_hex("06000101"));
    } else {
      writer.byte(0x86);
      write_id(writer, {1, clock - 1});
    }
    writer.var_bytes(key);
    writer.var_bytes(json);
  };
  format(2, "b", "{}");
  format(3, "a", R"({"x":1,"href":"u"})");
  format(4, "s", R"("xy")");
  writer.bytes(
      from_hex("840104"
               "02c39f"
               "00"));
  Doc doc;
  ASSERT_TRUE(doc.apply(writer.view()));
  EXPECT_EQ(view::xml(*doc.root("x")),
            R"(<div><a href="u" x="1"><b><s 0="x" 1="y">ß</s></b></a></div>)");
}

}  // namespace
}  // namespace atelier::crdt
