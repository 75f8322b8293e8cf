// Mail from the configuration: who writes, and the mail server that takes it.
#pragma once

#include <memory>
#include <string>

#include "adapter/smtp/smtp_mailer.h"
#include "app/config.h"

namespace atelier::app {

struct MailSender {
  std::string name;
  std::string address;
};

/// "rooms@example.org" or "Studio Nord <rooms@example.org>".
Result<MailSender> parse_sender(const std::string& text);
/// Who writes the mails of this server; something harmless when nobody is configured.
MailSender sender_of(const Config& config);

/// Null when no mail server is configured; the error says which setting to mend.
Result<std::unique_ptr<adapter::SmtpMailer>> make_mailer(const Config& config);

}  // namespace atelier::app
