#include "base/base64.h"

#include <array>
#include <cstdint>

namespace atelier::base64 {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::int8_t, 256> reverse(std::string_view alphabet) {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}

std::string encode_with(std::string_view bytes, std::string_view alphabet, bool pad) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (held += 8; held >= 6;) {
      held -= 6;
      out += alphabet[bits >> held & 63];
    }
  }
  if (held > 0) out += alphabet[bits << (6 - held) & 63];
  while (pad && out.size() % 4 != 0) out += '=';
  return out;
}

// Collects 6-bit groups into bytes; what remains below 8 bits is dropped.
class Collector {
 public:
  void add(int group) {
    bits_ = bits_ << 6 | static_cast<std::uint32_t>(group);
    held_ += 6;
    if (held_ < 8) return;
    held_ -= 8;
    out += static_cast<char>(bits_ >> held_ & 0xFF);
  }
  bool has_clean_end() const { return (bits_ & ((1U << held_) - 1)) == 0; }
  std::string out;

 private:
  std::uint32_t bits_ = 0;
  int held_ = 0;
};

}  // namespace

std::string encode(std::string_view bytes) {
  return encode_with(bytes, kStandard, true);
}
std::string encode_url(std::string_view bytes) {
  return encode_with(bytes, kUrl, false);
}

std::optional<std::string> decode_url(std::string_view text) {
  static constexpr auto kTable = reverse(kUrl);
  if (text.size() % 4 == 1) return std::nullopt;
  Collector collector;
  for (const char c : text) {
    const int group = kTable[static_cast<unsigned char>(c)];
    if (group < 0) return std::nullopt;
    collector.add(group);
  }
  // One signature must have one text: bits beyond the last byte are zero.
  if (!collector.has_clean_end()) return std::nullopt;
  return std::move(collector.out);
}

std::string decode_lenient(std::string_view text) {
  static constexpr auto kStandardTable = reverse(kStandard);
  static constexpr auto kUrlTable = reverse(kUrl);
  Collector collector;
  for (const char c : text) {
    if (c == '=') break;
    const auto index = static_cast<unsigned char>(c);
    const int group = kStandardTable[index] >= 0 ? kStandardTable[index] : kUrlTable[index];
    if (group >= 0) collector.add(group);
  }
  return std::move(collector.out);
}

}  // namespace atelier::base64
