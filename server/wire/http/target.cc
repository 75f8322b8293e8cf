#include "wire/http/target.h"

#include <algorithm>

#include "base/utf8.h"

namespace atelier::wire::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += plus_is_space && text[at] == '+' ? ' ' : text[at];
      continue;
    }
    if (at + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[at + 1]);
    const int low = hex_digit(text[at + 2]);
    if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
    at += 2;
  }
  return out;
}

// Works on the decoded path, so that %2e and %2f cannot hide a dot segment. Nothing when the path
// leads above its root.
std::optional<std::string> remove_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/' that begins each segment
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    if (segment == "..") {
      if (out.empty()) return std::nullopt;
      out.resize(out.rfind('/'));
    } else if (segment != ".") {
      out.append("/").append(segment);
      continue;
    }
    if (path.empty()) out += '/';
  }
  return out;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
  return decode(text, false);
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

Result<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return invalid("the request target is not a path");
  const std::size_t path_end = std::min(target.find('?'), target.size());
  auto decoded = percent_decode(target.substr(0, path_end));
  if (!decoded) return invalid("the path holds a broken percent escape");
  const auto is_refused = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || c == '\\';
  };
  if (std::any_of(decoded->begin(), decoded->end(), is_refused) || !utf8::is_valid(*decoded)) {
    return invalid("the path holds a character that is not allowed");
  }
  auto path = remove_dot_segments(*decoded);
  if (!path) return invalid("the path leads above the root");
  return Target{std::move(*path),
                std::string(target.substr(std::min(path_end + 1, target.size())))};
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    if (decode(parameter.substr(0, equals), true) != name) continue;
    return decode(parameter.substr(std::min(equals + 1, parameter.size())), true);
  }
  return std::nullopt;
}

}  // namespace atelier::wire::http
