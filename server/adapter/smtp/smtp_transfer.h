// One conversation with a mail server, from connecting to QUIT; blocks its thread.
#pragma once

#include <atomic>
#include <string>

#include "adapter/smtp/smtp_mailer.h"

namespace atelier::adapter {

struct SmtpLetter {
  const std::string& from;
  const std::string& to;
  const std::string& message;
};

/// Ends soon after `stopping` becomes true, then with kLater.
port::MailOutcome transfer_mail(const SmtpOptions& options, SmtpLetter letter,
                                const std::atomic<bool>& stopping);

/// What the end of a conversation means (MAIL12). `curl_code`: a CURLcode; `complaint`: the
/// last reply of the mail server with 4xx or 5xx; `error`: what libcurl said of it.
port::MailOutcome outcome_of(int curl_code, const std::string& complaint, const std::string& error);

}  // namespace atelier::adapter
