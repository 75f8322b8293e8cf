// The bytes of a mail (RFC 5322, MIME): text and HTML as alternatives, in ASCII (spec/mail.md
// MAIL2..MAIL4). Knows nothing of SMTP; dots at the start of lines never occur.
#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace atelier::wire::mail {

struct Message {
  std::string from_name;  // UTF-8, may be empty
  std::string from;       // address
  std::string to;         // address
  std::string subject;    // UTF-8
  std::string text;       // UTF-8
  std::string html;       // UTF-8
  std::string id;         // "x@domain"
  WallMs at = 0;
};

/// `invalid` for what cannot stand where it should: addresses and the id.
Result<std::string> format_message(const Message& message);

}  // namespace atelier::wire::mail
