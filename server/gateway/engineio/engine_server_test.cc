#include "gateway/engineio/engine_server.h"

#include <gtest/gtest.h>

#include "gateway/engineio/engine_rig_test_support.h"

namespace atelier::gateway {
namespace {

using engine_test::Seen;
using Frames = std::vector<std::string>;

class EngineServerTest : public engine_test::EngineRig {};

TEST_F(EngineServerTest, EIO4_EIO7_HandshakeAndEcho) {
  start({});
  Seen& opened = ask(0, "EIO=4&transport=polling");
  ASSERT_EQ(opened.status(), 200);
  EXPECT_TRUE(opened.body().starts_with("0{\"sid\":\""));
  EXPECT_EQ(opened.header("Content-Type"), "text/plain; charset=UTF-8");
  EXPECT_EQ(opened.header("Cache-Control"), "no-store");
  const std::string session = open(0);
  Seen& sent = post(0, session,
                    "4a\x1e"
                    "4b");
  EXPECT_EQ(sent.body(), "ok");
  EXPECT_EQ(sent.header("Content-Type"), "text/html");
  EXPECT_EQ(ask(0, session).body(),
            "4a\x1e"
            "4b");
}

TEST_F(EngineServerTest, EIO2_Refusals) {
  start({});
  Seen& unknown = ask(0, "EIO=4&transport=abc");
  EXPECT_EQ(unknown.status(), 400);
  EXPECT_EQ(unknown.body(), R"({"code":0,"message":"Transport unknown"})");
  EXPECT_EQ(unknown.header("Content-Type"), "application/json");
  Seen& upgrade = ask(0, "EIO=3&transport=websocket", {.upgrade = true});
  EXPECT_TRUE(upgrade.raw);
  EXPECT_EQ(upgrade.status(), 400);
  EXPECT_EQ(upgrade.body(), "Unsupported protocol version");
  EXPECT_EQ(upgrade.header("Content-Type"), "text/html");
  const std::string session = open(0);
  EXPECT_EQ(ask(0, session, {.method = "PUT"}).status(), 400);  // EIO11
  EXPECT_EQ(post(0, session, "4x").status(), 200);
}

TEST_F(EngineServerTest, EIO5_AnOlderClientIsToldAndCut) {
  start({});
  Seen& polling = ask(0, "EIO=3&transport=polling");
  EXPECT_TRUE(polling.raw);
  EXPECT_EQ(polling.status(), 400);
  EXPECT_EQ(polling.body(), R"({"code":5,"message":"Unsupported protocol version"})");
  EXPECT_EQ(polling.header("Content-Type"), "application/json");
  EXPECT_EQ(servers[0]->sessions(), 0u);
}

TEST_F(EngineServerTest, AUTH51_AHandshakeMaySetACookieOnce) {
  EngineOptions options;
  options.introduce = [](port::HttpRequest& request) {
    request.headers.emplace_back("cookie", "a=b");
    return std::string("a=b; Path=/");
  };
  start(options);
  Seen& opened = ask(0, "EIO=4&transport=polling");
  EXPECT_EQ(opened.header("Set-Cookie"), "a=b; Path=/");
  const std::string session = open(0);
  post(0, session, "4x");
  EXPECT_EQ(ask(0, session).header("Set-Cookie"), "");
  Seen& socket = ask(0, "EIO=4&transport=websocket", {.upgrade = true});
  ASSERT_EQ(socket.upgrade_headers.size(), 1u);
  EXPECT_EQ(socket.upgrade_headers[0].first, "Set-Cookie");
  Seen& probe = ask(0, as_websocket(session), {.upgrade = true});
  EXPECT_TRUE(probe.upgrade_headers.empty());
}

TEST_F(EngineServerTest, EIO10_PolicyRefusesWith403) {
  EngineOptions options;
  options.allow = [](const port::HttpRequest& request) {
    return request.header("origin") != "http://evil.example";
  };
  start(options);
  const port::HeaderList evil{{"origin", "http://evil.example"}};
  Seen& upgrade = ask(0, "EIO=4&transport=websocket", {.headers = evil, .upgrade = true});
  EXPECT_EQ(upgrade.status(), 403);
  Seen& poll = ask(0, "EIO=4&transport=polling", {.headers = evil});
  EXPECT_EQ(poll.status(), 403);
  EXPECT_EQ(poll.body(), R"({"code":4,"message":"Forbidden"})");
}

TEST_F(EngineServerTest, EIO14_PollsAndPostsOfAnotherLoop) {
  start({});
  const std::string session = open(0);
  Seen& parked = ask(1, session);
  run();
  EXPECT_EQ(parked.status(), 0);
  Seen& sent = post(1, session, "4hello");
  run();
  EXPECT_EQ(sent.body(), "ok");
  EXPECT_EQ(parked.body(), "4hello");
  EXPECT_EQ(servers[0]->sessions(), 1u);
  EXPECT_EQ(servers[1]->sessions(), 0u);
}

TEST_F(EngineServerTest, EIO14_EIO37_AbortOnAnotherLoop) {
  start({});
  const std::string session = open(0);
  Seen& parked = ask(1, session);
  run();
  ASSERT_TRUE(parked.on_abort);
  second.run_now([&] { parked.on_abort(); });
  run();
  EXPECT_EQ(servers[0]->sessions(), 0u);
  EXPECT_EQ(ask(0, session).status(), 400);
}

TEST_F(EngineServerTest, EIO14_EIO37_AbortBeforeTheOtherLoopKnows) {
  start({});
  const std::string session = open(0);
  Seen& poll = ask(1, session);
  second.run_now([&] { poll.on_abort(); });
  run();
  EXPECT_EQ(servers[0]->sessions(), 0u);
}

TEST_F(EngineServerTest, EIO37_EIO59_AbortOfAPollThatWaitsForFrames) {
  start({});
  const std::string session = open(0);
  Seen& socket = ask(0, as_websocket(session), {.upgrade = true});
  Seen& poll = ask(0, session);
  first.run_now([&] { poll.on_abort(); });
  run();
  EXPECT_TRUE(poll.dropped);
  frame(0, socket, "5");
  EXPECT_EQ(socket.frames, Frames{});
  EXPECT_EQ(servers[0]->sessions(), 1u);
}

TEST_F(EngineServerTest, EIO14_WebSocketOfAnotherLoop) {
  start({});
  const std::string session = open(0);
  Seen& socket = ask(1, as_websocket(session), {.upgrade = true});
  run();
  frame(1, socket, "2probe");
  frame(1, socket, "5");
  frame(1, socket, "4hello");
  second.run_now([&] { socket.handler->on_binary("raw"); });
  run();
  EXPECT_EQ(socket.frames, (Frames{"3probe", "4hello", "binary raw"}));
  frame(1, socket, "1");
  run();
  EXPECT_EQ(socket.closed, 0);
  EXPECT_EQ(servers[0]->sessions(), 0u);
}

TEST_F(EngineServerTest, EIO14_LostWebSocketOfAnotherLoop) {
  start({});
  const std::string session = open(0);
  Seen& socket = ask(1, as_websocket(session), {.upgrade = true});
  run();
  frame(1, socket, "5");
  second.run_now([&] { socket.handler->on_close(1006); });
  run();
  EXPECT_EQ(servers[0]->sessions(), 0u);
  EXPECT_EQ(socket.handler, nullptr);
}

TEST_F(EngineServerTest, EIO15_TooManySessions) {
  start({.max_sessions = 2});
  open(0);
  open(0);
  EXPECT_EQ(ask(0, "EIO=4&transport=polling").status(), 503);
  EXPECT_EQ(ask(0, "EIO=4&transport=websocket", {.upgrade = true}).status(), 503);
  EXPECT_EQ(ask(1, "EIO=4&transport=polling").status(), 200);
}

TEST_F(EngineServerTest, EIO32_SecondPoll) {
  start({});
  const std::string session = open(0);
  Seen& waiting = ask(0, session);
  EXPECT_EQ(ask(0, session).status(), 400);
  EXPECT_EQ(waiting.body(), "1");
  EXPECT_EQ(ask(0, session).body(), R"({"code":1,"message":"Session ID unknown"})");
}

TEST_F(EngineServerTest, EIO33_SecondPostWhileOneIsComing) {
  start({});
  port::HttpRequest head;
  head.method = "POST";
  head.headers = {{"content-length", "2"}};
  const std::string session = open(0);
  head.query = session;
  const auto note = [&](std::size_t loop) {
    loops[loop]->run_now([&] { EXPECT_EQ(all[loop]->max_body_bytes(head), 1'000'000u); });
    run();
  };
  for (int i = 0; i < 3; ++i) {  // one after the other
    note(i % 2);
    EXPECT_EQ(post(0, session, "4a").status(), 200);
  }
  note(0);
  note(1);
  Seen& later = post(1, session, "4a");
  run();
  EXPECT_EQ(later.status(), 400);
  EXPECT_EQ(post(0, session, "4a").body(), R"({"code":1,"message":"Session ID unknown"})");
}

TEST_F(EngineServerTest, EIO34_OctetStream) {
  start({});
  const std::string session = open(0);
  const port::HeaderList type{{"content-type", "application/octet-stream"}};
  EXPECT_EQ(ask(0, session, {.method = "POST", .body = "4a", .headers = type}).status(), 400);
  EXPECT_EQ(servers[0]->sessions(), 0u);
}

TEST_F(EngineServerTest, EIO40_EIO41_TimersAreExact) {
  start({.ping_interval_ms = 300, .ping_timeout_ms = 200});
  Seen& socket = ask(0, "EIO=4&transport=websocket", {.upgrade = true});
  world.advance(299);
  EXPECT_EQ(socket.frames.size(), 1u);
  world.advance(1);
  EXPECT_EQ(socket.frames.back(), "2");
  world.advance(150);
  frame(0, socket, "3");
  world.advance(300);
  EXPECT_EQ(socket.frames.size(), 3u);
  world.advance(199);
  EXPECT_FALSE(socket.closed);
  world.advance(1);
  EXPECT_EQ(socket.closed, 0);
  EXPECT_EQ(servers[0]->sessions(), 0u);
}

TEST_F(EngineServerTest, EIO57_SecondWebSocketOpensAndCloses) {
  start({});
  const std::string session = open(0);
  Seen& probe = ask(0, as_websocket(session), {.upgrade = true});
  for (const std::size_t loop : {0, 1}) {
    Seen& extra = ask(loop, as_websocket(session), {.upgrade = true});
    run();
    EXPECT_FALSE(extra.response);
    EXPECT_EQ(extra.closed, 0);
    EXPECT_EQ(extra.handler, nullptr);
  }
  frame(0, probe, "5");
  Seen& late = ask(0, as_websocket(session), {.upgrade = true});
  run();
  EXPECT_EQ(late.closed, 0);
  EXPECT_FALSE(probe.closed);
}

// The poll is read before the frames that arrived before it; on which loops each of them lives
// makes no difference, nor does the order in which the loops run.
TEST_F(EngineServerTest, EIO58_EIO59_FramesBeforeThePollCountFirst) {
  start({});
  for (int round = 0; round < 64; ++round) {
    const std::size_t socket_loop = round % 2;
    const std::size_t poll_loop = round / 2 % 2;
    const std::string session = open(round / 4 % 2);
    Seen& socket = ask(socket_loop, as_websocket(session), {.upgrade = true});
    run();
    Seen& poll = ask(poll_loop, session);
    // What the socket's loop finds ready in its next turn.
    loops[socket_loop]->run_now([&] {
      socket.handler->on_text("2probe");
      socket.handler->on_text("5");
    });
    run();
    EXPECT_EQ(poll.status(), 400) << round;
    EXPECT_EQ(socket.frames, Frames{"3probe"}) << round;
  }
}

TEST_F(EngineServerTest, SIO42_ReadersThatDoNotReadAreClosed) {
  start({});
  Seen& socket = ask(0, "EIO=4&transport=websocket", {.upgrade = true});
  socket.buffered = limits::kSocketIoOutboxBytes;
  frame(0, socket, "4fits");
  EXPECT_EQ(socket.frames.back(), "4fits");
  socket.buffered = limits::kSocketIoOutboxBytes + 1;
  frame(0, socket, "4too much");
  run();
  EXPECT_EQ(socket.frames.back(), "4fits");
  EXPECT_EQ(socket.closed, 0);

  const std::string session = open(0);
  const std::string message = "4" + std::string(900'000, 'x');
  for (int i = 0; i < 18; ++i) EXPECT_EQ(post(0, session, message).status(), 200);
  EXPECT_EQ(post(0, session, message).status(), 200);
  EXPECT_EQ(post(0, session, message).status(), 200);
  run();
  const std::string last = ask(0, session).body();
  EXPECT_TRUE(
      last.ends_with("\x1e"
                     "1"));
  EXPECT_EQ(servers[0]->sessions(), 0u);
}

TEST_F(EngineServerTest, EIO46_DrainEndsAllSessions) {
  start({});
  const std::string session = open(0);
  Seen& parked = ask(0, session);
  Seen& socket = ask(0, "EIO=4&transport=websocket", {.upgrade = true});
  first.run_now([&] { servers[0]->drain(); });
  run();
  EXPECT_EQ(parked.body(), "1");
  EXPECT_EQ(socket.closed, 0);
  EXPECT_EQ(ask(0, "EIO=4&transport=polling").status(), 503);
}

}  // namespace
}  // namespace atelier::gateway
