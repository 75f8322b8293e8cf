// What net answers by itself: bad input, too much of it, and too slow.
#include <atomic>

#include "base/limits.h"
#include "gtest/gtest.h"
#include "net/test_support.h"

namespace atelier::net {
namespace {

using Exchange = std::unique_ptr<port::HttpExchange>;

void answer_ok(Exchange exchange) {
  exchange->respond({.status = 200, .headers = {}, .body = "ok"});
}

ServerOptions short_timeouts() {
  ServerOptions options;
  options.timeouts.header_ms = 30;
  options.timeouts.body_ms = 30;
  options.timeouts.idle_ms = 30;
  options.timeouts.linger_ms = 50;
  return options;
}

struct BadRequest {
  const char* name;
  std::string bytes;
  int status;
  const char* code;
};

TEST(HttpLimits, AnswersWhatItRefusesAndCloses) {
  const std::vector<BadRequest> requests = {
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400, "invalid"},
      {"bad escape", "GET /%zz HTTP/1.1\r\nHost: t\r\n\r\n", 400, "invalid"},
      {"no request", "\x16\x03\x01\x02\r\n\r\n", 400, "invalid"},
      {"version", "GET / HTTP/2.0\r\nHost: t\r\n\r\n", 505, "unsupported"},
      {"long target", "GET /" + std::string(limits::kHttpTargetBytes, 'a') + " HTTP/1.1\r\n\r\n",
       414, "too_large"},
      {"long header",
       "GET / HTTP/1.1\r\nHost: t\r\nX: " + std::string(limits::kHttpHeaderBlockBytes, 'a') +
           "\r\n\r\n",
       431, "too_large"},
      {"coding", "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501,
       "unsupported"},
      {"big body", "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1000001\r\n\r\n", 413,
       "too_large"},
      {"big chunk", "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
       413, "too_large"},
      {"websocket version",
       "GET / HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
       "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
       426, "unsupported"},
  };
  TestServer server(answer_ok);
  for (const BadRequest& request : requests) {
    TestClient client(server.port());
    client.send(request.bytes);
    const TestResponse response = client.read_response();
    EXPECT_EQ(response.status, request.status) << request.name;
    EXPECT_NE(response.head.find("Connection: close"), std::string::npos) << request.name;
    EXPECT_EQ(response.header("content-type"), "application/json") << request.name;
    EXPECT_EQ(response.body.find("{\"error\":{\"code\":\"" + std::string(request.code) +
                                 "\",\"message\":\""),
              0U)
        << request.name << response.body;
    EXPECT_TRUE(client.at_end()) << request.name;
  }
  EXPECT_EQ(server.server().stats().request_errors_total, requests.size());
}

TEST(HttpLimits, AClientThatGoesOnSendingStillReadsThe413) {
  TestServer server(answer_ok);
  TestClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 3000000\r\n\r\n");
  client.send(std::string(3'000'000, 'x'));
  EXPECT_EQ(client.read_response().status, 413);
  EXPECT_TRUE(client.at_end());
}

TEST(HttpLimits, ExpectContinueIsNotEncouragedWhenTheBodyIsTooLarge) {
  TestServer server(answer_ok);
  TestClient client(server.port());
  client.send(
      "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 3000000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_response().status, 413);
}

TEST(HttpLimits, ASlowHeadGetsA408) {
  TestServer server(answer_ok, short_timeouts());
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHo");
  EXPECT_EQ(client.read_response().status, 408);
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(server.server().stats().timeouts_total, 1U);
}

TEST(HttpLimits, BytesDoNotMoveTheDeadlineOfAHead) {
  TestServer server(answer_ok, short_timeouts());
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n");
  while (server.server().stats().timeouts_total == 0 && client.send("X")) std::this_thread::yield();
  EXPECT_NE(client.read_to_end().find("HTTP/1.1 4"), std::string::npos);
}

TEST(HttpLimits, ASlowBodyGetsA408AndASteadyOneIsTaken) {
  ServerOptions options = short_timeouts();
  options.timeouts.header_ms = 10'000;
  TestServer server(answer_ok, options);
  TestClient slow(server.port());
  slow.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 100\r\n\r\nabc");
  EXPECT_EQ(slow.read_response().status, 408);

  TestClient steady(server.port());
  steady.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 600000\r\n\r\n");
  for (int i = 0; i < 60; ++i) steady.send(std::string(10'000, 'x'));
  EXPECT_EQ(steady.read_response().status, 200);
}

TEST(HttpLimits, BodiesOfAllConnectionsTogetherAreBounded) {
  ServerOptions options;
  options.max_body_bytes_in_flight = 500'000;
  TestServer server(answer_ok, options);
  const std::string head = "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 900000\r\n\r\n";
  TestClient first(server.port());
  first.send(head + std::string(450'000, 'x'));
  ASSERT_TRUE(eventually([&] { return server.server().stats().bytes_in_total > 450'000; }));
  TestClient second(server.port());
  second.send(head + std::string(300'000, 'x'));
  EXPECT_EQ(second.read_response().status, 503);
  TestClient small(server.port());  // small bodies always have their place
  small.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 50000\r\n\r\n" +
             std::string(50'000, 'x'));
  EXPECT_EQ(small.read_response().status, 200);
  first.reset();
  ASSERT_TRUE(eventually([&] { return server.server().stats().connections <= 2; }));
  TestClient third(server.port());
  third.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 300000\r\n\r\n" +
             std::string(300'000, 'x'));
  EXPECT_EQ(third.read_response().status, 200);
}

TEST(HttpLimits, SilentConnectionsCloseWithoutAWord) {
  TestServer server(answer_ok, short_timeouts());
  TestClient fresh(server.port());
  EXPECT_EQ(fresh.read_to_end(), "");
  TestClient kept(server.port());
  kept.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(kept.read_response().status, 200);
  EXPECT_EQ(kept.read_to_end(), "");
  EXPECT_TRUE(eventually([&] { return server.server().stats().connections <= 2; }));
}

TEST(HttpLimits, AParkedRequestMayTakeLongerThanEveryTimeout) {
  Exchange parked;
  TestServer server([&](Exchange exchange) { parked = std::move(exchange); }, short_timeouts());
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return server.server().stats().requests_total == 1; }));
  server.on_loop([&] { server.loop().run_after(120, [&] { answer_ok(std::move(parked)); }); });
  EXPECT_EQ(client.read_response().body, "ok");
}

TEST(HttpLimits, AClientThatTakesNothingIsDropped) {
  ServerOptions options = short_timeouts();
  options.timeouts.write_ms = 50;
  std::atomic<int> handled{0};
  TestServer server(
      [&](Exchange exchange) {
        ++handled;
        exchange->respond({.status = 200, .headers = {}, .body = std::string(20'000'000, 'x')});
      },
      options);
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return handled == 1; }));
  EXPECT_TRUE(eventually([&] { return server.server().stats().connections == 0; }));
  EXPECT_EQ(server.server().stats().buffered_bytes, 0U);
}

TEST(HttpLimits, WhoAsksWithoutReadingGetsNoFurtherAnswers) {
  std::atomic<int> handled{0};
  TestServer server([&](Exchange exchange) {
    ++handled;
    exchange->respond({.status = 200, .headers = {}, .body = std::string(1'000'000, 'x')});
  });
  constexpr int kRequests = 500;
  TestClient client(server.port());
  std::string requests;
  for (int i = 0; i < kRequests; ++i) requests += "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
  client.send(requests);
  ASSERT_TRUE(eventually([&] { return server.server().stats().buffered_bytes > 0; }));
  TestClient other(server.port());
  other.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(other.read_response().status, 200);
  EXPECT_LT(handled, 60);  // as many as the kernel takes, and one more
  for (int i = 0; i < kRequests; ++i) ASSERT_EQ(client.read_response().body.size(), 1'000'000U);
  EXPECT_EQ(handled, kRequests + 1);
}

TEST(HttpLimits, PipelinedRequestsLeaveOthersTheirTurn) {
  std::vector<char> order;  // of the loop
  TestServer server([&](Exchange exchange) {
    order.push_back(exchange->request().path.back());
    answer_ok(std::move(exchange));
  });
  constexpr int kRequests = 1000;
  std::string requests;
  for (int i = 0; i < kRequests; ++i) requests += "GET /a HTTP/1.1\r\nHost: t\r\n\r\n";
  TestClient many(server.port());
  TestClient one(server.port());
  ASSERT_TRUE(eventually([&] { return server.server().stats().connections == 2; }));
  server.on_loop([&] {  // both are there before the loop looks
    many.send(requests);
    one.send("GET /b HTTP/1.1\r\nHost: t\r\n\r\n");
  });
  for (int i = 0; i < kRequests; ++i) ASSERT_EQ(many.read_response().status, 200);
  EXPECT_EQ(one.read_response().status, 200);
  server.on_loop([&] { EXPECT_NE(order.back(), 'b'); });
}

TEST(HttpLimits, ConnectionsBeyondTheLimitAreRefused) {
  ServerOptions options;
  options.max_connections = 1;
  TestServer server(answer_ok, options);
  TestClient first(server.port());
  first.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(first.read_response().status, 200);
  TestClient second(server.port());
  EXPECT_EQ(second.read_to_end(), "");
  EXPECT_EQ(server.server().stats().refused_total, 1U);
}

}  // namespace
}  // namespace atelier::net
