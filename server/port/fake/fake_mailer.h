// A Mailer that keeps what it was given. Answers come as turns of the executor it was made with, as
// a test has asked for; one that is held back is an answer that never came.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "port/executor.h"
#include "port/mailer.h"

namespace atelier::port {

class FakeMailer final : public Mailer {
 public:
  explicit FakeMailer(Executor& executor) : executor_(executor) {}

  void send(RenderedMail mail, UniqueFunction<void(MailOutcome)> done) override {
    MailOutcome outcome;
    if (!outcomes_.empty()) {
      outcome = std::move(outcomes_.front());
      outcomes_.pop_front();
    }
    tried.push_back(mail);
    if (outcome.kind == MailOutcome::Kind::kSent) sent.push_back(std::move(mail));
    if (silent) return;
    executor_.post([done = std::move(done), outcome = std::move(outcome)]() mutable {
      done(std::move(outcome));
    });
  }

  /// What the next `count` mails come to; otherwise they are sent.
  void answer_next(MailOutcome outcome, std::size_t count = 1) {
    for (std::size_t i = 0; i < count; ++i) outcomes_.push_back(outcome);
  }

  std::vector<RenderedMail> tried;
  std::vector<RenderedMail> sent;
  bool silent = false;

 private:
  Executor& executor_;
  std::deque<MailOutcome> outcomes_;
};

}  // namespace atelier::port
