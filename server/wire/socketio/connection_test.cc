#include "wire/socketio/connection.h"

#include <gtest/gtest.h>

#include "wire/socketio/connection_test_support.h"

namespace atelier::wire::socketio {
namespace {

using Log = std::vector<std::string>;

class SocketIoConnection : public ::testing::Test {
 protected:
  void join(std::string_view nsp = "/") {
    test.text("0" + std::string(nsp == "/" ? "" : nsp));
    test.take();
  }
  TextCodec codec;
  ConnectionUnderTest test{codec};
};

TEST_F(SocketIoConnection, SIO14_ConnectAndRefusal) {
  test.text(R"(0{"token":"123"})");
  EXPECT_EQ(test.take(), (Log{R"(connect / {"token":"123"})", R"(40{"sid":"sid"})"}));
  test.text("0/custom,");
  EXPECT_EQ(test.take(), (Log{"connect /custom ", R"(40/custom,{"sid":"sid"})"}));
  test.text("0/random,");
  EXPECT_EQ(test.take(), (Log{"connect /random ", R"(44/random,{"message":"Invalid namespace"})"}));
  test.text("0/random,");
  EXPECT_EQ(test.take().size(), 2u);
  EXPECT_TRUE(test.connection.is_joined("/"));
  EXPECT_FALSE(test.connection.is_joined("/random"));
}

TEST_F(SocketIoConnection, SIO14_TooManyNamespaces) {
  test.text("0");
  test.text("0/custom,");
  test.text("0/later,");
  test.take();
  test.text("0/fourth,");
  EXPECT_EQ(test.take(), Log{R"(44/fourth,{"message":"Too many namespaces"})"});
}

TEST_F(SocketIoConnection, SIO11_SIO13_ConnectComesFirst) {
  for (const std::string_view packet : {R"(2["a"])", "1", "30[]", R"(4{"message":"x"})",
                                        R"(51-["a",{"_placeholder":true,"num":0}])"}) {
    ConnectionUnderTest fresh(codec);
    fresh.text(packet);
    if (packet.starts_with('5')) fresh.binary("x");
    EXPECT_EQ(fresh.take(), Log{"close"}) << packet;
    fresh.text("0");
    EXPECT_EQ(fresh.take(), Log{});
  }
}

TEST_F(SocketIoConnection, SIO10_SIO11_SIO12_SIO13_SIO17_ProtocolErrorsClose) {
  for (const std::string_view packet :
       {"0", "0{}", R"(2/custom,["a"])", "1/custom,", R"(4{"message":"x"})", "4", "0/custom,[]",
        "abc", "", "1{}", "2{}", R"(2["connect"])"}) {
    ConnectionUnderTest fresh(codec);
    fresh.text("0");
    fresh.take();
    fresh.text(packet);
    EXPECT_EQ(fresh.take(), (Log{"close", "disconnect / transport"})) << packet;
  }
}

TEST_F(SocketIoConnection, SIO12_ConnectWhileOneIsDecided) {
  test.text("0/later,");
  test.text("0/later,");
  EXPECT_EQ(test.take(), (Log{"connect /later ", "close"}));
}

TEST_F(SocketIoConnection, SIO14_DecidedLater) {
  test.text("0/later,");
  EXPECT_EQ(test.take(), Log{"connect /later "});
  EXPECT_FALSE(test.connection.is_joined("/later"));
  test.connection.emit("/later", {R"(["too soon"])"});
  EXPECT_EQ(test.take(), Log{});
  test.connection.accept("/later", "x");
  test.connection.accept("/later", "x");
  test.connection.refuse("/later", "{}");
  EXPECT_EQ(test.take(), Log{R"(40/later,{"sid":"x"})"});
}

TEST_F(SocketIoConnection, SIO15_ConnectTimeout) {
  EXPECT_EQ(test.connection.deadline(), 2000);
  test.connection.on_deadline(1999);
  EXPECT_EQ(test.take(), Log{});
  test.connection.on_deadline(2000);
  EXPECT_EQ(test.take(), Log{"close"});
  EXPECT_FALSE(test.connection.deadline());

  ConnectionUnderTest connected(codec);
  connected.text("0");
  EXPECT_FALSE(connected.connection.deadline());

  ConnectionUnderTest refused(codec);
  refused.text("0/no,");
  refused.take();
  refused.connection.on_deadline(2000);
  EXPECT_EQ(refused.take(), Log{"close"});
}

TEST_F(SocketIoConnection, SIO16_DisconnectLeavesTheConnectionOpen) {
  join();
  join("/custom");
  test.text("1/custom,");
  EXPECT_EQ(test.take(), Log{"disconnect /custom client"});
  test.text(R"(2["a"])");
  EXPECT_EQ(test.take(), Log{R"(event / ["a"])"});
  test.text("1");
  EXPECT_EQ(test.take(), Log{"disconnect / client"});
  test.text("0");
  EXPECT_EQ(test.take().size(), 2u);
}

TEST_F(SocketIoConnection, SIO17_SIO18_LeavingAndTheEnd) {
  join();
  join("/custom");
  test.connection.leave("/custom");
  EXPECT_EQ(test.take(), Log{"41/custom,"});
  test.connection.on_transport_closed();
  EXPECT_EQ(test.take(), Log{"disconnect / transport"});
  test.connection.on_transport_closed();
  test.connection.emit("/", {R"(["a"])"});
  EXPECT_EQ(test.take(), Log{});
}

TEST_F(SocketIoConnection, SIO4_SIO24_Events) {
  join();
  join("/custom");
  test.text(R"(2["a",1.0,1e3,"\ud800"])");
  test.text(R"(2/custom,12[7])");
  test.text("2");
  test.text("25");
  EXPECT_EQ(test.take(), (Log{R"(event / ["a",1.0,1e3,"\ud800"])", "event /custom #12 [7]"}));
  test.connection.emit("/custom", {R"(["b"])"});
  test.connection.ack("/custom", 12, {R"([1])"});
  EXPECT_EQ(test.take(), (Log{R"(42/custom,["b"])", "43/custom,12[1]"}));
}

TEST_F(SocketIoConnection, SIO26_SIO27_OnlyTheFirstAckCounts) {
  join();
  EXPECT_TRUE(test.connection.emit_with_ack("/", {R"(["q"])"}, 0, 5000));
  EXPECT_EQ(test.take(), Log{R"(420["q"])"});
  test.text("31[]");
  test.text("3[]");
  EXPECT_EQ(test.take(), Log{});
  test.text("30[\"yes\"]");
  test.text("30[\"again\"]");
  EXPECT_EQ(test.take(), Log{R"(ack / #0 ["yes"])"});
  ConnectionUnderTest other(codec);
  other.text("0");
  other.take();
  other.text("30[]");
  EXPECT_EQ(other.take(), Log{});
}

TEST_F(SocketIoConnection, SIO28_AckTimeout) {
  join();
  test.connection.emit_with_ack("/", {R"(["q"])"}, 0, 5000);
  test.connection.emit_with_ack("/", {R"(["q"])"}, 1, std::nullopt);
  test.take();
  EXPECT_EQ(test.connection.deadline(), 5000);
  test.connection.on_deadline(5000);
  EXPECT_EQ(test.take(), Log{"timeout / 0"});
  test.text("30[]");
  test.text("31[]");
  EXPECT_EQ(test.take(), Log{"ack / #1 []"});
}

TEST_F(SocketIoConnection, SIO29_TooManyAwaitedAcks) {
  join();
  for (AckId id = 0; id < limits::kSocketIoPendingAcks; ++id) {
    ASSERT_TRUE(test.connection.emit_with_ack("/", {R"(["q"])"}, id, std::nullopt));
  }
  test.take();
  EXPECT_FALSE(test.connection.emit_with_ack("/", {R"(["q"])"}, 5000, std::nullopt));
  EXPECT_EQ(test.take(), Log{});
  test.text("30[]");
  EXPECT_TRUE(test.connection.emit_with_ack("/", {R"(["q"])"}, 5000, std::nullopt));
}

TEST_F(SocketIoConnection, SIO31_SIO35_BinaryEventsAndAcks) {
  join();
  test.text(R"(52-9["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])");
  EXPECT_EQ(test.take(), Log{});
  test.binary("one");
  EXPECT_EQ(test.take(), Log{});
  test.binary("two");
  EXPECT_EQ(test.take(),
            Log{R"(event / #9 ["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])"
                " +one +two"});
  test.connection.emit_with_ack("/", {R"(["q"])"}, 0, std::nullopt);
  test.text(R"(61-0[{"_placeholder":true,"num":0}])");
  test.binary("x");
  EXPECT_EQ(test.take().back(), R"(ack / #0 [{"_placeholder":true,"num":0}] +x)");
  test.text(R"(51-["a"])");
  test.binary("unused");
  EXPECT_EQ(test.take(), Log{R"(event / ["a"])"});
}

