#include "crdt/v2_codec.h"

#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using vectors::to_hex;

void expect_pair(std::string_view v1, std::string_view v2, std::string_view what) {
  const auto decoded = decode_update_v2(v2);
  ASSERT_TRUE(decoded) << what << ": " << decoded.error().message;
  ASSERT_EQ(encode_update_v2(decoded->update), v2) << what;
  ASSERT_EQ(encode_update(decoded->update), v1) << what;
  const auto converted = convert_update_v1_to_v2(v1);
  ASSERT_TRUE(converted) << what << ": " << converted.error().message;
  ASSERT_EQ(*converted, v2) << what;
}

/// The stateless functions of yjs, with which the single updates were converted, lose the flag of a
/// map key where the key itself is inherited.
std::string without_inherited_keys(std::string_view v1) {
  Update update = *decode_update(v1);
  for (ClientStructs& section : update.clients) {
    for (UpdateStruct& next : section.structs) {
      if (!next.writes_parent()) next.has_parent_sub = false;
    }
  }
  return encode_update(update);
}

TEST(V2Codec, YJS40_EveryGoldenUpdateHasTheBytesOfYjsInBothFormats) {
  const auto documents = vectors::fuzz_documents();
  const auto documents_v2 = vectors::fuzz_documents_v2();
  ASSERT_EQ(documents.size(), documents_v2.size());
  for (std::size_t index = 0; index < documents.size(); ++index) {
    const auto& v1 = documents[index];
    const auto& v2 = documents_v2[index];
    ASSERT_EQ(v1.updates.size(), v2.updates.size());
    for (std::size_t update = 0; update < v1.updates.size(); ++update) {
      expect_pair(without_inherited_keys(v1.updates[update]), v2.updates[update], v1.name);
    }
    expect_pair(v1.v1, v2.v2, v1.name);
  }
}

TEST(V2Codec, YJS40_EditingTraces) {
  for (const std::string name : {"b4", "friendsforever"}) {
    expect_pair(vectors::read(name + ".v1.bin"), vectors::read(name + ".v2.bin"), name);
  }
}

TEST(V2Codec, YJS40_SmallDocumentsOfEveryContent) {
  const json::value golden = *parse_json(vectors::read("vectors.json"));
  for (const auto& entry : golden.at("docs").as_object()) {
    const json::object& document = entry.value().as_object();
    expect_pair(from_hex(document.at("v1").as_string()), from_hex(document.at("v2").as_string()),
                entry.key());
  }
}

TEST(V2Codec, YJS40_JsonBinaryAndHooks) {
  // In root "t": JSON 1 and undefined, a binary, an XML hook "h", an embed.
  const std::string whole = from_hex(
      "01040100"
      "0201017402"
      "0131"
      "09756e646566696e6564"
      "830101"
      "020102"
      "870102"
      "050168"
      "850103"
      "077b2261223a317d"
      "00");
  const auto converted = convert_update_v1_to_v2(whole);
  ASSERT_TRUE(converted) << converted.error().message;
  expect_pair(whole, *converted, "JSON, binary, hook, embed");
}

/// `features`, nine columns, then the rest.
std::string v2_of(std::initializer_list<const char*> columns, const char* rest) {
  VarWriter writer;
  writer.byte(0);
  for (const char* column : columns) writer.var_bytes(from_hex(column));
  return writer.take() + from_hex(rest);
}

TEST(V2Codec, YJS40_KeysMayBeNamedByNumber) {
  // Client 1, root "t": two formats "b", of which the second names the key by its number 0.
  const std::string bytes = v2_of({"0100",
                                   "0101"
                                   "01",
                                   "00", "", "060086",
                                   "03746262"
                                   "0100",
                                   "01", "", ""},
                                  "01020100"
                                  "78"
                                  "7e"
                                  "00");
  EXPECT_FALSE(decode_update_v2(bytes));  // the client column is wrong: shows that it is checked
  const std::string fine = v2_of({"0100", "4100", "00", "", "060086",
                                  "027462"
                                  "4100",
                                  "01", "", ""},
                                 "010200"
                                 "78"
                                 "7e"
                                 "00");
  const auto decoded = decode_update_v2(fine);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(to_hex(encode_update(decoded->update)),
            "01020100"
            "06010174"
            "0162"
            "0474727565"
            "860100"
            "0162"
            "046e756c6c"
            "00");
}

TEST(V2Codec, YJS42_TheDeepestJsonFitsBothFormats) {
  // An embed of arrays within arrays in root "t".
  const auto embed = [](std::size_t levels) {
    VarWriter writer;
    writer.bytes(from_hex("0101010005010174"));
    writer.var_bytes(std::string(levels, '[') + std::string(levels, ']'));
    writer.byte(0);
    return writer.take();
  };
  std::size_t levels = 90;
  while (decode_update(embed(levels + 1))) ++levels;
  const auto v2 = convert_update_v1_to_v2(embed(levels));
  ASSERT_TRUE(v2);
  EXPECT_EQ(*convert_update_v2_to_v1(*v2), embed(levels));
}

