#include "wire/http/chunk_size.h"

#include "wire/http/headers.h"

namespace atelier::wire::http {
namespace {

constexpr std::size_t kDigitsMax = 15;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Moves behind a token or a quoted string; false when there is neither.
bool skip_word(std::string_view& text, bool may_be_quoted) {
  if (may_be_quoted && text.starts_with('"')) {
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    if (at >= text.size()) return false;
    text.remove_prefix(at + 1);
    return true;
  }
  std::size_t end = 0;
  while (end < text.size() && is_token(text.substr(end, 1))) ++end;
  text.remove_prefix(end);
  return end > 0;
}

void skip_space(std::string_view& text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
}

// *( ";" name [ "=" value ] ), with white space only where RFC 9112 has "bad white space", but
// none before the first ';' and none at the end: those two are where parsers differ.
bool are_extensions(std::string_view text) {
  while (!text.empty()) {
    if (!text.starts_with(';')) return false;
    text.remove_prefix(1);
    skip_space(text);
    if (!skip_word(text, false)) return false;
    if (text.starts_with('=')) {
      text.remove_prefix(1);
      if (!skip_word(text, true)) return false;
    }
  }
  return true;
}

}  // namespace

std::optional<ChunkSize> parse_chunk_size(std::string_view line) {
  ChunkSize size;
  std::size_t digits = 0;
  for (; digits < line.size() && hex_digit(line[digits]) >= 0; ++digits) {
    if (digits == kDigitsMax) return std::nullopt;
    size.bytes = size.bytes << 4 | static_cast<std::uint64_t>(hex_digit(line[digits]));
  }
  const std::string_view extensions = line.substr(digits);
  if (digits == 0 || !are_extensions(extensions)) return std::nullopt;
  size.extension_bytes = extensions.size();
  return size;
}

}  // namespace atelier::wire::http