TEST_F(SocketIoConnection, SIO31_SIO32_BrokenAttachments) {
  const std::string header = R"(51-["a",{"_placeholder":true,"num":0}])";
  for (const std::string_view next : {"0", R"(2["a"])", ""}) {
    ConnectionUnderTest fresh(codec);
    fresh.text("0");
    fresh.take();
    fresh.text(header);
    fresh.text(next);
    EXPECT_EQ(fresh.take(), (Log{"close", "disconnect / transport"})) << next;
  }
  join();
  ConnectionUnderTest stray(codec);
  stray.text("0");
  stray.take();
  stray.binary("x");
  EXPECT_EQ(stray.take(), (Log{"close", "disconnect / transport"}));
  test.text(R"(51-["a",{"_placeholder":true,"num":1}])");
  EXPECT_EQ(test.take(), (Log{"close", "disconnect / transport"}));
}

TEST_F(SocketIoConnection, SIO33_SIO34_SendingAttachments) {
  join();
  const Attachments parts{"one", "two"};
  test.connection.emit("/", {R"(["a",{"_placeholder":true,"num":0}])", &parts});
  EXPECT_EQ(test.take(),
            (Log{R"(452-["a",{"_placeholder":true,"num":0}])", "binary one", "binary two"}));
}

}  // namespace
}  // namespace atelier::wire::socketio
