// Opaque secrets that travel as text: `<prefix>_<base64url>` (AUTH20). The prefix says what it is
// for (session, link, invite...). Makes no random bytes and hashes nothing: callers do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atelier::wire {

inline constexpr std::size_t kMinSecretBytes = 16;
inline constexpr std::size_t kMaxSecretBytes = 64;

/// `prefix`: lower-case letters and digits.
std::string format_secret(std::string_view prefix, std::string_view bytes);

/// The bytes, or nothing for another prefix, a wrong length or any other character.
std::optional<std::string> parse_secret(std::string_view prefix, std::string_view text);

}  // namespace atelier::wire
