#include "base/utf8.h"

#include <cstring>

namespace atelier::utf8 {

namespace {

// Bytes of ASCII at the start, in steps of 8: most text on the wire is nothing else.
std::size_t ascii_prefix(std::string_view bytes) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  return at;
}

}  // namespace

bool Validator::feed(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (need_ == 0 && at % 8 == 0) {
      at += ascii_prefix(bytes.substr(at));
      if (at == bytes.size()) break;
    }
    const auto b = static_cast<unsigned char>(bytes[at]);
    if (need_ > 0) {
      if (b < low_ || b > high_) return false;
      --need_;
      low_ = 0x80;
      high_ = 0xBF;
      continue;
    }
    if (b < 0x80) continue;
    if (b < 0xC2 || b > 0xF4) return false;
    need_ = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    // The second byte's range rules out overlong forms, surrogates and what lies above U+10FFFF.
    if (b == 0xE0) low_ = 0xA0;
    if (b == 0xED) high_ = 0x9F;
    if (b == 0xF0) low_ = 0x90;
    if (b == 0xF4) high_ = 0x8F;
  }
  return true;
}

bool is_valid(std::string_view bytes) {
  Validator validator;
  return validator.feed(bytes) && validator.is_complete();
}

std::size_t utf16_length(std::string_view bytes) {
  std::size_t units = 0;
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    if ((b & 0xC0) != 0x80) ++units;
    if (b >= 0xF0) ++units;
  }
  return units;
}

void append(std::string& out, std::uint32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = 0xFFFD;
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xC0 | code_point >> 6);
    byte(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    byte(0xE0 | code_point >> 12);
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  } else {
    byte(0xF0 | code_point >> 18);
    byte(0x80 | (code_point >> 12 & 0x3F));
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  }
}

}  // namespace atelier::utf8
