#include <limits>

#include "base/json_text.h"
#include "crdt/any.h"
#include "crdt/limits.h"
#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using vectors::to_hex;

json::object lib0() {
  return parse_json(vectors::read("vectors.json"))->as_object().at("lib0").as_object();
}

std::string any_hex(const Any& any) {
  VarWriter writer;
  write_any(writer, any);
  return to_hex(writer.view());
}

Any number(double value) {
  return Any{value};
}

TEST(Lib0Vectors, YJS1_VarUint) {
  const json::object golden = lib0();
  for (const auto& entry : golden.at("varUint").as_array()) {
    const auto value = entry.at(0).to_number<std::uint64_t>();
    VarWriter writer;
    writer.var_uint(value);
    EXPECT_EQ(to_hex(writer.view()), entry.at(1).as_string());
    VarReader reader(writer.view());
    EXPECT_EQ(reader.var_uint(), value);
  }
}

TEST(Lib0Vectors, YJS1_VarInt) {
  const json::object golden = lib0();
  for (const auto& entry : golden.at("varInt").as_array()) {
    const std::string bytes = from_hex(entry.at(1).as_string());
    VarReader reader(bytes);
    const VarInt value = reader.var_int();
    if (entry.at(0).is_string()) {
      EXPECT_EQ(value, (VarInt{0, true}));
    } else {
      const auto expected = entry.at(0).to_number<std::int64_t>();
      EXPECT_EQ(value.magnitude, static_cast<std::uint64_t>(expected < 0 ? -expected : expected));
      EXPECT_EQ(value.negative, expected < 0);
    }
    VarWriter writer;
    writer.var_int(value);
    EXPECT_EQ(writer.view(), bytes);
  }
}

TEST(Lib0Vectors, YJS2_VarString) {
  const json::object golden = lib0();
  for (const auto& entry : golden.at("varString").as_array()) {
    const std::string bytes = from_hex(entry.at(1).as_string());
    VarReader reader(bytes);
    const std::string_view text = reader.var_string();
    ASSERT_TRUE(reader.ok() && reader.at_end());
    const std::string expected = *json_text::unquote(entry.at(0).as_string());
    EXPECT_EQ(text, expected);  // a lone surrogate was written as U+FFFD
  }
}

TEST(Lib0Vectors, YJS3_AnyDecodesAndEncodesToTheSameBytes) {
  const json::object golden = lib0();
  for (const auto& entry : golden.at("any").as_object()) {
    const std::string bytes = from_hex(entry.value().as_string());
    VarReader reader(bytes);
    const Any any = read_any(reader);
    ASSERT_TRUE(reader.ok() && reader.at_end()) << entry.key();
    EXPECT_EQ(any_hex(any), to_hex(bytes)) << entry.key();
    VarReader skipped(bytes);
    skip_any(skipped);
    EXPECT_TRUE(skipped.ok() && skipped.at_end()) << entry.key();
  }
}

TEST(Any, YJS4_NumbersFollowTheRuleOfJavaScript) {
  EXPECT_EQ(any_hex(number(-0.0)), "7d40");
  EXPECT_EQ(any_hex(number(2147483648.0)), "7c4f000000");
  EXPECT_EQ(any_hex(number(9007199254740991.0)), "7b433fffffffffffff");
  EXPECT_EQ(any_hex(number(0.1)), "7b3fb999999999999a");
  EXPECT_EQ(any_hex(number(1e300)), "7b7e37e43c8800759c");
  EXPECT_EQ(any_hex(number(std::numeric_limits<double>::infinity())), "7c7f800000");
  EXPECT_EQ(any_hex(number(-std::numeric_limits<double>::quiet_NaN())), "7b7ff8000000000000");
}

TEST(Any, YJS3_ObjectsKeepTheOrderOfTheWire) {
  const Any any{Any::Object{{"b", number(1)}, {"a", Any{Null{}}}}};
  EXPECT_EQ(any_hex(any), "760201627d0101617e");
}

TEST(Any, YJS3_RefusesUnknownTagsDepthAndCounts) {
  for (const std::string& bytes :
       {std::string("\x01"), std::string("\x75\xff\xff\x03"), std::string("\x76\x05\x01"),
        std::string("\x77\x01\xff"), std::string(), std::string("\x7a\x01")}) {
    VarReader reader(bytes);
    read_any(reader);
    EXPECT_FALSE(reader.ok()) << to_hex(bytes);
  }
  std::string deep;
  for (std::size_t level = 0; level < kMaxAnyDepth; ++level) deep += "\x75\x01";
  const std::string too_deep = deep + "\x7e";
  VarReader reader(too_deep);
  skip_any(reader);
  EXPECT_FALSE(reader.ok());
  const std::string allowed = deep.substr(2) + "\x7e";
  VarReader fine(allowed);
  skip_any(fine);
  EXPECT_TRUE(fine.ok());
}

}  // namespace
}  // namespace atelier::crdt
