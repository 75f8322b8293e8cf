// What the routes need of the outbox of mails (spec/mail.md). Filled by the app; the default is a
// server without one.
#pragma once

#include <functional>
#include <string>

#include "base/function.h"
#include "base/result.h"

namespace atelier::gateway {

struct MailDesk {
  bool has_mail_server = false;
  /// A wish with this id was stored or taken back. Any thread.
  std::function<void(std::string)> look = [](const std::string&) {};
  /// Whether a mail to this address would be taken now (MAIL25). Any thread; answers on any.
  std::function<void(std::string, UniqueFunction<void(Result<void>)>)> may_write_to =
      [](const std::string&, UniqueFunction<void(Result<void>)> done) { done({}); };
};

}  // namespace atelier::gateway
