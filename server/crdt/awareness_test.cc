#include "crdt/awareness.h"

#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

TEST(Awareness, YWS8_GoldenFramesKeepTheirBytes) {
  const json::value golden = *parse_json(vectors::read("vectors.json"));
  for (const auto& entry : golden.at("awareness").as_object()) {
    const std::string bytes = vectors::from_hex(entry.value().as_string());
    const auto entries = decode_awareness(bytes);
    ASSERT_TRUE(entries) << entry.key();
    ASSERT_EQ(entries->size(), 1u);
    EXPECT_EQ(entries->front().client, 5u);
    EXPECT_EQ(entries->front().is_removal(), entry.key() == "removed");
    EXPECT_EQ(encode_awareness(*entries), bytes);
  }
}

TEST(Awareness, YWS8_RefusesWhatPeersCannotParse) {
  for (const char* hex : {"", "01", "010501", "01050101ff", "010501017b",
                          "0105010131"
                          "00"}) {
    const auto entries = decode_awareness(vectors::from_hex(hex));
    ASSERT_FALSE(entries) << hex;
    EXPECT_EQ(entries.error().code, Errc::kInvalid) << hex;
  }
}

TEST(Awareness, YWS9_BoundsClientsAndStates) {
  const std::vector<AwarenessEntry> many(65, AwarenessEntry{1, 1, "{}"});
  EXPECT_EQ(decode_awareness(encode_awareness(many)).error().code, Errc::kTooLarge);
  const std::string large = '"' + std::string(4095, 'a') + '"';
  EXPECT_EQ(decode_awareness(encode_awareness({{1, 1, large}})).error().code, Errc::kTooLarge);
  const std::string fits = '"' + std::string(4094, 'a') + '"';
  EXPECT_TRUE(decode_awareness(encode_awareness({{1, 1, fits}})));
}

}  // namespace
}  // namespace atelier::crdt
