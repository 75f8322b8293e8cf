#include "net/http_session.h"

#include <atomic>

#include "gtest/gtest.h"
#include "net/test_support.h"

namespace atelier::net {
namespace {

using Exchange = std::unique_ptr<port::HttpExchange>;

// Answers with "<method> <path>?<query> <body>".
void echo(Exchange exchange) {
  const port::HttpRequest& request = exchange->request();
  std::string body = request.method + " " + request.path + "?" + request.query + " " + request.body;
  exchange->respond({.status = 200, .headers = {{"X-Test", "1"}}, .body = std::move(body)});
}

TEST(HttpSession, KeepsTheConnectionAndAddsItsHeaders) {
  TestServer server(echo);
  TestClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /a%20b?x=1 HTTP/1.1\r\nHost: t\r\n\r\n");
    const TestResponse response = client.read_response();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "GET /a b?x=1 ");
    EXPECT_EQ(response.header("x-test"), "1");
    EXPECT_EQ(response.header("connection"), "(none)");
    EXPECT_EQ(response.header("date").size(), 29U);
  }
  EXPECT_EQ(server.server().stats().accepted_total, 1U);
  EXPECT_EQ(server.server().stats().requests_total, 3U);
}

TEST(HttpSession, PipelinedAnswersComeInOrderAndInOneWrite) {
  TestServer server(echo);
  TestClient client(server.port());
  std::string requests;
  constexpr int kRequests = 40;
  for (int i = 0; i < kRequests; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: t\r\n\r\n";
  }
  client.send(requests);
  for (int i = 0; i < kRequests; ++i) {
    EXPECT_EQ(client.read_response().body, "GET /" + std::to_string(i) + "? ");
  }
  EXPECT_LE(server.server().stats().write_calls_total, 4U);
}

TEST(HttpSession, PipelinedRequestsWaitForAParkedAnswer) {
  std::vector<Exchange> parked;
  std::atomic<int> seen{0};
  TestServer server([&](Exchange exchange) {
    ++seen;
    if (exchange->request().path == "/slow") {
      parked.push_back(std::move(exchange));
    } else {
      echo(std::move(exchange));
    }
  });
  TestClient client(server.port());
  client.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\nGET /2 HTTP/1.1\r\nHost: t\r\n\r\nGET /3 HT");
  ASSERT_TRUE(eventually([&] { return seen == 1; }));
  client.send("TP/1.1\r\nHost: t\r\n\r\n");
  server.on_loop([&] { EXPECT_EQ(parked.size(), 1U); });
  EXPECT_EQ(seen, 1);
  server.on_loop([&] {
    echo(std::move(parked[0]));
    parked.clear();
  });
  EXPECT_EQ(client.read_response().body, "GET /slow? ");
  EXPECT_EQ(client.read_response().body, "GET /2? ");
  EXPECT_EQ(client.read_response().body, "GET /3? ");
}

TEST(HttpSession, AFloodBehindAParkedRequestStaysInTheKernel) {
  std::vector<Exchange> parked;
  std::atomic<int> seen{0};
  TestServer server([&](Exchange exchange) {
    if (++seen == 1) {
      parked.push_back(std::move(exchange));
    } else {
      echo(std::move(exchange));
    }
  });
  TestClient client(server.port());
  std::string requests;
  constexpr int kRequests = 10'000;
  for (int i = 0; i < kRequests; ++i) requests += "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
  std::thread sender([&] { EXPECT_TRUE(client.send(requests)); });
  ASSERT_TRUE(eventually([&] { return server.server().stats().bytes_in_total > 64 * 1024; }));
  server.on_loop([&] {
    EXPECT_LT(server.server().stats().bytes_in_total, 256U * 1024);
    parked[0]->respond({.status = 200, .headers = {}, .body = "first"});
    parked.clear();
  });
  EXPECT_EQ(client.read_response().body, "first");
  for (int i = 1; i < kRequests; ++i) ASSERT_EQ(client.read_response().body, "GET /? ");
  sender.join();
}

TEST(HttpSession, HeadHasTheHeadersOfGetAndNoBody) {
  TestServer server(echo);
  TestClient client(server.port());
  client.send("HEAD /x HTTP/1.1\r\nHost: t\r\n\r\nGET /y HTTP/1.1\r\nHost: t\r\n\r\n");
  const TestResponse head = client.read_response(true);
  EXPECT_EQ(head.header("content-length"), "9");
  EXPECT_EQ(client.read_response().body, "GET /y? ");
}

TEST(HttpSession, AnswersWithoutABodyHaveNoLength) {
  TestServer server([](Exchange exchange) { exchange->respond({.status = 204}); });
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  const TestResponse response = client.read_response();
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.header("content-length"), "(none)");
}

