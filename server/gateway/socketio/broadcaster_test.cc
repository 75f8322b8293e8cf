#include "gateway/socketio/broadcaster.h"

#include <gtest/gtest.h>

#include "gateway/socketio/socketio_rig_test_support.h"

namespace atelier::gateway {
namespace {

using core::DeliveryClass;
using engine_test::Seen;
using Frames = std::vector<std::string>;

// Accepts everyone and keeps the sockets.
class Accepting final : public SocketIoApplication {
 public:
  class Handler final : public SocketHandler {
   public:
    Handler(Accepting& all, Socket& socket) : all_(all), socket_(socket) { socket.accept(); }
    void on_event(const wire::socketio::Incoming& event) override {
      if (event.ack_id) socket_.ack(*event.ack_id, {"[]"});
    }
    void on_disconnect() override { std::erase(all_.sockets, &socket_); }

   private:
    Accepting& all_;
    Socket& socket_;
  };
  std::unique_ptr<SocketHandler> connect(Socket& socket, std::string_view) override {
    sockets.push_back(&socket);
    return std::make_unique<Handler>(*this, socket);
  }
  std::vector<Socket*> sockets;
};

class BroadcasterTest : public engine_test::SocketIoRig<Accepting> {
 protected:
  static core::Delivery delivery(DeliveryClass kind, std::string args, std::string key = {}) {
    core::Delivery made;
    made.room = "r";
    made.name = "e";
    made.args = std::move(args);
    made.kind = kind;
    made.key = std::move(key);
    return made;
  }
  void publish(const core::Delivery& delivery) {
    first.run_now([&] { broadcaster.publish(namespaces.sockets, delivery); });
  }

  metrics::Counter delivered, dropped, closed;
  Broadcaster broadcaster{first, {delivered, dropped, closed}};
};

TEST_F(BroadcasterTest, SIO43_OneRunForAllWebSockets) {
  Seen& one = connect();
  Seen& two = connect();
  const std::string session = open(0);
  ASSERT_EQ(post(0, session, "40").status(), 200);
  ask(0, session);
  Seen& poll = ask(0, session);
  publish(delivery(DeliveryClass::kVolatile, "[1.0]"));
  EXPECT_EQ(one.frames, Frames{R"(run 42["e",1.0])"});
  EXPECT_EQ(two.frames, Frames{R"(run 42["e",1.0])"});
  EXPECT_EQ(poll.body(), R"(42["e",1.0])");
  EXPECT_EQ(delivered.value(), 3u);
}

TEST_F(BroadcasterTest, SIO34_SIO44_OrderWithPrivatePacketsAndAttachments) {
  Seen& one = connect();
  first.run_now([&] {
    broadcaster.publish(namespaces.sockets, delivery(DeliveryClass::kDurable, "[1]"));
    one.handler->on_text(R"(421["ask"])");
    core::Delivery binary = delivery(DeliveryClass::kDurable, R"([{"_placeholder":true,"num":0}])");
    binary.attachments = std::make_shared<const std::vector<std::string>>(1, "bytes");
    broadcaster.publish(namespaces.sockets, binary);
    broadcaster.publish(namespaces.sockets, delivery(DeliveryClass::kDurable, "[2]"));
  });
  EXPECT_EQ(one.frames,
            (Frames{R"(run 42["e",1])", "431[]", R"(451-["e",{"_placeholder":true,"num":0}])",
                    "binary bytes", R"(run 42["e",2])"}));
}

TEST_F(BroadcasterTest, SIO40_VolatileEventsAreDroppedForSlowReaders) {
  Seen& slow = connect();
  Seen& fast = connect();
  slow.buffered = limits::kSocketIoWritableBytes + 1;
  publish(delivery(DeliveryClass::kVolatile, "[1]"));
  publish(delivery(DeliveryClass::kDurable, "[2]"));
  EXPECT_EQ(slow.frames, Frames{R"(run 42["e",2])"});
  EXPECT_EQ(fast.frames.size(), 2u);
  EXPECT_EQ(dropped.value(), 1u);
}

TEST_F(BroadcasterTest, SIO41_KeyedEventsWaitAndTheNewestWins) {
  Seen& slow = connect();
  slow.buffered = limits::kSocketIoWritableBytes + 1;
  publish(delivery(DeliveryClass::kKeyed, "[1]", "a"));
  publish(delivery(DeliveryClass::kKeyed, "[2]", "b"));
  publish(delivery(DeliveryClass::kKeyed, "[3]", "a"));
  EXPECT_EQ(slow.frames, Frames{});
  slow.buffered = 0;
  first.run_now([&] { slow.handler->on_writable(); });
  EXPECT_EQ(slow.frames, (Frames{R"(42["e",2])", R"(42["e",3])"}));
  publish(delivery(DeliveryClass::kKeyed, "[4]", "a"));
  EXPECT_EQ(slow.frames.back(), R"(run 42["e",4])");
}

TEST_F(BroadcasterTest, SIO41_AnOlderOneNeverComesLater) {
  Seen& slow = connect();
  slow.buffered = limits::kSocketIoWritableBytes + 1;
  publish(delivery(DeliveryClass::kKeyed, "[1]", "a"));
  slow.buffered = 0;  // on_writable has not come yet
  publish(delivery(DeliveryClass::kKeyed, "[2]", "a"));
  first.run_now([&] { slow.handler->on_writable(); });
  EXPECT_EQ(slow.frames, Frames{R"(42["e",2])"});
}

TEST_F(BroadcasterTest, SIO41_KeysAreBounded) {
  Seen& slow = connect();
  slow.buffered = limits::kSocketIoWritableBytes + 1;
  for (std::size_t i = 0; i <= limits::kSocketIoKeyedPerConnection; ++i) {
    publish(delivery(DeliveryClass::kKeyed, "[" + std::to_string(i) + "]", std::to_string(i)));
  }
  slow.buffered = 0;
  first.run_now([&] { slow.handler->on_writable(); });
  EXPECT_EQ(slow.frames.size(), limits::kSocketIoKeyedPerConnection);
  EXPECT_EQ(slow.frames.front(), R"(42["e",1])");
}

TEST_F(BroadcasterTest, SIO42_DurableEventsCloseFullConnections) {
  Seen& slow = connect();
  Seen& fast = connect();
  slow.buffered = limits::kSocketIoOutboxBytes + 1;
  publish(delivery(DeliveryClass::kDurable, "[1]"));
  run();
  EXPECT_EQ(slow.closed, 0);
  EXPECT_EQ(fast.frames, Frames{R"(run 42["e",1])"});
  EXPECT_EQ(namespaces.sockets.size(), 1u);
  EXPECT_EQ(closed.value(), 1u);
}

}  // namespace
}  // namespace atelier::gateway
