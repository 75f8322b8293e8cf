#include "wire/zip/zip_name.h"

#include <cstdint>

#include "base/utf8.h"

namespace atelier::wire::zip {
namespace {

constexpr std::size_t kEndingBytes = 16;

/// Bytes of the character that begins here; 1 for what is none.
std::size_t length_at(std::string_view text) {
  for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length) {
    if (utf8::is_valid(text.substr(0, length))) return length;
  }
  return 1;
}

std::uint32_t code_of(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return first;
  std::uint32_t code = first & (0xFFU >> (character.size() + 1));
  for (const char next : character.substr(1)) {
    code = code << 6 | (static_cast<unsigned char>(next) & 0x3FU);
  }
  return code;
}

bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

/// Line separators and marks of direction, which can make `exe.txt` look like `txt.exe`.
bool is_misleading(std::uint32_t code) {
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

bool is_plain(std::string_view character) {
  if (!utf8::is_valid(character)) return false;
  const std::uint32_t code = code_of(character);
  if (is_control(code) || is_misleading(code)) return false;
  return character.size() > 1 ||
         std::string_view("/\\:*?\"<>|").find(character.front()) == std::string_view::npos;
}

/// At most so many bytes, whole characters.
std::string_view cut(std::string_view text, std::size_t longest) {
  std::size_t size = 0;
  while (size < text.size()) {
    const std::size_t next = length_at(text.substr(size));
    if (size + next > longest) break;
    size += next;
  }
  return text.substr(0, size);
}

std::string shortened(const std::string& name) {
  if (name.size() <= kSafeNameBytes) return name;
  const std::size_t dot = name.rfind('.');
  const bool keeps = dot != std::string::npos && name.size() - dot <= kEndingBytes;
  const std::string ending = keeps ? name.substr(dot) : std::string();
  return std::string(cut(name, kSafeNameBytes - ending.size())) + ending;
}

}  // namespace

std::string safe_name(std::string_view wish) {
  std::string name;
  while (!wish.empty()) {
    const std::string_view character = wish.substr(0, length_at(wish));
    if (is_plain(character)) {
      name += character;
    } else {
      name += '_';
    }
    wish.remove_prefix(character.size());
  }
  name = shortened(name);
  if (name.empty()) return "file";
  if (name.front() == '.') name.front() = '_';
  if (name.back() == '.' || name.back() == ' ') name.back() = '_';
  return name;
}

bool is_safe_path(std::string_view path) {
  if (!utf8::is_valid(path)) return false;
  for (;;) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    if (segment.empty() || segment == "." || segment == "..") return false;
    for (std::string_view rest = segment; !rest.empty();) {
      const std::string_view character = rest.substr(0, length_at(rest));
      if (!is_plain(character)) return false;
      rest.remove_prefix(character.size());
    }
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace atelier::wire::zip
