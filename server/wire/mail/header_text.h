// Text of people in mail headers (RFC 5322, RFC 2047): subjects and names, whatever is in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace atelier::wire::mail {

/// `text` as UTF-8 on one line: control characters and what is no UTF-8 become spaces (MAIL2), at
/// most `longest` bytes, and no character is cut in two.
std::string one_line(std::string_view text, std::size_t longest);

/// What follows "Subject: ": as it is when it is short ASCII, else folded encoded words.
/// `used`: columns taken before it.
std::string header_text(std::string_view text, std::size_t used);

/// A name before an address: a quoted string or encoded words; empty for an empty one.
std::string header_phrase(std::string_view name, std::size_t used);

}  // namespace atelier::wire::mail
