#include "feature/mail/outbox.h"

#include "feature/mail/outbox_work.h"

namespace atelier::feature::mail {

Outbox::Outbox(OutboxNeeds needs) : work_(std::make_shared<Work>(std::move(needs))) {}

Outbox::~Outbox() = default;

bool Outbox::has_mail_server() const {
  return work_->has_mail_server();
}

const std::string& Outbox::from() const {
  return work_->from();
}

OutboxStats Outbox::stats() const {
  return work_->stats();
}

void Outbox::start() {
  work_->executor().post([work = work_] { work->start(); });
}

void Outbox::put(core::Mail mail, Done done) {
  work_->executor().post([work = work_, mail = std::move(mail), done = std::move(done)]() mutable {
    work->put(std::move(mail), std::move(done));
  });
}

void Outbox::may_write_to(std::string address, Done done) {
  work_->executor().post(
      [work = work_, address = std::move(address), done = std::move(done)]() mutable {
        work->may_write_to(address, std::move(done));
      });
}

void Outbox::look(std::string id) {
  work_->executor().post([work = work_, id = std::move(id)] { work->look(id); });
}

void Outbox::hurry() {
  work_->executor().post([work = work_] { work->hurry(); });
}

void Outbox::list(std::size_t limit, Listed listed) {
  work_->executor().post([work = work_, limit, listed = std::move(listed)]() mutable {
    work->list(limit, std::move(listed));
  });
}

void Outbox::drain(Task done) {
  work_->executor().post(
      [work = work_, done = std::move(done)]() mutable { work->drain(std::move(done)); });
}

}  // namespace atelier::feature::mail
