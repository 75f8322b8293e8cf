// Mail as a wish: what the server wants to say to whom, in words of a template (spec/mail.md).
// Anything that stores events can store a wish with them, in one transaction, without knowing the
// outbox (feature/mail), which finds it there: MAIL21.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"
#include "port/record_store.h"

namespace atelier::core {

struct Mail {
  /// 1 to 64 of A-Z a-z 0-9 _ -; the same id is the same mail. Seen by the recipient.
  std::string id;
  std::string to;                  // an address (base/mail_address.h)
  std::string language = "en";     // of the recipient, as "de" or "de-AT"
  std::string template_name = {};  // "invite"; spec/mail.md lists them with their values
  std::map<std::string, std::string> values = {};  // plain text; "link" is a whole address
  WallMs until = 0;                                // senseless from then on; 0: no end of its own
};

/// is_mail_id("invite-x7Qp-2")
bool is_mail_id(std::string_view id);

/// The row that holds the wish: into Decision::writes or rows(event). Afterwards, once it is
/// stored, tell Outbox::look(id); who crashes before loses nothing.
port::Write mail_row(std::string_view workspace, const Mail& mail, WallMs now);
/// Takes the wish back, when it still waits (MAIL28).
port::Write mail_withdrawal(std::string_view workspace, std::string_view id);

/// Where wishes wait, in the workspace's partition, and what such a row says; `at` is when the mail
/// was wished for.
inline constexpr std::string_view kWaitingMailPrefix = "mail/wait/";  // and the id
port::RecordKey waiting_mail_key(std::string_view workspace, std::string_view id);
json::object describe_mail(const Mail& mail, WallMs at);

}  // namespace atelier::core
