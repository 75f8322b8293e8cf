// HttpClient: one request to somebody else's HTTP server, answered whole. Knows no redirects, no
// cookies and no retries: what an answer means is the caller's. Implementations:
// adapter/http_client, port/fake/fake_http_client.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/function.h"
#include "base/result.h"
#include "base/time.h"
#include "port/http.h"

namespace atelier::port {

struct HttpCall {
  std::string method = "GET";  // or POST
  std::string url;
  HeaderList headers = {};
  std::string body = {};
  DurationMs timeout_ms = 10'000;  // from sending to the last byte of the answer
};

struct HttpAnswer {
  int status = 0;
  HeaderList headers = {};  // names in lower case, in order
  std::string body = {};
};

/// https://HOST..., or http://HOST... where HOST is this machine: 127.x.x.x, [::1] or localhost;
/// no user in it, and only printable ASCII.
bool is_callable_url(std::string_view url);

class HttpClient {
 public:
  /// Of one answer's body.
  static constexpr std::size_t kMaxAnswerBytes = 1024 * 1024;

  virtual ~HttpClient() = default;
  /// Any thread. `done` runs once, later, on a thread of the client's choosing: wrap it in
  /// core::on to get it on an executor. Any status is an answer, 3xx too: nothing is followed.
  /// Errors: `invalid` for an address that is not callable, `too_large`, and `unavailable` when
  /// nobody answers in time. When the client goes first, `done` may never run.
  virtual void send(HttpCall call, UniqueFunction<void(Result<HttpAnswer>)> done) = 0;
};

}  // namespace atelier::port
