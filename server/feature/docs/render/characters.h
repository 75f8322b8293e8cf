// Classes of characters, as CommonMark sees them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace atelier::feature::docs::render {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
/// Of ASCII.
inline bool is_punctuation(char c) {
  return c > ' ' && c < 127 && !is_alphanumeric(c);
}

/// What stands beside a mark of emphasis, and so decides whether it opens or closes.
/// Unsure are symbols, about which readers disagree: some take them for punctuation.
enum class Flank : std::uint8_t { kSpace, kPunctuation, kUnsure, kOther };

Flank flank_of(std::uint32_t code_point);
/// Valid UTF-8, not empty.
std::uint32_t first_point(std::string_view text);
/// The bytes that the first or the last character takes.
std::size_t first_size(std::string_view text);
std::size_t last_size(std::string_view text);

}  // namespace atelier::feature::docs::render
