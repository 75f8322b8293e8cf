// Quoted-printable (RFC 2045 section 6.7) of text bodies: the lines of a message part.
#pragma once

#include <string>
#include <string_view>

namespace atelier::wire::mail {

/// Lines of `text` end with '\n', "\r\n" or '\r'; those of the result with CRLF, at most 76
/// characters before it. No line begins with a dot or with "From ", so that nobody on the way has
/// to change one.
std::string quoted_printable(std::string_view text);

}  // namespace atelier::wire::mail
