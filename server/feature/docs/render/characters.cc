#include "feature/docs/render/characters.h"

#include <algorithm>

namespace atelier::feature::docs::render {

Flank flank_of(std::uint32_t point) {
  const auto within = [point](std::uint32_t first, std::uint32_t last) {
    return point >= first && point <= last;
  };
  if (point < 128) {
    const char letter = static_cast<char>(point);
    if (is_space(letter)) return Flank::kSpace;
    return is_punctuation(letter) ? Flank::kPunctuation : Flank::kOther;
  }
  const bool is_blank = point == 0xA0 || within(0x2000, 0x200A) || point == 0x202F ||
                        point == 0x205F || point == 0x3000;
  if (is_blank) return Flank::kSpace;
  const bool is_mark = point == 0xA1 || point == 0xAB || point == 0xBB || point == 0xBF ||
                       within(0x2010, 0x2027) || within(0x3001, 0x3003) || within(0x3008, 0x3011);
  if (is_mark) return Flank::kPunctuation;
  const bool is_symbol = within(0xA2, 0xBE) || point == 0xD7 || point == 0xF7 ||
                         within(0x2030, 0x2BFF) || within(0x3004, 0x303F) ||
                         within(0xFE00, 0xFE6F) || within(0xFF01, 0xFF0F) || point >= 0x1F000;
  return is_symbol ? Flank::kUnsure : Flank::kOther;
}

std::size_t first_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(size, text.size());
}

std::size_t last_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (text[text.size() - size] & 0xC0) == 0x80) ++size;
  return size;
}

std::uint32_t first_point(std::string_view text) {
  const std::size_t size = first_size(text);
  const auto lead = static_cast<unsigned char>(text.front());
  std::uint32_t point = size == 1 ? lead : lead & (0xFFu >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) {
    point = point << 6 | (static_cast<unsigned char>(text[at]) & 0x3Fu);
  }
  return point;
}

}  // namespace atelier::feature::docs::render
