#include "base/varint.h"

#include "gtest/gtest.h"

namespace atelier {
namespace {

std::string written(std::uint64_t value) {
  VarWriter writer;
  writer.var_uint(value);
  return writer.take();
}

TEST(VarUint, ReadsBackWhatItWrites) {
  for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128},
                                    std::uint64_t{4294967296}, kMaxVarUint}) {
    const std::string bytes = written(value);
    VarReader reader(bytes);
    EXPECT_EQ(reader.var_uint(), value);
    EXPECT_TRUE(reader.ok() && reader.at_end());
  }
}

TEST(VarUint, RefusesWhatIsTooLargeOrCutOff) {
  for (const std::string& bytes :
       {written(kMaxVarUint + 1), std::string("\x80"), std::string(),
        std::string(10, '\x80') + '\0', std::string(9, '\xff') + '\x01'}) {
    VarReader reader(bytes);
    EXPECT_EQ(reader.var_uint(), 0u);
    EXPECT_FALSE(reader.ok());
  }
}

TEST(VarUint, AcceptsLongerSpellings) {
  const std::string bytes = std::string("\x85") + std::string(8, '\x80') + '\0';
  VarReader reader(bytes);
  EXPECT_EQ(reader.var_uint(), 5u);
  EXPECT_TRUE(reader.ok());
}

TEST(VarInt, KeepsTheSignOfZero) {
  for (const VarInt value : {VarInt{0, true}, VarInt{0, false}, VarInt{63, true}, VarInt{64, true},
                             VarInt{kMaxVarUint, true}, VarInt{kMaxVarUint, false}}) {
    VarWriter writer;
    writer.var_int(value);
    VarReader reader(writer.view());
    EXPECT_EQ(reader.var_int(), value);
    EXPECT_TRUE(reader.ok() && reader.at_end());
  }
}

TEST(VarReader, FailureSticks) {
  VarReader reader(
      "\x05"
      "abc");
  EXPECT_EQ(reader.var_bytes(), "");
  EXPECT_EQ(reader.byte(), 0);
  EXPECT_FALSE(reader.ok());
}

TEST(VarReader, RefusesInvalidUtf8) {
  VarReader reader("\x02\xed\xa0");
  EXPECT_EQ(reader.var_string(), "");
  EXPECT_FALSE(reader.ok());
}

}  // namespace
}  // namespace atelier
