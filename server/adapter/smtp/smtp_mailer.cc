#include "adapter/smtp/smtp_mailer.h"

#include "adapter/curl_start.h"
#include "adapter/smtp/smtp_transfer.h"
#include "wire/mail/message.h"

namespace atelier::adapter {
namespace {

constexpr DurationMs kWaitMs = 60'000;

/// "smtp://mail.example.org:587": no path, no user, nothing that curl could read otherwise.
bool is_mail_url(std::string_view url) {
  const std::size_t scheme = url.starts_with("smtps://") ? 8 : url.starts_with("smtp://") ? 7 : 0;
  if (scheme == 0 || url.size() == scheme) return false;
  for (const char c : url.substr(scheme)) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain && std::string_view(".-:[]").find(c) == std::string_view::npos) return false;
  }
  return true;
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

port::MailOutcome later(std::string reason) {
  return {port::MailOutcome::Kind::kLater, std::move(reason), true};
}

}  // namespace

Result<std::unique_ptr<SmtpMailer>> SmtpMailer::make(SmtpOptions options) {
  if (!is_mail_url(options.url)) {
    return invalid("mail_url must be smtp://HOST[:PORT] or smtps://HOST[:PORT]");
  }
  if (!is_one_line(options.user) || !is_one_line(options.password)) {
    return invalid("mail_user and mail_password must be one line");
  }
  if (options.user.empty() != options.password.empty()) {
    return invalid("mail_user and mail_password belong together: set both or none");
  }
  if (!curl_is_ready()) return unavailable("libcurl cannot be started");
  return std::unique_ptr<SmtpMailer>(new SmtpMailer(std::move(options)));
}

SmtpMailer::SmtpMailer(SmtpOptions options)
    : options_(std::move(options)),
      queue_({kQueued, kQueued * kMaxMailBytes}),
      thread_([this] { work(); }) {}

SmtpMailer::~SmtpMailer() {
  stopping_ = true;
  queue_.close();
  thread_.join();
}

void SmtpMailer::send(port::RenderedMail mail, UniqueFunction<void(port::MailOutcome)> done) {
  const std::size_t bytes = mail.text.size() + mail.html.size();
  Job job{std::move(mail), std::move(done)};
  if (queue_.push(job, bytes)) return;
  auto refused = std::make_shared<Job>(std::move(job));
  queue_.push_notice([refused] { refused->done(later("Too many mails are under way.")); });
}

void SmtpMailer::work() {
  while (true) {
    auto taken = queue_.take({1, kMaxMailBytes}, kWaitMs);
    if (taken.ended || stopping_) return;
    for (Task& notice : taken.notices) notice();
    for (Job& job : taken.jobs) {
      const port::RenderedMail& mail = job.mail;
      const auto bytes =
          wire::mail::format_message({mail.from_name, mail.from, mail.to, mail.subject, mail.text,
                                      mail.html, mail.message_id, mail.at});
      if (!bytes) {
        job.done({port::MailOutcome::Kind::kRefused, bytes.error().message, false});
      } else if (bytes->size() > 2 * kMaxMailBytes) {
        job.done({port::MailOutcome::Kind::kRefused, "The mail is too large.", false});
      } else {
        job.done(transfer_mail(options_, {mail.from, mail.to, *bytes}, stopping_));
      }
    }
  }
}

}  // namespace atelier::adapter
