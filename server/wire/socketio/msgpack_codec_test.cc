#include "wire/socketio/msgpack_codec.h"

#include <gtest/gtest.h>

#include "wire/socketio/connection_test_support.h"

namespace atelier::wire::socketio {
namespace {

using Log = std::vector<std::string>;
using std::string_literals::operator""s;

class SocketIoMsgpack : public ::testing::Test {
 protected:
  /// The message that carries `packet`, as the peer would send it.
  std::string wire(const Outgoing& packet) { return codec.encode(packet).first; }
  void connect() {
    test.binary(wire({.type = PacketType::kConnect}));
    test.take();
  }
  MsgpackCodec codec;
  ConnectionUnderTest test{codec};
};

TEST_F(SocketIoMsgpack, SIO60_ShapeOfAPacket) {
  const Encoded event =
      codec.encode({.type = PacketType::kEvent, .nsp = "/", .payload = {R"(["a",1])"}});
  EXPECT_TRUE(event.first_is_binary);
  EXPECT_EQ(event.first,
            "\x83\xa4type\x02\xa4"
            "data\x92\xa1"
            "a\x01\xa3nsp\xa1/");
  EXPECT_EQ(wire({.type = PacketType::kAck, .nsp = "/n", .payload = {"[]"}, .ack_id = 300}),
            "\x84\xa4type\x03\xa4"
            "data\x90\xa3nsp\xa2/n\xa2id\xcd\x01\x2c");
}

TEST_F(SocketIoMsgpack, SIO60_ConnectAndEvents) {
  test.binary(
      "\x83\xa4type\x00\xa4"
      "data\xd4\x00\x00\xa3nsp\xa1/"s);
  ASSERT_EQ(test.log.size(), 2u);
  EXPECT_EQ(test.log[0], "connect / ");
  EXPECT_EQ(test.log[1],
            "binary \x83\xa4type\x00\xa4"
            "data\x81\xa3sid\xa3sid\xa3nsp\xa1/"s);
  test.take();
  test.binary(wire({.payload = {R"(["a",1.5,{"b":[true,null,"\u00e9"]}])"}, .ack_id = 4}));
  EXPECT_EQ(test.take(), Log{"event / #4 [\"a\",1.5,{\"b\":[true,null,\"\u00e9\"]}]"});
}

TEST_F(SocketIoMsgpack, SIO60_Refused) {
  for (const std::string& message :
       {""s, "\xc0"s, "\x80"s, "\x81\xa4type\x00"s, "\x82\xa4type\x09\xa3nsp\xa1/"s,
        "\x82\xa4type\x02\xa3nsp\xa1/"s, "\x82\xa4type\x00\xa3nsp\x05"s,
        "\x82\xa4type\x00\xa3nsp\xa1/x"s, "\xdf\xff\xff\xff\xff"s,
        "\x83\xa4type\x02\xa4"
        "data\x90\xa3nsp\xa1/"s,
        "\x83\xa4type\x02\xa4"
        "data\x91\xa7"
        "connect\xa3nsp\xa1/"s}) {
    ConnectionUnderTest fresh(codec);
    fresh.binary(message);
    EXPECT_EQ(fresh.take(), Log{"close"});
  }
  test.text("0");
  EXPECT_EQ(test.take(), Log{"close"});
}

TEST_F(SocketIoMsgpack, SIO61_NumbersBinariesUndefinedAndDates) {
  connect();
  // ["a", -5, 70000, 2^32, 0.5, bin 01 02, undefined, {u: undefined, k: 1}, Date(0)]
  test.binary(
      "\x83\xa4type\x02\xa4"
      "data\x99\xa1"
      "a\xfb\xce\x00\x01\x11\x70"
      "\xcf\x00\x00\x00\x01\x00\x00\x00\x00\xcb\x3f\xe0\x00\x00\x00\x00\x00\x00"
      "\xc4\x02\x01\x02\xd4\x00\x00\x82\xa1u\xd4\x00\x00\xa1k\x01"
      "\xd7\x00\x00\x00\x00\x00\x00\x00\x00\x00\xa3nsp\xa1/"s);
  EXPECT_EQ(test.take(),
            Log{R"(event / ["a",-5,70000,4294967296,0.5,{"_placeholder":true,"num":0},null,)"
                R"({"k":1},"1970-01-01T00:00:00.000Z"])"
                " +\x01\x02"});
  const Attachments parts{"\x01\x02"};
  test.connection.emit("/", {R"(["b",{"_placeholder":true,"num":0},-129,1e300])", &parts});
  EXPECT_EQ(test.take(), Log{"binary \x83\xa4type\x02\xa4"
                             "data\x94\xa1"
                             "b\xc4\x02\x01\x02\xd1\xff\x7f"
                             "\xcb\x7e\x37\xe4\x3c\x88\x00\x75\x9c\xa3nsp\xa1/"s});
}

TEST_F(SocketIoMsgpack, SIO61_EveryWidthSurvives) {
  connect();
  const std::string long_text(70'000, 'x');
  const std::string middle(300, 'y');
  std::string many = "[0";
  for (int i = 1; i < 40; ++i) many += "," + std::to_string(i * 3001);
  many += ",-33,-129,-40000,-3000000000,9007199254740991]";
  const std::string payload = R"(["n",")" + long_text + R"(",")" + middle + R"(",)" + many + "]";
  test.binary(wire({.payload = {payload}}));
  EXPECT_EQ(test.take(), Log{"event / " + payload});
}

TEST_F(SocketIoMsgpack, SIO61_DepthIsBounded) {
  connect();
  std::string deep =
      "\x83\xa4type\x02\xa4"
      "data\x92\xa1"
      "a";
  deep += std::string(200, '\x91') + '\x90' + "\xa3nsp\xa1/";
  test.binary(deep);
  EXPECT_EQ(test.take(), (Log{"close", "disconnect / transport"}));
}

}  // namespace
}  // namespace atelier::wire::socketio
