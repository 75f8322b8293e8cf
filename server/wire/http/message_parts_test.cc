// The small parts around the parser: targets, dates, conditions, ranges, codings, cookies, CORS and
// the bytes of answers.
#include <gtest/gtest.h>

#include <random>

#include "wire/http/accept.h"
#include "wire/http/conditional.h"
#include "wire/http/cookie.h"
#include "wire/http/cors.h"
#include "wire/http/date.h"
#include "wire/http/range.h"
#include "wire/http/response.h"
#include "wire/http/target.h"

namespace atelier::wire::http {
namespace {

std::string path_of(std::string_view target) {
  const auto parsed = parse_target(target);
  return parsed ? parsed->path : "refused";
}

TEST(HttpTarget, HTTP30_PathsAreDecodedAndNormalised) {
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/a/b"), "/a/b");
  EXPECT_EQ(path_of("/a%20b%C3%A9"), "/a b\xC3\xA9");
  EXPECT_EQ(path_of("/a/./b/../c"), "/a/c");
  EXPECT_EQ(path_of("/a/.."), "/");
  EXPECT_EQ(path_of("/a/."), "/a/");
  EXPECT_EQ(path_of("/a/b/%2e%2E/c"), "/a/c");
  EXPECT_EQ(path_of("/a%2F..%2Fb"), "/b");
  EXPECT_EQ(path_of("/..a/..."), "/..a/...");
  EXPECT_EQ(path_of("/a//b"), "/a//b");
  EXPECT_EQ(path_of("/a+b"), "/a+b");
}

TEST(HttpTarget, HTTP30_UnsafePathsAreRefused) {
  for (const std::string_view target :
       {"", "a", "*", "/..", "/../a", "/a/../../b", "/%2e%2e/etc/passwd", "/a%", "/a%2", "/a%zz",
        "/a%00", "/a%0a", "/a%7f", "/a\\b", "/a%5cb", "/%ff", "/%c0%af", "/a/%2e%2e%2f%2e%2e"}) {
    EXPECT_EQ(path_of(target), "refused") << target;
  }
}

TEST(HttpTarget, HTTP30_RandomPathsStayBelowTheRoot) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    std::mt19937 random(seed);
    std::string target = "/";
    for (int i = 0; i < 12; ++i) {
      constexpr std::string_view kParts[] = {"/", ".", "..", "a", "%2e", "%2F", "%", "?"};
      target += kParts[random() % std::size(kParts)];
    }
    const auto parsed = parse_target(target);
    if (!parsed) continue;
    EXPECT_TRUE(parsed->path.starts_with('/')) << target;
    const std::string around = parsed->path + "/";
    EXPECT_EQ(around.find("/../"), std::string::npos) << target;
    EXPECT_EQ(around.find("/./"), std::string::npos) << target;
  }
}

TEST(HttpTarget, HTTP31_QueryValues) {
  const auto parsed = parse_target("/p?a=1&b=x%20y+z&a=2&c&=d&e=&%66=g&h=%zz");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->path, "/p");
  EXPECT_EQ(query_value(parsed->query, "a"), "1");
  EXPECT_EQ(query_value(parsed->query, "b"), "x y z");
  EXPECT_EQ(query_value(parsed->query, "c"), "");
  EXPECT_EQ(query_value(parsed->query, "e"), "");
  EXPECT_EQ(query_value(parsed->query, "f"), "g");
  EXPECT_EQ(query_value(parsed->query, "h"), std::nullopt);
  EXPECT_EQ(query_value(parsed->query, "z"), std::nullopt);
  EXPECT_EQ(query_value("", "a"), std::nullopt);
}

