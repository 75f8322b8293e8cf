#include "net/websocket_session.h"

#include <atomic>

#include "gtest/gtest.h"
#include "net/test_support.h"
#include "wire/websocket/frame_writer.h"

namespace atelier::net {
namespace {

namespace ws = wire::websocket;
using Event = ws::FrameReader::Event;
using Exchange = std::unique_ptr<port::HttpExchange>;

// A server whose every request becomes a WebSocket of one RecordingHandler.
struct SocketServer {
  explicit SocketServer(ServerOptions options = {})
      : server(
            [this](Exchange exchange) {
              if (!exchange->is_websocket_upgrade()) return exchange->refuse({.status = 400});
              handler.socket = exchange->accept_websocket(handler, {.max_message_bytes = 8'000'000},
                                                          {{"X-Extra", "yes"}});
            },
            std::move(options)) {}

  RecordingHandler handler;
  TestServer server;
};

TEST(WebSocketSession, UpgradesAndEchoes) {
  SocketServer all;
  TestClient client(all.server.port());
  const TestResponse response = client.upgrade();
  EXPECT_EQ(response.status, 101);
  EXPECT_EQ(response.header("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(response.header("x-extra"), "yes");
  client.send_frame(ws::Opcode::kText, "hello");
  EXPECT_EQ(client.read_frame().payload, "hello");
  client.send_frame(ws::Opcode::kBinary, std::string(3, '\0'));
  const TestFrame binary = client.read_frame();
  EXPECT_EQ(binary.event, Event::kBinary);
  EXPECT_EQ(binary.payload, std::string(3, '\0'));
  EXPECT_EQ(all.server.server().stats().websockets, 1U);
}

TEST(WebSocketSession, FramesRightBehindTheRequestAreNotLost) {
  SocketServer all;
  std::string frames;
  for (const char* text : {"one", "two"}) {
    ws::append_client_frame(frames, {.opcode = ws::Opcode::kText, .key = {9, 9, 9, 9}}, text);
  }
  TestClient client(all.server.port());
  client.upgrade("/", frames);
  EXPECT_EQ(client.read_frame().payload, "one");
  client.send_frame(ws::Opcode::kText, "three");
  EXPECT_EQ(client.read_frame().payload, "two");
  EXPECT_EQ(client.read_frame().payload, "three");
}

TEST(WebSocketSession, AcceptedLaterAlsoWorks) {
  RecordingHandler handler;
  Exchange parked;
  TestServer server([&](Exchange exchange) { parked = std::move(exchange); });
  std::string early;
  ws::append_client_frame(early, {.opcode = ws::Opcode::kText, .key = {1, 1, 1, 1}}, "early");
  TestClient client(server.port());
  std::thread accepting([&] {
    EXPECT_TRUE(eventually([&] { return server.server().stats().requests_total == 1; }));
    server.on_loop([&] { handler.socket = parked->accept_websocket(handler, {}, {}); });
  });
  EXPECT_EQ(client.upgrade("/", early).status, 101);
  EXPECT_EQ(client.read_frame().payload, "early");
  accepting.join();
  server.on_loop([&] { handler.socket.reset(); });
}

TEST(WebSocketSession, BigMessagesBothWays) {
  SocketServer all;
  TestClient client(all.server.port());
  client.upgrade();
  const std::string big(5'000'000, 'b');
  std::thread sender([&] {
    client.send_frame(ws::Opcode::kText, big.substr(0, 2'000'000), false);
    client.send_frame(ws::Opcode::kPing, "between");
    client.send_frame(ws::Opcode::kContinuation, big.substr(2'000'000));
  });
  const TestFrame pong = client.read_frame();
  EXPECT_EQ(pong.event, Event::kPong);
  EXPECT_EQ(pong.payload, "between");
  EXPECT_TRUE(client.read_frame().payload == big);
  sender.join();
  EXPECT_TRUE(eventually([&] { return all.server.server().stats().buffered_bytes == 0; }));
}

TEST(WebSocketSession, ManySendsOfATurnAreOneSystemCall) {
  SocketServer all;
  constexpr int kFrames = 1000;
  all.handler.react = [&](std::string_view) {
    for (int i = 0; i < kFrames; ++i) all.handler.socket->send_text(std::to_string(i));
  };
  TestClient client(all.server.port());
  client.upgrade();
  const std::uint64_t before = all.server.server().stats().write_calls_total;
  client.send_frame(ws::Opcode::kText, "go");
  for (int i = 0; i < kFrames; ++i) ASSERT_EQ(client.read_frame().payload, std::to_string(i));
  EXPECT_LE(all.server.server().stats().write_calls_total, before + 2);
}

TEST(WebSocketSession, SharedFramesAndOwnOnesKeepTheirOrder) {
  SocketServer all;
  const auto run = std::make_shared<std::string>();
  ws::append_frame(*run, ws::Opcode::kText, "a");
  ws::append_frame(*run, ws::Opcode::kText, "b");
  all.handler.react = [&](std::string_view) {
    port::WebSocket& socket = *all.handler.socket;
    socket.send_frames(run, 0, 3);
    socket.send_frames(run, 3, 6);
    socket.send_text("own");
    socket.send_frames(run, 0, 3);
  };
  TestClient client(all.server.port());
  client.upgrade();
  client.send_frame(ws::Opcode::kText, "go");
  for (const char* text : {"a", "b", "own", "a"}) EXPECT_EQ(client.read_frame().payload, text);
}

TEST(WebSocketSession, ARunMayChangeAfterTheTurnEvenWhenItIsNotSentYet) {
  SocketServer all;
  const auto run = std::make_shared<std::string>();
  ws::append_frame(*run, ws::Opcode::kBinary, std::string(20'000'000, 'r'));
  TestClient client(all.server.port());
  client.upgrade();
  all.server.on_loop([&] { all.handler.socket->send_frames(run, 0, run->size()); });
  ASSERT_TRUE(eventually([&] { return all.server.server().stats().buffered_bytes > 0; }));
  all.server.on_loop([&] {
    EXPECT_GT(all.handler.socket->buffered_bytes(), 0U);
    run->assign(run->size(), '?');
  });
  EXPECT_TRUE(client.read_frame().payload == std::string(20'000'000, 'r'));
  EXPECT_TRUE(eventually([&] { return all.handler.writables >= 2; }));
}

TEST(WebSocketSession, WritesFromOnWritableGoOn) {
  int left = 1000;
  struct Sender final : RecordingHandler {
    int left = 1000;
    void on_writable() override {
      if (left-- > 0) socket->send_text(std::to_string(left));
    }
  } sender;
  TestServer server(
      [&](Exchange exchange) { sender.socket = exchange->accept_websocket(sender, {}, {}); });
  TestClient client(server.port());
  client.upgrade();
  while (left-- > 0) ASSERT_EQ(client.read_frame().payload, std::to_string(left));
}

TEST(WebSocketSession, ThePeersCloseIsAnsweredAndTold) {
  SocketServer all;
  TestClient client(all.server.port());
  client.upgrade();
  client.send_frame(ws::Opcode::kClose, std::string("\x0f\xa1why", 5));
  const TestFrame close = client.read_frame();
  EXPECT_EQ(close.event, Event::kClose);
  EXPECT_EQ(close.close_code, 4001);
  EXPECT_TRUE(client.at_end());
  EXPECT_TRUE(eventually([&] { return all.handler.close_code == 4001; }));
}

TEST(WebSocketSession, BrokenFramesAndLongMessagesAreClosed) {
  for (const auto& [bytes, expected] : std::vector<std::pair<std::string, int>>{
           {std::string("\x81\x02hi", 4), 1002},                            // not masked
           {std::string("\x83\x80\0\0\0\0", 6), 1002},                      // unknown opcode
           {std::string("\x81\x81\0\0\0\0\xff", 7), 1007},                  // not UTF-8
           {std::string("\x82\xff\0\0\0\0\1\0\0\0\0\0\0\0", 14), 1009}}) {  // 16 MB
    const int code = expected;
    SocketServer all;
    TestClient client(all.server.port());
    client.upgrade();
    client.send(bytes);
    EXPECT_EQ(client.read_frame().close_code, code);
    EXPECT_TRUE(client.at_end());
    EXPECT_TRUE(eventually([&] { return all.handler.close_code == code; }));
  }
}

TEST(WebSocketSession, WS16_ALongMessageClosesWithTheCodeOfItsOwner) {
  RecordingHandler handler;
  TestServer server([&](Exchange exchange) {
    handler.socket = exchange->accept_websocket(handler, {10, 4413}, {});
  });
  TestClient client(server.port());
  client.upgrade();
  client.send_frame(ws::Opcode::kText, "0123456789");
  EXPECT_EQ(client.read_frame().payload, "0123456789");
  client.send_frame(ws::Opcode::kText, "01234567890");
  EXPECT_EQ(client.read_frame().close_code, 4413);
  EXPECT_TRUE(client.at_end());
  server.on_loop([&] { handler.socket.reset(); });
}

TEST(WebSocketSession, AVanishedPeerIs1006) {
  SocketServer all;
  TestClient client(all.server.port());
  client.upgrade();
  client.reset();
  EXPECT_TRUE(eventually([&] { return all.handler.close_code == 1006; }));
}

TEST(WebSocketSession, OwnCloseIsNotReportedAndEndsWithThePeersAnswer) {
  SocketServer all;
  TestClient client(all.server.port());
  client.upgrade();
  all.server.on_loop([&] {
    all.handler.socket->send_text("last");
    all.handler.socket->close(4003, "bye");
    all.handler.socket->close(1000, "again");
    all.handler.socket->send_text("too late");
    all.handler.socket.reset();
  });
  EXPECT_EQ(client.read_frame().payload, "last");
  const TestFrame close = client.read_frame();
  EXPECT_EQ(close.close_code, 4003);
  EXPECT_EQ(close.payload, "bye");
  client.send_frame(ws::Opcode::kClose, std::string("\x0f\xa3", 2));
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(all.handler.close_code, -1);
}

TEST(WebSocketSession, CloseWithoutACode) {
  SocketServer all;
  TestClient client(all.server.port());
  client.upgrade();
  all.server.on_loop([&] { all.handler.socket->close(0, ""); });
  EXPECT_EQ(client.read_exactly(2), std::string("\x88\x00", 2));
}

TEST(WebSocketSession, ACloseThatIsNotAnsweredEndsByItself) {
  ServerOptions options;
  options.timeouts.close_frame_ms = 30;
  SocketServer all(options);
  TestClient client(all.server.port());
  client.upgrade();
  all.server.on_loop([&] { all.handler.socket->close(1000, ""); });
  EXPECT_EQ(client.read_frame().event, Event::kClose);
  EXPECT_TRUE(client.at_end());
  EXPECT_TRUE(eventually([&] { return all.server.server().stats().connections == 0; }));
}

TEST(WebSocketSession, TheSocketMayBeDestroyedInsideEveryCall) {
  {
    SocketServer all;
    all.handler.react = [&](std::string_view) { all.handler.socket.reset(); };
    TestClient client(all.server.port());
    client.upgrade();
    std::string frames;
    for (int i = 0; i < 3; ++i) {
      ws::append_client_frame(frames, {.opcode = ws::Opcode::kText, .key = {1, 2, 3, 4}}, "x");
    }
    client.send(frames);
    client.read_to_end();
    EXPECT_TRUE(eventually([&] { return all.server.server().stats().connections == 0; }));
    // It counts once the call in which the socket went has come back.
    EXPECT_TRUE(eventually([&] { return all.handler.messages == 1; }));
    EXPECT_EQ(all.handler.close_code, -1);
  }
  {
    SocketServer all;
    all.handler.react_to_close = [&] { all.handler.socket.reset(); };
    TestClient client(all.server.port());
    client.upgrade();
    client.send_frame(ws::Opcode::kClose, "");
    EXPECT_EQ(client.read_frame().event, Event::kClose);
    EXPECT_TRUE(eventually([&] { return all.handler.close_code == 1005; }));
  }
  {
    SocketServer all;
    all.handler.react = [&](std::string_view) { all.handler.socket->abort(); };
    TestClient client(all.server.port());
    client.upgrade();
    client.send_frame(ws::Opcode::kText, "x");
    client.read_to_end();
    EXPECT_EQ(all.handler.close_code, -1);
  }
}

TEST(WebSocketSession, AcceptingAPeerThatHasGoneReports1006) {
  RecordingHandler handler;
  Exchange parked;
  std::atomic<bool> gone{false};
  TestServer server([&](Exchange exchange) {
    exchange->on_abort([&] { gone = true; });
    parked = std::move(exchange);
  });
  {
    TestClient client(server.port());
    client.send(
        "GET / HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server.server().stats().requests_total == 1; }));
  }
  ASSERT_TRUE(eventually([&] { return gone.load(); }));
  server.on_loop([&] {
    handler.socket = parked->accept_websocket(handler, {}, {});
    handler.socket->send_text("into the void");
    EXPECT_EQ(handler.close_code, -1);
  });
  EXPECT_TRUE(eventually([&] { return handler.close_code == 1006; }));
  server.on_loop([&] { handler.socket.reset(); });
}

TEST(WebSocketSession, AnUpgradeMayBeAnsweredAsHttp) {
  TestServer server([](Exchange exchange) {
    if (exchange->is_websocket_upgrade()) {
      exchange->respond({.status = 404, .headers = {}, .body = "no"});
    } else {
      exchange->respond({.status = 200, .headers = {}, .body = "yes"});
    }
  });
  TestClient client(server.port());
  EXPECT_EQ(client.upgrade().status, 404);
  EXPECT_EQ(client.read_exactly(2), "no");
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "yes");
}

}  // namespace
}  // namespace atelier::net
