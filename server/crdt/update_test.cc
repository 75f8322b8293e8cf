#include "crdt/update.h"

#include "crdt/merge.h"
#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using vectors::to_hex;

void expect_identity(std::string_view bytes, std::string_view what) {
  const auto update = decode_update(bytes);
  ASSERT_TRUE(update) << what << ": " << update.error().message;
  ASSERT_EQ(encode_update(*update), bytes) << what;
}

TEST(UpdateCodec, YJS5_EveryGoldenUpdateKeepsItsBytes) {
  for (const auto& document : vectors::fuzz_documents()) {
    for (const std::string& update : document.updates) expect_identity(update, document.name);
    expect_identity(document.v1, document.name);
    expect_identity(document.merged, document.name);
  }
  for (const char* name : {"b4.6000.updates", "friendsforever.4000.updates"}) {
    const auto updates = vectors::trace(name);
    ASSERT_GE(updates.size(), 4000u);
    for (const std::string& update : updates) expect_identity(update, name);
  }
  const auto parsed = *parse_json(vectors::read("vectors.json"));
  for (const auto& document : parsed.at("docs").as_object()) {
    expect_identity(from_hex(document.value().at("v1").as_string()), document.key());
    for (const auto& update : document.value().at("updates").as_array()) {
      expect_identity(from_hex(update.as_string()), document.key());
    }
  }
}

TEST(UpdateCodec, YJS9_StateVectorsKeepTheirBytes) {
  for (const auto& document : vectors::fuzz_documents()) {
    for (const std::string* bytes : {&document.sv, &document.half_sv, &document.merged_sv}) {
      const auto vector = decode_state_vector(*bytes);
      ASSERT_TRUE(vector);
      EXPECT_EQ(encode_state_vector(*vector), *bytes);
    }
  }
}

TEST(UpdateCodec, YJS10_StateVectorOfAnUpdate) {
  for (const auto& document : vectors::fuzz_documents()) {
    EXPECT_EQ(encode_state_vector(*state_vector_from_update(document.v1)), document.sv);
    EXPECT_EQ(encode_state_vector(*state_vector_from_update(document.merged)), document.merged_sv);
  }
  // A client counts from clock 0 and up to the first hole only.
  const auto late =
      state_vector_from_update(from_hex("01010105"
                                        "8401040161"
                                        "00"));
  ASSERT_TRUE(late) << late.error().message;
  EXPECT_TRUE(late->empty());
  const auto hole =
      state_vector_from_update(from_hex("01030100"
                                        "0002"
                                        "0a02"
                                        "0001"
                                        "00"));
  ASSERT_TRUE(hole);
  EXPECT_EQ(hole->clock(1), 2u);
}

constexpr std::pair<const char*, const char*> kRefused[] = {
    {"content 11",
     "01010100"
     "0b0101740161"
     "00"},
    {"content 31",
     "01010100"
     "1f01017401"
     "00"},
    {"type 7",
     "01010100"
     "0701017407"
     "00"},
    {"embed is no JSON",
     "01010100"
     "05010174017b"
     "00"},
    {"format is no JSON",
     "01010100"
     "0601017401620178"
     "00"},
    {"JSON element is no JSON",
     "01010100"
     "02010174010178"
     "00"},
    {"any of an unknown tag",
     "01010100"
     "080101740101"
     "00"},
    {"document without options",
     "01010100"
     "0901017401677f"
     "00"},
    {"invalid UTF-8",
     "01010100"
     "0401017401ff"
     "00"},
    {"cut off",
     "01010100"
     "04010174"},
    {"no delete set",
     "01010100"
     "0001"},
    {"bytes behind the end",
     "0000"
     "00"},
    {"skip with flags",
     "01010100"
     "8a010001"
     "00"},
    {"origin in its own future",
     "01010100"
     "8401000161"
     "00"},
    {"client twice",
     "020101000001"
     "0101010001"
     "00"},
    {"clock beyond 2^53",
     "010101ffffffffffffff0f"
     "0001"
     "00"},
    {"count beyond the bytes",
     "01ffffff7f0100"
     "0001"
     "00"},
    {"delete beyond 2^53",
     "00"
     "010101ffffffffffffff0f01"},
};

TEST(UpdateCodec, YJS6_RefusesWhatJavaScriptPeersThrowOn) {
  for (const auto& [what, hex] : kRefused) {
    const auto update = decode_update(from_hex(hex));
    ASSERT_FALSE(update) << what;
    EXPECT_EQ(update.error().code, Errc::kInvalid) << what;
  }
}

TEST(UpdateCodec, YJS7_DropsWhatHasNoLength) {
  const auto gc =
      decode_update(from_hex("01010100"
                             "0000"
                             "00"));
  ASSERT_TRUE(gc);
  EXPECT_EQ(to_hex(encode_update(*gc)), "0000");
  const auto text =
      decode_update(from_hex("01020100"
                             "0401017400"
                             "0002"
                             "0101020000"
                             "0101"));
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(to_hex(encode_update(*text)), "0101010000020101010101");
}

TEST(UpdateCodec, YJS8_LengthsAndCutsCountUtf16Units) {
  // "a😀b" by client 1, cut within the pair: the second half becomes U+FFFD.
  const std::string bytes = from_hex(
      "01010100"
      "04010174"
      "0661f09f988062"
      "00");
  const auto update = decode_update(bytes);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->clients[0].structs[0].content.length, 4u);
  StateVector known;
  known.set(1, 2);
  EXPECT_EQ(to_hex(*diff_update(bytes, known)),
            "01010102"
            "840101"
            "04efbfbd62"
            "00");
  known.set(1, 3);
  EXPECT_EQ(to_hex(*diff_update(bytes, known)),
            "01010103"
            "840102"
            "0162"
            "00");
  known.set(1, 1);
  EXPECT_EQ(to_hex(*diff_update(bytes, known)),
            "01010101"
            "840100"
            "05f09f988062"
            "00");
}

TEST(UpdateCodec, YJS8_CutsAPairThatWasCutBefore) {
  const std::string bytes = from_hex(
      "01010100"
      "04010174"
      "0661f09f988062"
      "00");
  const auto update = decode_update(bytes);
  const UpdateStruct half = cut_front(update->clients[0].structs[0], 1, 2);
  const UpdateStruct rest = cut_front(half, 1, 1);
  EXPECT_EQ(rest.content.body, "b");
  EXPECT_EQ(rest.content.length, 1u);
  EXPECT_FALSE(rest.content.starts_in_pair);
}

TEST(UpdateCodec, YJS5_LimitsHoldBeforeAnythingIsReserved) {
  DecodeLimits limits;
  limits.max_structs = 1;
  EXPECT_FALSE(decode_update(from_hex("01020100"
                                      "0001"
                                      "0001"
                                      "00"),
                             limits));
  limits.max_delete_ranges = 1;
  EXPECT_FALSE(decode_update(from_hex("00"
                                      "01010200010201"),
                             limits));
  limits.max_bytes = 1;
  EXPECT_EQ(decode_update("00", limits).error().code, Errc::kTooLarge);
}

TEST(UpdateCodec, YJS6_EveryCutOfAnUpdateIsRefused) {
  const auto documents = vectors::fuzz_documents();
  for (std::size_t index = 0; index < documents.size(); index += 20) {
    const std::string& whole = documents[index].v1;
    for (std::size_t length = 0; length < whole.size(); ++length) {
      EXPECT_FALSE(decode_update(std::string_view(whole).substr(0, length)));
    }
  }
}

}  // namespace
}  // namespace atelier::crdt