TEST(HttpTarget, EncodingAndDecodingAreInverse) {
  std::string all;
  for (int i = 1; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
  EXPECT_EQ(percent_encode("a b/\xC3\xA9~"), "a%20b%2F%C3%A9~");
}

TEST(HttpResponse, HTTP32_Head) {
  std::string out = "before";
  ASSERT_TRUE(append_response_head(out, 404, {{"Content-Length", "0"}, {"X", "a\tb"}}));
  EXPECT_EQ(out, "beforeHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nX: a\tb\r\n\r\n");
  out.clear();
  ASSERT_TRUE(append_response_head(out, 299, {}));
  EXPECT_EQ(out, "HTTP/1.1 299 Unknown\r\n\r\n");
}

TEST(HttpResponse, HTTP32_NothingCanAddALine) {
  for (const auto& [name, value] : Headers{{"X", "a\r\nSet-Cookie: b"},
                                           {"X", "a\n"},
                                           {"X", std::string("a\0", 2)},
                                           {"X\r\nY", "a"},
                                           {"X:", "a"},
                                           {"", "a"}}) {
    std::string out = "before";
    EXPECT_FALSE(append_response_head(out, 200, {{"Good", "1"}, {name, value}}));
    EXPECT_EQ(out, "before");
  }
  std::string out;
  EXPECT_FALSE(append_response_head(out, 99, {}));
  EXPECT_FALSE(append_response_head(out, 600, {}));
}

TEST(HttpResponse, HTTP39_Chunks) {
  std::string out;
  append_chunk(out, "");
  append_chunk(out, "hello");
  append_chunk(out, std::string(26, 'x'));
  EXPECT_EQ(out, "5\r\nhello\r\n1a\r\n" + std::string(26, 'x') + "\r\n");
  EXPECT_EQ(kLastChunk, "0\r\n\r\n");
}

TEST(HttpDate, HTTP33_WrittenAndRead) {
  EXPECT_EQ(format_date(784'111'777'000), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(format_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(format_date(1'709'251'199'999), "Thu, 29 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(parse_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784'111'777'000);
  for (const WallMs time : {0LL, 951'782'400'000LL, 4'102'444'800'000LL, 253'402'300'799'000LL}) {
    EXPECT_EQ(parse_date(format_date(time)), time);
  }
}

TEST(HttpDate, HTTP33_OtherFormsAreNotRead) {
  for (const std::string_view text :
       {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:-7 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 0994 08:49:37 GMT"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
}

TEST(HttpConditional, HTTP34_IfNoneMatch) {
  EXPECT_TRUE(if_none_match_hits("\"a\"", "\"a\""));
  EXPECT_TRUE(if_none_match_hits("W/\"a\"", "\"a\""));
  EXPECT_TRUE(if_none_match_hits("\"b\" , W/\"a\"", "W/\"a\""));
  EXPECT_TRUE(if_none_match_hits("\"b,\",\"a\"", "\"a\""));
  EXPECT_TRUE(if_none_match_hits(" * ", "\"a\""));
  for (const std::string_view header :
       {"", "\"b\"", "a", "\"a", "\"A\"", "w/\"a\"", "\"b\" \"a\"", "b, \"a\"", "W/a"}) {
    EXPECT_FALSE(if_none_match_hits(header, "\"a\"")) << header;
  }
}

TEST(HttpConditional, HTTP34_IfMatchIsStrong) {
  EXPECT_TRUE(if_match_holds("\"b\", \"a\"", "\"a\""));
  EXPECT_TRUE(if_match_holds("*", "W/\"a\""));
  EXPECT_FALSE(if_match_holds("W/\"a\"", "\"a\""));
  EXPECT_FALSE(if_match_holds("\"a\"", "W/\"a\""));
}

TEST(HttpRange, HTTP35_Ranges) {
  using Kind = ByteRange::Kind;
  const auto part = [](std::uint64_t first, std::uint64_t last) {
    return ByteRange{Kind::kPart, first, last};
  };
  const ByteRange whole{};
  const ByteRange unsatisfiable{Kind::kUnsatisfiable, 0, 0};
  EXPECT_EQ(parse_range("bytes=0-4", 10), part(0, 4));
  EXPECT_EQ(parse_range("Bytes=5-", 10), part(5, 9));
  EXPECT_EQ(parse_range("bytes=5-99999999999999999999999", 10), part(5, 9));
  EXPECT_EQ(parse_range("bytes=-3", 10), part(7, 9));
  EXPECT_EQ(parse_range("bytes=-30", 10), part(0, 9));
  EXPECT_EQ(parse_range("bytes=9-9", 10), part(9, 9));
  for (const std::string_view header : {"bytes=10-", "bytes=99999999999999999999-", "bytes=-0"}) {
    EXPECT_EQ(parse_range(header, 10), unsatisfiable) << header;
  }
  EXPECT_EQ(parse_range("bytes=0-", 0), unsatisfiable);
  EXPECT_EQ(parse_range("bytes=-1", 0), unsatisfiable);
  for (const std::string_view header :
       {"", "bytes", "bytes=", "bytes=-", "bytes=4-3", "bytes=a-b", "bytes=1", "items=0-1",
        "bytes=0-1,3-4", "bytes=+1-2", "bytes=1-2x", "bytes=--1"}) {
    EXPECT_EQ(parse_range(header, 10), whole) << header;
  }
  EXPECT_EQ(content_range(part(0, 4), 10), "bytes 0-4/10");
  EXPECT_EQ(content_range(unsatisfiable, 10), "bytes */10");
}

TEST(HttpAccept, HTTP36_Codings) {
  const AvailableCodings both{true, true};
  const auto choose = [&both](std::string_view header) {
    return name_of(negotiate_coding(header, both));
  };
  EXPECT_EQ(choose("gzip, deflate, br"), "br");
  EXPECT_EQ(choose("gzip"), "gzip");
  EXPECT_EQ(choose("x-gzip"), "gzip");
  EXPECT_EQ(choose("GZIP;Q=0.5, br;q=0.4"), "gzip");
  EXPECT_EQ(choose("br;q=0, *"), "gzip");
  EXPECT_EQ(choose("*"), "br");
  EXPECT_EQ(choose("*;q=0"), "identity");
  EXPECT_EQ(choose("identity, gzip;q=0.5"), "identity");
  EXPECT_EQ(choose("identity;q=0.1, gzip;q=0.001"), "identity");
  EXPECT_EQ(choose("gzip ; q=1.000"), "gzip");
  for (const std::string_view header : {"", "deflate", "gzip;q=0", "gzip;q=2", "gzip;q=1.001",
                                        "gzip;q=0.1234", "gzip;q=x", "gzip;x=1", "gzip;", ",;,"}) {
    EXPECT_EQ(choose(header), "identity") << header;
  }
  EXPECT_EQ(negotiate_coding("br, gzip", {true, false}), Coding::kGzip);
  EXPECT_EQ(negotiate_coding("br, gzip", {}), Coding::kIdentity);
}

TEST(HttpCookie, HTTP37_Reading) {
  constexpr std::string_view kHeader = "a=1; ab=2;a=3 ; q=\"x y\"; empty=; =nothing; flag; e=f=g";
  EXPECT_EQ(cookie_value(kHeader, "a"), "1");
  EXPECT_EQ(cookie_value(kHeader, "ab"), "2");
  EXPECT_EQ(cookie_value(kHeader, "q"), "x y");
  EXPECT_EQ(cookie_value(kHeader, "empty"), "");
  EXPECT_EQ(cookie_value(kHeader, "e"), "f=g");
  EXPECT_EQ(cookie_value(kHeader, "flag"), std::nullopt);
  EXPECT_EQ(cookie_value(kHeader, "A"), std::nullopt);
  EXPECT_EQ(cookie_value("", "a"), std::nullopt);
}

TEST(HttpCookie, HTTP37_Writing) {
  SetCookie cookie{"login", "abc"};
  EXPECT_EQ(*format_set_cookie(cookie), "login=abc; Path=/; HttpOnly; Secure; SameSite=Lax");
  cookie.max_age_seconds = 60;
  cookie.http_only = false;
  cookie.secure = false;
  cookie.same_site = SameSite::kStrict;
  EXPECT_EQ(*format_set_cookie(cookie), "login=abc; Path=/; Max-Age=60; SameSite=Strict");
  cookie.same_site = SameSite::kNone;
  EXPECT_FALSE(format_set_cookie(cookie));
  for (const std::string_view bad : {"a;b", "a b", "a\r\nb", "a,b", "a\"b", "\xC3\xA9"}) {
    EXPECT_FALSE(format_set_cookie({"login", std::string(bad)})) << bad;
    EXPECT_FALSE(format_set_cookie({std::string(bad), "v"})) << bad;
  }
  EXPECT_FALSE(format_set_cookie({"login", "abc", "/;x"}));
}

TEST(HttpCors, HTTP38_OrdinaryAnswers) {
  EXPECT_EQ(cors_headers({}, "https://a.example"), Headers{});
  CorsPolicy any;
  any.any_origin = true;
  any.credentials = true;
  EXPECT_EQ(cors_headers(any, "https://x"), (Headers{{"Access-Control-Allow-Origin", "*"}}));
  CorsPolicy listed;
  listed.origins = {"https://a.example"};
  listed.credentials = true;
  EXPECT_EQ(cors_headers(listed, "https://a.example"),
            (Headers{{"Vary", "Origin"},
                     {"Access-Control-Allow-Origin", "https://a.example"},
                     {"Access-Control-Allow-Credentials", "true"}}));
  for (const std::string_view origin : {"", "null", "https://b.example", "http://a.example"}) {
    EXPECT_EQ(cors_headers(listed, origin), (Headers{{"Vary", "Origin"}})) << origin;
  }
}

TEST(HttpCors, HTTP38_Preflight) {
  CorsPolicy any;
  any.any_origin = true;
  any.max_age_seconds = 600;
  EXPECT_EQ(cors_preflight_headers(any, "https://a", "x-a, content-type"),
            (Headers{{"Access-Control-Allow-Origin", "*"},
                     {"Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE"},
                     {"Access-Control-Allow-Headers", "x-a, content-type"},
                     {"Vary", "Access-Control-Request-Headers"},
                     {"Access-Control-Max-Age", "600"}}));
  EXPECT_FALSE(
      find_header(cors_preflight_headers(any, "https://a", "x a"), "Access-Control-Allow-Headers"));
  EXPECT_EQ(cors_preflight_headers({}, "https://a", "x-a"), Headers{});
}

TEST(HttpCors, OriginsAreSchemeHostAndPort) {
  for (const std::string_view good : {"null", "https://a", "http://a.b:1", "http://[::1]:80"}) {
    EXPECT_TRUE(is_origin(good)) << good;
  }
  for (const std::string_view bad : {"", "a", "https://", "https://a/", "https://a b", "://a",
                                     "https://a\r\n", "https://u@a", "HTTPS://a"}) {
    EXPECT_FALSE(is_origin(bad)) << bad;
  }
}

}  // namespace
}  // namespace atelier::wire::http