TEST(HttpSession, TakesChunkedBodiesAndSaysContinue) {
  TestServer server(echo);
  TestClient client(server.port());
  client.send(
      "POST /c HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("3\r\nabc\r\n");
  client.send("2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "POST /c? abcde");
}

TEST(HttpSession, LargeBodiesGoBothWays) {
  TestServer server(echo);
  TestClient client(server.port());
  const std::string body(900'000, 'x');
  std::thread sender([&] {
    client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 900000\r\n\r\n");
    client.send(body);
  });
  EXPECT_EQ(client.read_response().body, "POST /? " + body);
  sender.join();
}

TEST(HttpSession, Http10ClosesUnlessAskedToKeep) {
  TestServer server(echo);
  TestClient keeping(server.port());
  keeping.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(keeping.read_response().header("connection"), "keep-alive");
  TestClient closing(server.port());
  closing.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(closing.read_response().header("connection"), "close");
  EXPECT_TRUE(closing.at_end());
}

TEST(HttpSession, AParkedRequestHearsOfTheEndAtOnce) {
  for (const bool by_reset : {false, true}) {
    Exchange parked;
    std::atomic<bool> is_parked{false};
    std::atomic<int> aborts{0};
    TestServer server([&](Exchange exchange) {
      exchange->on_abort([&] {
        ++aborts;
        parked.reset();
      });
      parked = std::move(exchange);
      is_parked = true;
    });
    TestClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return is_parked.load(); }));
    if (by_reset) {
      client.reset();
    } else {
      client.half_close();
    }
    EXPECT_TRUE(eventually([&] { return aborts == 1; }));
    EXPECT_TRUE(eventually([&] { return server.server().stats().connections == 0; }));
    server.on_loop([&] { EXPECT_EQ(parked, nullptr); });
  }
}

TEST(HttpSession, WhoAsksLateHearsOfTheEndToo) {
  Exchange parked;
  std::atomic<bool> aborted{false};
  TestServer server([&](Exchange exchange) { parked = std::move(exchange); });
  {
    TestClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server.server().stats().requests_total == 1; }));
  }
  ASSERT_TRUE(eventually([&] { return server.server().stats().connections == 0; }));
  server.on_loop([&] { parked->on_abort([&] { aborted = true; }); });
  EXPECT_TRUE(eventually([&] { return aborted.load(); }));
  server.on_loop([&] { parked.reset(); });
}

TEST(HttpSession, AnAnswerAfterTheEndIsIgnored) {
  Exchange parked;
  std::atomic<bool> gone{false};
  TestServer server([&](Exchange exchange) {
    exchange->on_abort([&] { gone = true; });
    parked = std::move(exchange);
  });
  {
    TestClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server.server().stats().requests_total == 1; }));
  }
  ASSERT_TRUE(eventually([&] { return gone.load(); }));
  server.on_loop([&] {
    parked->respond({.status = 200});
    parked.reset();
  });
}

TEST(HttpSession, AnUnansweredExchangeDropsTheConnection) {
  TestServer server([](Exchange) {});
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.read_to_end(), "");
}

TEST(HttpSession, AResponseThatCannotBeWrittenIsA500) {
  TestServer server([](Exchange exchange) {
    exchange->respond({.status = 200, .headers = {{"X", "a\r\nb: c"}}, .body = "secret"});
  });
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  const TestResponse response = client.read_response();
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body, "");
}

TEST(HttpSession, StreamsInChunksAndGoesOn) {
  std::unique_ptr<port::HttpStream> stream;
  std::atomic<bool> open{false};
  TestServer server([&](Exchange exchange) {
    if (exchange->request().path != "/events") return echo(std::move(exchange));
    stream = exchange->stream({.status = 200, .headers = {{"Content-Type", "text/event-stream"}}});
    open = true;
  });
  TestClient client(server.port());
  client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\nGET /next HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(eventually([&] { return open.load(); }));
  EXPECT_NE(client.read_until("\r\n\r\n").find("chunked"), std::string::npos);
  server.on_loop([&] { stream->write("data: 1\n\n"); });
  EXPECT_EQ(client.read_until("\n\n\r\n"), "9\r\ndata: 1\n\n\r\n");
  server.on_loop([&] {
    stream->write("x");
    stream->close();
    stream.reset();
  });
  EXPECT_EQ(client.read_until("0\r\n\r\n"), "1\r\nx\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "GET /next? ");
}

TEST(HttpSession, AStreamHearsOfTheEnd) {
  std::unique_ptr<port::HttpStream> stream;
  std::atomic<int> closed{0};
  TestServer server([&](Exchange exchange) {
    stream = exchange->stream({.status = 200});
    stream->on_closed([&] {
      stream.reset();
      ++closed;
    });
  });
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  client.read_until("\r\n\r\n");
  client.reset();
  EXPECT_TRUE(eventually([&] { return closed == 1; }));
}

TEST(HttpSession, AStreamLeftUnclosedEndsWithoutTheLastChunk) {
  TestServer server([](Exchange exchange) { exchange->stream({.status = 200})->write("part"); });
  TestClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  client.read_until("\r\n\r\n");
  EXPECT_EQ(client.read_to_end(), "4\r\npart\r\n");
}

}  // namespace
}  // namespace atelier::net
