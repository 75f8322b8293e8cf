#include "gateway/oidc/remote_text.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "core/on_executor.h"

namespace atelier::gateway {
namespace {

constexpr DurationMs kFirstPauseMs = 1000;

Error nobody_answers() {
  return unavailable("The sign-in provider does not answer: try again, or use your password.");
}

}  // namespace

void RemoteText::get(const std::string& url, const std::string& expected, bool anew, Done done) {
  const MonoMs now = clock_.mono();
  const DurationMs age = now - fetched_at_;
  const bool fresh = !text_.empty() && age < (anew ? kAgainMs : kFreshMs);
  if (fresh || (!text_.empty() && now < next_try_)) return done(text_);
  if (now < next_try_ || waiting_.size() >= kWaiting) return done(nobody_answers());
  waiting_.push_back(std::move(done));
  if (waiting_.size() == 1) fetch(url, expected);
}

void RemoteText::fetch(const std::string& url, const std::string& expected) {
  port::HttpCall call;
  call.url = url;
  call.headers = {{"Accept", "application/json"}};
  http_.send(std::move(call),
             core::on(home_, alive_, [this, url, expected](Result<port::HttpAnswer> answer) {
               settle(std::move(answer), url, expected);
             }));
}

void RemoteText::settle(Result<port::HttpAnswer> answer, const std::string& url,
                        const std::string& expected) {
  const MonoMs now = clock_.mono();
  const bool good = answer && answer->status == 200 && is_good_(answer->body, expected);
  if (good) {
    text_ = std::move(answer->body);
    fetched_at_ = now;
    pause_ = 0;
  } else {
    pause_ = std::clamp(pause_ * 2, kFirstPauseMs, kLongestPauseMs);
    next_try_ = now + pause_;
    const std::string reason = !answer                 ? answer.error().message
                               : answer->status == 200 ? "what it says does not fit"
                                                       : std::to_string(answer->status);
    log::warn("the sign-in provider does not answer", {{"url", url}, {"reason", reason}});
  }
  for (Done& done : std::exchange(waiting_, {})) {
    if (text_.empty()) {
      done(nobody_answers());
    } else {
      done(text_);
    }
  }
}

}  // namespace atelier::gateway
