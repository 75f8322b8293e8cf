#include <algorithm>

#include "feature/docs/render/characters.h"
#include "feature/docs/render/markdown_inline.h"

namespace atelier::feature::docs::render {
namespace {

char at_or_space(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : ' ';
}

/// `&name;` or `&#number;`
bool begins_entity(std::string_view text) {
  std::size_t at = 1;
  if (at_or_space(text, at) == '#') ++at;
  const std::size_t first = at;
  while (at < text.size() && is_alphanumeric(text[at])) ++at;
  return at > first && at_or_space(text, at) == ';';
}

bool needs_backslash(std::string_view text, std::size_t at) {
  const char next = at_or_space(text, at + 1);
  switch (text[at]) {
    case '*':
    case '`':
    case '[':
    case ']':
    case '<':
    case '~':
      return true;
    case '_':
      return at == 0 || !is_alphanumeric(text[at - 1]) || !is_alphanumeric(next);
    case '\\':
      return is_punctuation(next) || is_space(next);
    case '&':
      return begins_entity(text.substr(at));
    default:
      return false;
  }
}

std::size_t digits_at(std::string_view line) {
  std::size_t count = 0;
  while (count < line.size() && is_digit(line[count])) ++count;
  return count;
}

/// A rule, the underline of a heading, the second row of a table.
bool is_drawn(std::string_view line) {
  return line.find_first_not_of("-=:| \t") == std::string_view::npos;
}

/// Where a backslash has to go, or nowhere.
std::size_t place_of_escape(std::string_view line) {
  const std::size_t nowhere = std::string_view::npos;
  if (line.empty()) return nowhere;
  const char first = line[0];
  const char next = at_or_space(line, 1);
  if (first == '>' || (first != ' ' && is_drawn(line))) return 0;
  if (first == '#') {
    const std::size_t end = std::min(line.find_first_not_of('#'), line.size());
    return end <= 6 && is_space(at_or_space(line, end)) ? 0 : nowhere;
  }
  if (first == '-' || first == '+') return is_space(next) ? 0 : nowhere;
  const std::size_t digits = digits_at(line);
  if (digits == 0 || digits > 9) return nowhere;
  const char mark = at_or_space(line, digits);
  const bool is_number = (mark == '.' || mark == ')') && is_space(at_or_space(line, digits + 1));
  return is_number ? digits : nowhere;
}

void append_percent(std::string& out, char letter) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(letter);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

}  // namespace

std::string escaped_markdown(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (needs_backslash(text, at)) out += '\\';
    out += text[at] == '\r' ? ' ' : text[at];
  }
  return out;
}

std::string escaped_line(std::string_view line) {
  std::string out(line);
  const std::size_t at = place_of_escape(line);
  if (at != std::string_view::npos) out.insert(at, 1, '\\');
  return out;
}

std::string markdown_target(std::string_view target, std::string_view title) {
  std::string out = "(";
  for (std::size_t at = 0; at < target.size(); ++at) {
    const char letter = target[at];
    const auto byte = static_cast<unsigned char>(letter);
    if (byte <= ' ' || byte == 127 || letter == '<' || letter == '>') {
      append_percent(out, letter);
      continue;
    }
    // Some readers see marks of emphasis in targets, too.
    constexpr std::string_view kEscaped = "()\\*_~`[]";
    const bool is_entity = letter == '&' && begins_entity(target.substr(at));
    if (is_entity || kEscaped.find(letter) != std::string_view::npos) out += '\\';
    out += letter;
  }
  if (!title.empty()) {
    out += " \"";
    for (const char letter : escaped_markdown(title)) {
      if (letter == '"') out += '\\';
      out += letter == '\n' ? ' ' : letter;
    }
    out += '"';
  }
  return out + ')';
}

}  // namespace atelier::feature::docs::render
