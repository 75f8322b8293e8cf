// From a wish to words: what a mail says, as text and HTML (spec/mail.md MAIL30..MAIL32). Pure.
#pragma once

#include <string>

#include "base/result.h"
#include "core/mail.h"

namespace atelier::feature::mail {

inline constexpr std::size_t kShortValueBytes = 200;  // names; longer ones are cut
inline constexpr std::size_t kNoteBytes = 2000;
inline constexpr std::size_t kLinkBytes = 2000;

struct MailWords {
  std::string subject;
  std::string text;
  std::string html;
};

/// Whether this can be a mail: address, template, the values it needs, the link.
Result<void> check(const core::Mail& mail);

/// `mail` passed the check.
MailWords render(const core::Mail& mail);

}  // namespace atelier::feature::mail
