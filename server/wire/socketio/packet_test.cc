#include "wire/socketio/packet.h"

#include <gtest/gtest.h>

#include "wire/socketio/placeholders.h"
#include "wire/vectors_test.h"

namespace atelier::wire::socketio {
namespace {

json::value vectors() {
  return parse_json(read_vector("socketio/packets.json")).value();
}

TEST(SocketIoPacket, SIO1_SIO2_SIO3_SIO4_SIO24_Accepted) {
  const json::value all = vectors();
  for (const json::value& value : all.as_object().at("accepted").as_array()) {
    const json::object& wanted = value.as_object();
    const std::string_view text = *string_member(wanted, "text");
    const Result<PacketView> packet = parse(text);
    ASSERT_TRUE(packet) << text << ": " << packet.error().message;
    EXPECT_EQ(static_cast<std::int64_t>(packet->type), *int_member(wanted, "type")) << text;
    EXPECT_EQ(packet->nsp, string_member(wanted, "nsp").value_or("/")) << text;
    EXPECT_EQ(packet->json, *string_member(wanted, "json")) << text;
    EXPECT_EQ(static_cast<std::int64_t>(packet->attachments),
              int_member(wanted, "attachments").value_or(0));
    const auto ack = int_member(wanted, "ack");
    ASSERT_EQ(packet->ack_id.has_value(), ack.has_value()) << text;
    if (ack) {
      EXPECT_EQ(*packet->ack_id, static_cast<AckId>(*ack)) << text;
    }
  }
}

TEST(SocketIoPacket, SIO1_SIO3_SIO5_SIO10_SIO16_SIO20_SIO21_SIO23_SIO25_SIO30_Refused) {
  const json::value all = vectors();
  for (const json::value& text : all.as_object().at("refused").as_array()) {
    EXPECT_FALSE(parse(std::string_view(text.as_string()))) << text;
  }
}

TEST(SocketIoPacket, SIO2_SIO5_Bounds) {
  const std::string name = "/" + std::string(255, 'n');
  EXPECT_TRUE(parse("0" + name + ","));
  EXPECT_FALSE(parse("0" + name + "n,"));
  const auto nested = [](std::size_t levels) {
    return "2[\"a\"," + std::string(levels, '[') + std::string(levels, ']') + "]";
  };
  EXPECT_TRUE(parse(nested(100)));
  EXPECT_FALSE(parse(nested(101)));
}

TEST(SocketIoPacket, SIO1_SIO2_SIO33_Writers) {
  EXPECT_EQ(encode_connect("/", R"({"sid":"s"})"), R"(40{"sid":"s"})");
  EXPECT_EQ(encode_connect("/n", R"({"sid":"s"})"), R"(40/n,{"sid":"s"})");
  EXPECT_EQ(encode_connect_error("/n", R"({"message":"no"})"), R"(44/n,{"message":"no"})");
  EXPECT_EQ(encode_disconnect("/"), "41");
  EXPECT_EQ(encode_disconnect("/n"), "41/n,");
  EXPECT_EQ(encode_event("/", {R"(["a",1.0])"}), R"(42["a",1.0])");
  EXPECT_EQ(encode_event("/n", {R"(["a"])"}, 7), R"(42/n,7["a"])");
  EXPECT_EQ(encode_ack("/n", 7, {"[]"}), "43/n,7[]");
  const Attachments parts{"x", "y"};
  EXPECT_EQ(encode_event("/", {R"(["a"])", &parts}), R"(452-["a"])");
  EXPECT_EQ(encode_ack("/n", 0, {R"([1])", &parts}), R"(462-/n,0[1])");
  const Attachments none;
  EXPECT_EQ(encode_event("/", {R"(["a"])", &none}), R"(42["a"])");
  EXPECT_EQ(event_payload("a", "[]"), R"(["a"])");
  EXPECT_EQ(event_payload("a\"b", "[1,2]"), R"(["a\"b",1,2])");
}

struct PlaceholderCase {
  std::string json;
  std::string wanted;
  Attachments parts;
};

TEST(SocketIoPlaceholders, SIO31_SIO35_Assembling) {
  const std::string p0 = R"({"_placeholder":true,"num":0})";
  const std::string p1 = R"({"_placeholder":true,"num":1})";
  const std::vector<PlaceholderCase> cases{
      {R"(["a",)" + p0 + "," + p1 + "]", R"(["a",)" + p0 + "," + p1 + "]", {"A", "B"}},
      {R"(["a",)" + p1 + "," + p0 + "]", R"(["a",)" + p0 + "," + p1 + "]", {"B", "A"}},
      {R"(["a",)" + p1 + "," + p1 + "]", R"(["a",)" + p0 + "," + p1 + "]", {"B", "B"}},
      {R"(["a",{"deep":[{"x":)" + p1 + "}]}]", R"(["a",{"deep":[{"x":)" + p0 + "}]}]", {"B"}},
      {R"(["a"])", R"(["a"])", {}},
      {R"(["_placeholder",true,"num",1])", R"(["_placeholder",true,"num",1])", {}},
      {R"(["a",{"_placeholder":false,"num":9}])", R"(["a",{"_placeholder":false,"num":9}])", {}},
      {R"(["a",{"_placeholder":"true","num":9}])", R"(["a",{"_placeholder":"true","num":9}])", {}},
      {R"(["a",{ "num" : 1.0 , "\u005fplaceholder" : true }])", R"(["a",)" + p0 + "]", {"B"}},
      {R"(["a",{"s":"\"_placeholder\":true"}])", R"(["a",{"s":"\"_placeholder\":true"}])", {}},
      {R"(["a",{"_placeholder":true,"num":0,"x":)" + p1 + "}]", R"(["a",)" + p0 + "]", {"A"}},
  };
  for (const PlaceholderCase& item : cases) {
    const auto assembled = assemble(item.json, {"A", "B"});
    ASSERT_TRUE(assembled) << item.json;
    EXPECT_EQ(assembled->json, item.wanted);
    EXPECT_EQ(assembled->attachments, item.parts) << item.json;
  }
}

TEST(SocketIoPlaceholders, SIO31_IllegalIndexes) {
  for (const std::string num : {"2", "-1", "0.5", "1e9", "\"0\"", "null", "true", "{}", "[0]"}) {
    EXPECT_FALSE(find_placeholders(R"(["a",{"_placeholder":true,"num":)" + num + "}]", 2)) << num;
  }
  EXPECT_FALSE(find_placeholders(R"(["a",{"_placeholder":true}])", 2));
}

TEST(SocketIoPlaceholders, SIO35_ManyPlacesAreNotMultiplied) {
  std::string json = "[\"a\"";
  for (int i = 0; i < 1000; ++i) json += R"(,{"_placeholder":true,"num":0})";
  json += "]";
  const auto assembled = assemble(json, {std::string(1000, 'x')});
  ASSERT_TRUE(assembled);
  EXPECT_EQ(assembled->json, json);
  EXPECT_EQ(assembled->attachments.size(), 1u);
}

}  // namespace
}  // namespace atelier::wire::socketio
