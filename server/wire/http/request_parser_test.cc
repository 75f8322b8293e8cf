#include "wire/http/request_parser.h"

#include <gtest/gtest.h>

#include <random>

#include "wire/http/event_stream_test.h"
#include "wire/vectors_test.h"

namespace atelier::wire::http {
namespace {

using Event = RequestParser::Event;

struct Case {
  std::string rule, name, input;
  std::uint64_t max_body_bytes = 0;
  std::vector<std::string> events;
};

std::vector<Case> read_cases() {
  std::vector<Case> cases;
  const auto parsed = parse_json(read_vector("http/requests.json"));
  EXPECT_TRUE(parsed);
  for (const json::value& value : parsed->as_array()) {
    const json::object& object = value.as_object();
    Case one{text_of(object.at("rule")),
             text_of(object.at("name")),
             text_of(object.at("input")),
             static_cast<std::uint64_t>(int_member(object, "max_body").value_or(0)),
             {}};
    for (const json::value& event : object.at("events").as_array()) {
      one.events.push_back(text_of(event));
    }
    cases.push_back(std::move(one));
  }
  return cases;
}

void check_rule(std::string_view rule) {
  int count = 0;
  for (const Case& one : read_cases()) {
    if (one.rule != rule) continue;
    ++count;
    EXPECT_EQ(events_of(one.input, one.input.size(), one.max_body_bytes), one.events) << one.name;
  }
  EXPECT_GT(count, 0);
}

// The head of one request that must be well formed.
RequestHead head_of(std::string_view bytes) {
  RequestParser parser;
  EXPECT_EQ(parser.next(bytes), Event::kHead) << parser.error().message;
  return std::move(parser.head());
}

TEST(RequestParser, HTTP1_EveryCutGivesTheSameEvents) {
  for (const Case& one : read_cases()) {
    for (const std::size_t piece : {1, 2, 3, 7, 64, 1000}) {
      EXPECT_EQ(events_of(one.input, piece, one.max_body_bytes), one.events)
          << one.rule << " " << one.name << " in pieces of " << piece;
    }
  }
}

TEST(RequestParser, HTTP2_LineEndsAndControlCharacters) {
  check_rule("HTTP2");
}
TEST(RequestParser, HTTP3_OneEmptyLineFirst) {
  check_rule("HTTP3");
}
TEST(RequestParser, HTTP4_NoFolding) {
  check_rule("HTTP4");
}
TEST(RequestParser, HTTP5_HeaderNames) {
  check_rule("HTTP5");
}
TEST(RequestParser, HTTP6_RequestLine) {
  check_rule("HTTP6");
}
TEST(RequestParser, HTTP7_MalformedVersion) {
  check_rule("HTTP7");
}
TEST(RequestParser, HTTP8_UnsupportedVersion) {
  check_rule("HTTP8");
}
TEST(RequestParser, HTTP9_HeaderBlockLimit) {
  check_rule("HTTP9");
}
TEST(RequestParser, HTTP10_HeaderCountLimit) {
  check_rule("HTTP10");
}
TEST(RequestParser, HTTP11_AbsoluteForm) {
  check_rule("HTTP11");
}
TEST(RequestParser, HTTP12_AsteriskAndConnect) {
  check_rule("HTTP12");
}
TEST(RequestParser, HTTP13_Target) {
  check_rule("HTTP13");
}
TEST(RequestParser, HTTP14_OneHost) {
  check_rule("HTTP14");
}
TEST(RequestParser, HTTP15_ValidHost) {
  check_rule("HTTP15");
}
TEST(RequestParser, HTTP16_ContentLength) {
  check_rule("HTTP16");
}
TEST(RequestParser, HTTP17_LengthAndCoding) {
  check_rule("HTTP17");
}
TEST(RequestParser, HTTP18_TransferCodings) {
  check_rule("HTTP18");
}
TEST(RequestParser, HTTP19_Chunks) {
  check_rule("HTTP19");
}
TEST(RequestParser, HTTP21_Upgrade) {
  check_rule("HTTP21");
}
TEST(RequestParser, HTTP23_Expectations) {
  check_rule("HTTP23");
}
TEST(RequestParser, HTTP24_BodyLimit) {
  check_rule("HTTP24");
}
TEST(RequestParser, HTTP25_ChunkExtensions) {
  check_rule("HTTP25");
}
TEST(RequestParser, HTTP26_Trailers) {
  check_rule("HTTP26");
}
TEST(RequestParser, HTTP27_Pipelining) {
  check_rule("HTTP27");
}

TEST(RequestParser, HeadHoldsWhatWasSent) {
  const RequestHead head = head_of(
      "POST /a?b=c HTTP/1.1\r\nHOST: Example:80\r\nX-One: \t two  words \t\r\nx-one:\r\n"
      "Content-Length: 12\r\n\r\n");
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target, "/a?b=c");
  EXPECT_EQ(head.authority, "Example:80");
  EXPECT_EQ(head.minor_version, 1);
  EXPECT_EQ(head.headers, (Headers{{"host", "Example:80"},
                                   {"x-one", "two  words"},
                                   {"x-one", ""},
                                   {"content-length", "12"}}));
  EXPECT_EQ(head.content_length, 12U);
  EXPECT_FALSE(head.chunked);
  EXPECT_TRUE(head.has_body());
}

TEST(RequestParser, HTTP20_KeepAlive) {
  const auto keeps = [](std::string_view version, std::string_view connection) {
    return head_of("GET / HTTP/" + std::string(version) + "\r\nHost: a\r\n" +
                   std::string(connection) + "\r\n")
        .keep_alive;
  };
  EXPECT_TRUE(keeps("1.1", ""));
  EXPECT_TRUE(keeps("1.1", "Connection: keep-alive\r\n"));
  EXPECT_FALSE(keeps("1.1", "Connection: x, CLOSE\r\n"));
  EXPECT_FALSE(keeps("1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
  EXPECT_FALSE(keeps("1.0", ""));
  EXPECT_TRUE(keeps("1.0", "Connection: Keep-Alive\r\n"));
  EXPECT_FALSE(keeps("1.0", "Connection: keep-alive, close\r\n"));
}

TEST(RequestParser, HTTP21_DecliningTheUpgradeGoesOnWithHttp) {
  const std::string upgrade =
      "GET /1 HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n";
  const std::string bytes = upgrade + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n";
  std::string_view input = bytes;
  RequestParser parser;
  EXPECT_EQ(parser.next(input), Event::kHead);
  EXPECT_TRUE(parser.head().is_upgrade);
  EXPECT_EQ(parser.next(input), Event::kEnd);
  EXPECT_EQ(parser.next(input), Event::kUpgrade);
  EXPECT_EQ(parser.next(input), Event::kUpgrade);
  EXPECT_EQ(input, bytes.substr(upgrade.size()));
  parser.decline_upgrade();
  EXPECT_EQ(parser.next(input), Event::kHead);
  EXPECT_EQ(parser.head().target, "/2");
}

TEST(RequestParser, HTTP22_ExpectContinue) {
  const auto expects = [](std::string_view version, std::string_view headers) {
    return head_of("POST / HTTP/" + std::string(version) + "\r\nHost: a\r\n" +
                   std::string(headers) + "\r\n")
        .expects_continue;
  };
  EXPECT_TRUE(expects("1.1", "Expect: 100-Continue\r\nContent-Length: 1\r\n"));
  EXPECT_TRUE(expects("1.1", "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n"));
  EXPECT_FALSE(expects("1.1", "Expect: 100-continue\r\n"));
  EXPECT_FALSE(expects("1.0", "Expect: 100-continue\r\nContent-Length: 1\r\n"));
}

TEST(RequestParser, HTTP28_StaysDead) {
  RequestParser parser;
  std::string_view input = "BAD\r\n";
  EXPECT_EQ(parser.next(input), Event::kError);
  EXPECT_EQ(parser.error().status, 400);
  EXPECT_FALSE(parser.error().message.empty());
  const std::string good = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  input = good;
  EXPECT_EQ(parser.next(input), Event::kError);
  EXPECT_EQ(input, good);
}

TEST(RequestParser, KnowsWhenNothingIsUnderWay) {
  RequestParser parser;
  EXPECT_TRUE(parser.is_between_requests());
  std::string_view input = "GE";
  EXPECT_EQ(parser.next(input), Event::kNeedMore);
  EXPECT_FALSE(parser.is_between_requests());
  input = "T / HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_EQ(parser.next(input), Event::kHead);
  EXPECT_FALSE(parser.is_between_requests());
  EXPECT_EQ(parser.next(input), Event::kEnd);
  EXPECT_TRUE(parser.is_between_requests());
}

TEST(RequestParser, BodyPiecesPointIntoTheInput) {
  RequestParser parser;
  const std::string bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
  std::string_view input = bytes;
  EXPECT_EQ(parser.next(input), Event::kHead);
  parser.set_max_body_bytes(5);
  EXPECT_EQ(parser.next(input), Event::kBody);
  EXPECT_EQ(parser.body().data(), bytes.data() + bytes.size() - 5);
}

// Cases glued together, changed at random places and cut at random sizes.
TEST(RequestParser, HTTP1_RandomChangesAndCuts) {
  const std::vector<Case> cases = read_cases();
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    std::string bytes = cases[random() % cases.size()].input + cases[random() % cases.size()].input;
    for (unsigned changes = random() % 4; changes > 0; --changes) {
      bytes[random() % bytes.size()] = "\r\n \t:;,0a\0"[random() % 10];
    }
    const auto whole = events_of(bytes, bytes.size(), 100);
    EXPECT_EQ(events_of(bytes, 1 + random() % 40, 100), whole) << "seed " << seed;
    EXPECT_EQ(events_of(bytes, 1, 100), whole) << "seed " << seed;
  }
}

}  // namespace
}  // namespace atelier::wire::http
