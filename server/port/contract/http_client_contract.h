// What every HttpClient promises. `Backend` has `client()`, `drive()` (see await.h), `url(path)` of
// a server that answers as below, and `dead_url()` where nobody listens:
//   /hello  200 "hello", header X-Kind: Greeting     /echo  200 method, newline, X-Word, newline,
//   body /moved  302 to /hello     /broken  500 "sorry"     /large  more than the limit     /silent
//   never
#pragma once

#include <string>
#include <utility>

#include "port/contract/await.h"
#include "port/http_client.h"

namespace atelier::port {

template <class Backend>
class HttpClientContract : public testing::Test {
 protected:
  Result<HttpAnswer> call(HttpCall wish) {
    return await<Result<HttpAnswer>>(
        backend, [&](auto done) { backend.client().send(std::move(wish), std::move(done)); });
  }
  Result<HttpAnswer> get(const std::string& path) { return call({"GET", backend.url(path)}); }

  Backend backend;
};
TYPED_TEST_SUITE_P(HttpClientContract);

TYPED_TEST_P(HttpClientContract, AnAnswerIsWhole) {
  const auto answer = this->get("/hello");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "hello");
  bool seen = false;
  for (const auto& [name, value] : answer->headers) {
    seen = seen || (name == "x-kind" && value == "Greeting");
  }
  EXPECT_TRUE(seen);
}

TYPED_TEST_P(HttpClientContract, PostsABodyWithHeaders) {
  HttpCall wish{"POST", this->backend.url("/echo"), {{"X-Word", "plum"}}, "a=1&b=2"};
  const auto answer = this->call(wish);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "POST\nplum\na=1&b=2");
  wish.body.clear();
  EXPECT_EQ(this->call(wish)->body, "POST\nplum\n");
}

TYPED_TEST_P(HttpClientContract, EveryStatusIsAnAnswerAndNothingIsFollowed) {
  const auto moved = this->get("/moved");
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->status, 302);
  EXPECT_EQ(this->get("/broken")->status, 500);
  EXPECT_EQ(this->get("/broken")->body, "sorry");
}

TYPED_TEST_P(HttpClientContract, LargeAnswersAndSilenceEnd) {
  EXPECT_EQ(this->get("/large").error().code, Errc::kTooLarge);
  HttpCall silent{"GET", this->backend.url("/silent")};
  silent.timeout_ms = 50;
  EXPECT_EQ(this->call(silent).error().code, Errc::kUnavailable);
  EXPECT_EQ(this->call({"GET", this->backend.dead_url()}).error().code, Errc::kUnavailable);
}

TYPED_TEST_P(HttpClientContract, OnlySafeAddresses) {
  for (const char* bad : {"", "hello", "ftp://127.0.0.1/x", "file:///etc/passwd",
                          "http://example.org/", "http://127.0.0.1.example.org/",
                          "http://localhost@example.org/", "https://ann:word@example.org/",
                          "https:///x", "https://example.org/\r\nX: y", "http://127.0.0.1\\x"}) {
    EXPECT_EQ(this->call({"GET", bad}).error().code, Errc::kInvalid) << bad;
  }
}

REGISTER_TYPED_TEST_SUITE_P(HttpClientContract, AnAnswerIsWhole, PostsABodyWithHeaders,
                            EveryStatusIsAnAnswerAndNothingIsFollowed, LargeAnswersAndSilenceEnd,
                            OnlySafeAddresses);

}  // namespace atelier::port
