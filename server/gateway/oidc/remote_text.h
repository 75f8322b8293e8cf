// A text that somebody else's server publishes: fetched when it is needed, kept, shared by all who
// wait for it, and not asked for again and again while nobody answers (AUTH93). On one executor.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "port/clock.h"
#include "port/executor.h"
#include "port/http_client.h"

namespace atelier::gateway {

class RemoteText {
 public:
  using Done = UniqueFunction<void(Result<std::string>)>;
  static constexpr DurationMs kFreshMs = 60LL * 60 * 1000;
  static constexpr DurationMs kAgainMs = 60LL * 1000;
  static constexpr DurationMs kLongestPauseMs = 60LL * 1000;
  static constexpr std::size_t kWaiting = 200;

  /// `is_good` says whether an answer is what it should be; another one counts as none.
  using Check = bool (*)(const std::string& text, const std::string& expected);

  RemoteText(port::Executor& home, port::HttpClient& http, const port::Clock& clock, Check is_good)
      : home_(home), http_(http), clock_(clock), is_good_(is_good) {}

  /// `done` may run within the call. An old text is better than none. `anew`: what is kept is known
  /// not to be enough; it is asked for again at most once a minute.
  void get(const std::string& url, const std::string& expected, bool anew, Done done);

 private:
  void fetch(const std::string& url, const std::string& expected);
  void settle(Result<port::HttpAnswer> answer, const std::string& url, const std::string& expected);

  port::Executor& home_;
  port::HttpClient& http_;
  const port::Clock& clock_;
  const Check is_good_;
  std::string text_;
  MonoMs fetched_at_ = 0;
  MonoMs next_try_ = 0;
  DurationMs pause_ = 0;
  std::vector<Done> waiting_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
