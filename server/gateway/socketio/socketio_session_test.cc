// Acks that the server asks for (SIO26 to SIO29), over an Engine.IO session of a test.
#include "gateway/socketio/socketio_session.h"

#include <gtest/gtest.h>

#include "gateway/conformance/conformance.h"
#include "gateway/socketio/socketio_rig_test_support.h"

namespace atelier::gateway {
namespace {

using engine_test::Seen;
using Frames = std::vector<std::string>;

class ServerAcks : public engine_test::SocketIoRig<ConformanceNamespaces> {};

TEST_F(ServerAcks, SIO26_SIO51_TheAnswerOfTheClientComesBack) {
  Seen& socket = connect();
  frame(0, socket, R"(42["emit-with-ack",1,{"a":[]}])");
  EXPECT_EQ(socket.frames, Frames{R"(420["emit-with-ack",1,{"a":[]}])"});
  frame(0, socket, "430[true]");
  EXPECT_EQ(socket.frames.back(), R"(42["emit-with-ack",true])");
  frame(0, socket, R"(42["emit-with-ack"])");
  EXPECT_EQ(socket.frames.back(), R"(421["emit-with-ack"])");
  frame(0, socket, "431[]");
  EXPECT_EQ(socket.frames.back(), R"(42["emit-with-ack"])");
}

TEST_F(ServerAcks, SIO27_OnlyTheFirstAckOfAnAwaitedIdCounts) {
  Seen& socket = connect();
  Seen& other = connect();
  frame(0, socket, R"(42["emit-with-ack"])");
  frame(0, other, "430[]");  // not its own
  frame(0, socket, "437[]");
  EXPECT_EQ(other.frames, Frames{});
  EXPECT_EQ(socket.frames.size(), 1U);
  frame(0, socket, "430[1]");
  frame(0, socket, "430[2]");
  EXPECT_EQ(socket.frames.size(), 2U);
  EXPECT_EQ(socket.frames.back(), R"(42["emit-with-ack",1])");
}

TEST_F(ServerAcks, SIO28_WithoutAnAnswerItTimesOut) {
  Seen& socket = connect();
  frame(0, socket, R"(42["emit-with-ack"])");
  world.advance(499);
  EXPECT_EQ(socket.frames.size(), 1U);
  world.advance(2);
  EXPECT_EQ(socket.frames.back(), R"(42["ack-timeout"])");
  frame(0, socket, "430[]");
  EXPECT_EQ(socket.frames.size(), 2U);
}

TEST_F(ServerAcks, SIO29_AThousandAreAwaitedAtMost) {
  Seen& socket = connect();
  for (std::size_t i = 0; i < limits::kSocketIoPendingAcks; ++i) {
    frame(0, socket, R"(42["emit-with-ack"])");
  }
  EXPECT_EQ(socket.frames.size(), limits::kSocketIoPendingAcks);
  frame(0, socket, R"(42["emit-with-ack"])");
  EXPECT_EQ(socket.frames.back(), R"(42["too-many-acks"])");
}

TEST_F(ServerAcks, SIO28_WhoLeavesIsNotWaitedFor) {
  Seen& socket = connect();
  frame(0, socket, R"(42["emit-with-ack"])");
  frame(0, socket, "41");
  frame(0, socket, "40");
  world.advance(1000);
  EXPECT_EQ(socket.frames.back().substr(0, 10), R"(42["auth",)");
  EXPECT_FALSE(socket.closed);
}

}  // namespace
}  // namespace atelier::gateway
