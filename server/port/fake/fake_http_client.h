// An HttpClient whose servers are functions of the test, by address. Answers come as turns of the
// executor it was made with.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "port/executor.h"
#include "port/http_client.h"

namespace atelier::port {

class FakeHttpClient final : public HttpClient {
 public:
  using Server = std::function<Result<HttpAnswer>(const HttpCall&)>;

  explicit FakeHttpClient(Executor& executor) : executor_(executor) {}

  void send(HttpCall call, UniqueFunction<void(Result<HttpAnswer>)> done) override {
    sent.push_back(call);
    executor_.post(
        [answer = answer_to(call), done = std::move(done)]() mutable { done(std::move(answer)); });
  }

  /// Keyed by the address up to its query; nobody answers at the others.
  std::map<std::string, Server, std::less<>> servers;
  std::vector<HttpCall> sent;

 private:
  Result<HttpAnswer> answer_to(const HttpCall& call) const {
    if (!is_callable_url(call.url)) return invalid("This address cannot be asked.");
    const auto found = servers.find(call.url.substr(0, call.url.find('?')));
    if (found == servers.end()) return unavailable("Nobody answers there.");
    Result<HttpAnswer> answer = found->second(call);
    if (answer && answer->body.size() > kMaxAnswerBytes)
      return too_large("The answer is too large.");
    return answer;
  }

  Executor& executor_;
};

}  // namespace atelier::port
