// Outbox: sending what is due, one at a time, and noting what became of it (MAIL22..MAIL26).
#include <algorithm>

#include "base/log.h"
#include "base/mail_address.h"
#include "core/mail.h"
#include "feature/mail/mail_limits.h"
#include "feature/mail/outbox_back.h"
#include "feature/mail/render.h"

namespace atelier::feature::mail {
namespace {

template <std::size_t N>
DurationMs step_of(const std::array<DurationMs, N>& steps, std::size_t failures) {
  return steps[std::min(std::max<std::size_t>(failures, 1), N) - 1];
}

}  // namespace

void Outbox::Work::run() {
  if (busy_ || scanning_ || draining_) return;
  const WallMs at = now();
  if (at >= next_scan_) return scan();
  WallMs next = next_scan_;
  if (!due_.empty()) {
    const WallMs due = std::max(due_.begin()->first, paused_until_);
    if (due <= at) return begin(due_.begin()->second);
    next = std::min(next, due);
  }
  arm(next - at);
}

void Outbox::Work::arm(DurationMs delay) {
  needs_.executor.cancel(timer_);
  const std::weak_ptr<Work> alive = weak_from_this();
  timer_ = needs_.executor.run_after(std::clamp<DurationMs>(delay, 1, kLookEvery), [alive] {
    if (const auto work = alive.lock()) work->run();
  });
}

void Outbox::Work::begin(const std::string& id) {
  busy_ = true;
  read_row(id, [this, id](const port::ReadResult& read) {
    if (read.status == port::StoreStatus::kOk && !read.records.empty()) {
      return send(read.records[0]);
    }
    // Taken back, or over by its own end; or the store is away.
    if (read.status == port::StoreStatus::kOk) forget(id);
    if (read.status != port::StoreStatus::kOk) paused_until_ = now() + kStoreRetry;
    busy_ = false;
    run();
  });
}

void Outbox::Work::send(const port::Record& record) {
  auto waiting = decode_waiting(record);
  ATELIER_ASSERT(waiting.has_value());  // only what could be read is due
  current_ = Current{std::move(*waiting), record.version};
  const core::Mail& mail = current_->waiting.mail;
  if (auto good = check(mail); !good) return finish("refused", good.error().message);
  if (now() >= end_of(current_->waiting) && current_->waiting.attempts > 0) {
    return finish("given_up", current_->waiting.error);
  }
  MailWords words = render(mail);
  port::RenderedMail rendered;
  rendered.from_name = needs_.from_name;
  rendered.from = needs_.from;
  rendered.to = mail.to;
  rendered.subject = std::move(words.subject);
  rendered.text = std::move(words.text);
  rendered.html = std::move(words.html);
  rendered.message_id = mail.id + '@' + std::string(mail_domain(needs_.from));
  rendered.at = current_->waiting.at;
  needs_.mailer->send(std::move(rendered), back([](Work& work, port::MailOutcome outcome) {
                        work.on_outcome(std::move(outcome));
                      }));
}

void Outbox::Work::on_outcome(port::MailOutcome outcome) {
  outcome.reason.resize(std::min(outcome.reason.size(), kErrorBytes));
  ++current_->waiting.attempts;
  const bool reached = outcome.kind != port::MailOutcome::Kind::kLater || !outcome.all_mail;
  if (reached) pauses_ = 0;
  ++(outcome.kind == port::MailOutcome::Kind::kSent ? sent_ : failed_);
  switch (outcome.kind) {
    case port::MailOutcome::Kind::kSent:
      return finish("sent", {});
    case port::MailOutcome::Kind::kRefused:
      return finish("refused", std::move(outcome.reason));
    case port::MailOutcome::Kind::kLater:
      return later(std::move(outcome));
  }
}

void Outbox::Work::later(port::MailOutcome outcome) {
  Waiting& waiting = current_->waiting;
  if (outcome.all_mail) {
    // Only here: what a mail server says of one mail may name its recipient.
    log::warn("no mail can be sent now", {{"reason", outcome.reason}});
    paused_until_ = now() + step_of(kPauses, ++pauses_);
    waiting.next_at = paused_until_;  // behind the others: it may be the cause after all
  } else {
    waiting.next_at = now() + step_of(kRetryAfter, static_cast<std::size_t>(waiting.attempts));
  }
  const WallMs end = end_of(waiting);
  if (now() >= end) return finish("given_up", std::move(outcome.reason));
  waiting.next_at = std::min(waiting.next_at, end);
  waiting.error = std::move(outcome.reason);
  std::vector<port::Write> writes;
  writes.push_back(port::Put{core::waiting_mail_key(needs_.workspace, waiting.mail.id),
                             encode(waiting), port::IfVersion{current_->version},
                             row_end(waiting)});
  needs_.store.transact(std::move(writes), back([](Work& work, const port::WriteResult& result) {
                          // Unnoted it is tried at the same time all the same: only the count and
                          // the reason are lost. In conflict it was taken back.
                          const Waiting& tried = work.current_->waiting;
                          if (result.status == port::StoreStatus::kConflict) {
                            work.forget(tried.mail.id);
                          } else {
                            work.add(tried);
                          }
                          work.end_current();
                        }));
}

// The mail is over, whatever the store says: until that is noted nothing else is sent, for the
// mail would be sent again.
void Outbox::Work::finish(std::string state, std::string error) {
  const Waiting& waiting = current_->waiting;
  MailState over;
  over.id = waiting.mail.id;
  over.to = waiting.mail.to;
  over.template_name = waiting.mail.template_name;
  over.state = std::move(state);
  over.error = std::move(error);
  over.attempts = waiting.attempts;
  over.at = waiting.at;
  const bool sent = over.state == "sent";
  if (sent) over.sent_at = now();
  const auto link = waiting.mail.values.find("link");
  if (!sent && link != waiting.mail.values.end()) over.link = link->second;
  log::debug("mail is over", {{"mail", over.id}, {"state", over.state}});
  const WallMs until = now() + kKeptFor;
  std::vector<port::Write> writes;
  writes.push_back(port::Delete{core::waiting_mail_key(needs_.workspace, over.id), {}});
  writes.push_back(port::Put{over_key(needs_.workspace, over.id), "{}", {}, until});
  writes.push_back(
      port::Put{listed_key(needs_.workspace, over), encode(over, waiting.mail.until), {}, until});
  note(std::move(writes));
}

void Outbox::Work::note(std::vector<port::Write> writes) {
  auto again = writes;
  needs_.store.transact(
      std::move(writes),
      back([again = std::move(again)](Work& work, const port::WriteResult& result) mutable {
        if (result.status == port::StoreStatus::kOk) {
          work.forget(work.current_->waiting.mail.id);
          return work.end_current();
        }
        const std::weak_ptr<Work> alive = work.weak_from_this();
        work.needs_.executor.run_after(kStoreRetry, [alive, again = std::move(again)]() mutable {
          if (const auto living = alive.lock()) living->note(std::move(again));
        });
      }));
}

void Outbox::Work::end_current() {
  current_.reset();
  busy_ = false;
  if (more_stored_ && entries_.size() < kMostWaiting / 2) next_scan_ = now();
  if (draining_) {
    for (Task& each : std::exchange(drained_, {})) each();
    return;
  }
  run();
}

// What waits for its place in an hour (MAIL25) goes on waiting.
void Outbox::Work::hurry() {
  const WallMs at = now();
  paused_until_ = 0;
  for (auto& [id, entry] : entries_) {
    if (!entry.tried || entry.unsent || entry.next_at <= at) continue;
    due_.erase({entry.next_at, id});
    entry.next_at = at;
    due_.emplace(at, id);
  }
  run();
}

WallMs Outbox::Work::end_of(const Waiting& waiting) const {
  const WallMs end = waiting.at + kTriedFor;
  return waiting.mail.until == 0 ? end : std::min(end, waiting.mail.until);
}

void Outbox::Work::drain(Task done) {
  draining_ = true;
  if (!busy_) return done();
  drained_.push_back(std::move(done));
}

}  // namespace atelier::feature::mail
