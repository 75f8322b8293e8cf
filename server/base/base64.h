// Base64 (RFC 4648): standard with padding, and URL-safe without.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atelier::base64 {

std::string encode(std::string_view bytes);
std::string encode_url(std::string_view bytes);

/// Strict URL-safe form without padding, as JOSE requires; nothing for any other character.
std::optional<std::string> decode_url(std::string_view text);
/// As Node's Buffer.from(text, 'base64'): both alphabets, skips what is neither, stops at '='.
std::string decode_lenient(std::string_view text);

}  // namespace atelier::base64
