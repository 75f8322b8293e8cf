// SmtpMailer: port::Mailer by SMTP (spec/mail.md MAIL10..MAIL12), through libcurl. One thread takes
// the mails in order, one connection for each. Never logs what a mail says, or to whom.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "adapter/threads/bounded_queue.h"
#include "base/result.h"
#include "port/mailer.h"

namespace atelier::adapter {

struct SmtpOptions {
  std::string url;  // smtp://host[:port] or smtps://host[:port]
  std::string user = {};
  std::string password = {};
  bool starttls = true;      // smtp:// only: nothing is said of the mail without it
  std::string ca_file = {};  // PEM; empty: the authorities of the system
  long connect_timeout_ms = 15'000;
  long timeout_ms = 60'000;
};

class SmtpMailer final : public port::Mailer {
 public:
  static constexpr std::size_t kQueued = 16;

  /// `invalid` for an address or options that cannot work; nothing is connected yet.
  static Result<std::unique_ptr<SmtpMailer>> make(SmtpOptions options);
  /// Breaks off what is under way.
  ~SmtpMailer() override;

  void send(port::RenderedMail mail, UniqueFunction<void(port::MailOutcome)> done) override;

 private:
  struct Job {
    port::RenderedMail mail;
    UniqueFunction<void(port::MailOutcome)> done;
  };

  explicit SmtpMailer(SmtpOptions options);
  void work();

  const SmtpOptions options_;
  std::atomic<bool> stopping_ = false;
  BoundedQueue<Job> queue_;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace atelier::adapter