TEST(V2Codec, YJS43_AStringCutInAPairReadsAsReplacementCharacters) {
  // Client 1, root "t": texts of 2 and 1 units of "a😀".
  const std::string bytes = v2_of({"", "4100", "02", "", "040084",
                                   "0674"
                                   "61f09f9880"
                                   "010201",
                                   "01", "", ""},
                                  "010200"
                                  "00");
  const auto decoded = decode_update_v2(bytes);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(to_hex(encode_update(decoded->update)),
            "01020100"
            "04010174"
            "0461efbfbd"
            "840101"
            "03efbfbd"
            "00");
}

TEST(V2Codec, YJS41_RefusesWhatIsCutOrLeftOver) {
  const auto documents = vectors::fuzz_documents_v2();
  for (std::size_t index = 0; index < documents.size(); index += 25) {
    const std::string& whole = documents[index].v2;
    for (std::size_t length = 0; length < whole.size(); ++length) {
      EXPECT_FALSE(decode_update_v2(std::string_view(whole).substr(0, length)));
    }
    EXPECT_FALSE(decode_update_v2(whole + '\0'));
  }
  const char* const empty = "0000";
  EXPECT_TRUE(decode_update_v2(v2_of({"", "", "", "", "", "00", "", "", ""}, empty)));
  EXPECT_FALSE(decode_update_v2(v2_of({"", "", "", "", "", "", "", "", ""}, empty)));
  EXPECT_FALSE(decode_update_v2(v2_of({"00", "", "", "", "", "00", "", "", ""}, empty)));
  EXPECT_FALSE(decode_update_v2(v2_of({"", "", "", "", "",
                                       "0161"
                                       "01",
                                       "", "", ""},
                                      empty)));
  EXPECT_FALSE(decode_update_v2(v2_of({"", "", "", "", "", "00", "", "", "01"}, empty)));
  EXPECT_FALSE(
      decode_update_v2("\x01" + v2_of({"", "", "", "", "", "00", "", "", ""}, empty).substr(1)));
}

TEST(V2Codec, YJS41_RefusesValuesThatJsonCannotSay) {
  // An embed in root "t": undefined, a BigInt, and for comparison null.
  const auto embed = [](const char* any) {
    return v2_of({"", "01", "", "", "05", "017401", "01", "", ""},
                 (std::string("010100") + any + "00").c_str());
  };
  EXPECT_TRUE(decode_update_v2(embed("7e")));
  EXPECT_FALSE(decode_update_v2(embed("7f")));
  EXPECT_FALSE(decode_update_v2(embed("7a0000000000000001")));
  EXPECT_FALSE(decode_update_v2(embed("75017a0000000000000001")));
}

TEST(V2Codec, YJS41_LimitsHoldAgainstRuns) {
  // Client 1: 2^20 GC structs of length 1, in 20 bytes.
  const std::string many = v2_of({"", "01", "", "", "00", "00", "", "", "41feff3f"},
                                 "0180804000"
                                 "00");
  EXPECT_FALSE(decode_update_v2(many));
  DecodeLimits limits;
  limits.max_structs = 1 << 20;
  const auto decoded = decode_update_v2(many, limits);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->update.clients[0].structs.size(), 1u << 20);
  limits.max_bytes = 10;
  EXPECT_EQ(decode_update_v2(many, limits).error().code, Errc::kTooLarge);
}

TEST(V2Codec, YJS41_LimitsHoldAgainstWhatGrowsWhenReEncoded) {
  // A buffer as embed is JSON of thirteen times its size in V1.
  const std::string buffer = v2_of({"", "01", "", "", "05", "017401", "01", "", ""},
                                   "010100"
                                   "7408"
                                   "0102030405060708"
                                   "00");
  DecodeLimits limits;
  EXPECT_TRUE(decode_update_v2(buffer, limits));
  limits.max_bytes = buffer.size() + 4;
  EXPECT_FALSE(decode_update_v2(buffer, limits));
}

TEST(V2Codec, YJS44_SnapshotsAndDeleteSets) {
  const auto documents = vectors::fuzz_documents();
  const auto documents_v2 = vectors::fuzz_documents_v2();
  for (std::size_t index = 0; index < documents.size(); ++index) {
    const auto snapshot = decode_snapshot(documents[index].snapshot);
    ASSERT_TRUE(snapshot);
    EXPECT_EQ(encode_snapshot(*snapshot), documents[index].snapshot);
    EXPECT_EQ(encode_snapshot_v2(*snapshot), documents_v2[index].snapshot);
    EXPECT_EQ(*decode_snapshot_v2(documents_v2[index].snapshot), *snapshot);
  }
  EXPECT_FALSE(decode_snapshot_v2("\x01"));
  EXPECT_FALSE(
      decode_snapshot_v2(from_hex("010101ffffffffffffff0f00"
                                  "00")));  // beyond 2^53
}

}  // namespace
}  // namespace atelier::crdt
