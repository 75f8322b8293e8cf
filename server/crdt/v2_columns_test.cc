#include "crdt/v2_columns.h"

#include "base/json_text.h"
#include "crdt/js_json.h"
#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using vectors::to_hex;

/// Writes and reads every golden column of `name`: both must agree with lib0.
template <class Writer, class Reader>
void expect_numbers(std::string_view name) {
  const json::value golden = parse_json(vectors::read("vectors.json"))->at("lib0");
  for (const auto& entry : golden.at(name).as_array()) {
    const std::string bytes = from_hex(entry.at(1).as_string());
    Writer writer;
    Reader reader(bytes);
    for (const auto& value : entry.at(0).as_array()) {
      const auto number = value.to_number<std::uint64_t>();
      writer.write(static_cast<decltype(reader.read())>(number));
      EXPECT_EQ(reader.read(), number);
    }
    EXPECT_TRUE(reader.ok() && reader.done()) << name;
    if constexpr (requires { writer.finish(); }) {
      EXPECT_EQ(to_hex(writer.finish()), to_hex(bytes));
    } else {
      EXPECT_EQ(to_hex(writer.bytes()), to_hex(bytes));
    }
  }
}

TEST(V2Columns, YJS40_NumbersAsLib0WritesThem) {
  expect_numbers<v2::UintRleWriter, v2::UintRleReader>("uintOptRle");
  expect_numbers<v2::DiffRleWriter, v2::DiffRleReader>("intDiffOptRle");
  expect_numbers<v2::RleWriter, v2::RleReader>("rleU8");
}

TEST(V2Columns, YJS40_StringsAsLib0WritesThem) {
  const json::value golden = *parse_json(vectors::read("vectors.json"));
  for (const auto& entry : golden.at("lib0").at("stringColumn").as_array()) {
    const std::string bytes = from_hex(entry.at(1).as_string());
    v2::StringWriter writer;
    v2::StringReader reader(bytes);
    for (const auto& value : entry.at(0).as_array()) {
      writer.write(std::string_view(value.as_string()));
      EXPECT_EQ(reader.read().text, std::string_view(value.as_string()));
    }
    EXPECT_TRUE(reader.ok() && reader.done());
    EXPECT_EQ(to_hex(writer.finish()), to_hex(bytes));
  }
}

TEST(V2Columns, YJS41_ReadingBehindTheEndFails) {
  v2::RleReader none({});
  none.read();
  EXPECT_FALSE(none.ok());
  const std::string runs = from_hex("4100");  // 1, twice
  v2::UintRleReader uints(runs);
  EXPECT_EQ(uints.read(), 1u);
  EXPECT_FALSE(uints.done());
  EXPECT_EQ(uints.read(), 1u);
  EXPECT_TRUE(uints.done());
  EXPECT_EQ(uints.read(), 0u);
  EXPECT_FALSE(uints.ok());
  const std::string negative = from_hex("44");  // difference -2
  v2::DiffRleReader clocks(negative);
  EXPECT_EQ(clocks.read(), 0u);
  EXPECT_FALSE(clocks.ok());
  const std::string few = from_hex("016103");  // "a", of length 3
  v2::StringReader strings(few);
  EXPECT_EQ(strings.read().units, 0u);
  EXPECT_FALSE(strings.ok());
  EXPECT_FALSE(v2::StringReader({}).ok());
  EXPECT_FALSE(v2::StringReader("\x01\xff").ok());
}

TEST(V2Columns, YJS41_NegativeOddDifferencesRoundDown) {
  const std::string bytes = from_hex(
      "14"
      "4300");  // 10, then -2 twice: -3 = -2 * 2 + 1
  v2::DiffRleReader reader(bytes);
  EXPECT_EQ(reader.read(), 10u);
  EXPECT_EQ(reader.read(), 8u);
  EXPECT_EQ(reader.read(), 6u);
  EXPECT_TRUE(reader.ok() && reader.done());
}

TEST(V2Columns, YJS43_LengthsMayCutAPair) {
  // "a😀b" as pieces of 2, 0 and 2 units.
  const std::string bytes = from_hex(
      "0661f09f988062"
      "020002");
  v2::StringReader reader(bytes);
  const auto first = reader.read();
  EXPECT_EQ(first.text, "a");
  EXPECT_TRUE(first.ends_in_pair && !first.starts_in_pair);
  const auto empty = reader.read();
  EXPECT_TRUE(empty.text.empty() && !empty.starts_in_pair && !empty.ends_in_pair);
  EXPECT_FALSE(reader.done());
  const auto second = reader.read();
  EXPECT_EQ(second.text, "b");
  EXPECT_TRUE(second.starts_in_pair && !second.ends_in_pair);
  EXPECT_TRUE(reader.ok() && reader.done());
}

}  // namespace
}  // namespace atelier::crdt
