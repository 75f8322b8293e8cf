// UTF-8: checking, counting UTF-16 units (what JavaScript calls length) and appending code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::utf8 {

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid(std::string_view bytes);

/// Checks a text that arrives in pieces, as WebSocket fragments do (RFC 6455 section 8.1).
class Validator {
 public:
  /// False as soon as no continuation could make the text valid.
  bool feed(std::string_view bytes);
  /// True between characters.
  bool is_complete() const { return need_ == 0; }

 private:
  int need_ = 0;
  unsigned char low_ = 0x80;
  unsigned char high_ = 0xBF;
};

/// Length in UTF-16 code units of valid UTF-8.
std::size_t utf16_length(std::string_view bytes);

/// Appends one code point; surrogates and what lies above U+10FFFF become U+FFFD.
void append(std::string& out, std::uint32_t code_point);

}  // namespace atelier::utf8
