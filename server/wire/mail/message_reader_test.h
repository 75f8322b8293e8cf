// Reads a message back as a mail program would, with code of its own: for the tests of the writer.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/base64.h"

namespace atelier::wire::mail {

struct ReadMessage {
  std::vector<std::pair<std::string, std::string>> headers;  // unfolded
  std::string text;
  std::string html;

  std::string header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return "(none)";
  }
};

inline std::vector<std::string> lines_of(std::string_view bytes) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find("\r\n", at);
    lines.emplace_back(bytes.substr(at, end - at));
    if (end == std::string_view::npos) break;
    at = end + 2;
  }
  return lines;
}

inline std::string decode_quoted_printable(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] != '=') {
        out += line[i];
      } else if (i + 2 < line.size()) {
        out += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
        i += 2;
      }
    }
    if (line.empty() || line.back() != '=') out += '\n';
  }
  return out;
}

/// Decodes the encoded words of a header value; white space between two of them goes.
inline std::string decode_words(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    const std::size_t open = value.find("=?UTF-8?B?");
    out += value.substr(0, open);
    if (open == std::string_view::npos) break;
    value.remove_prefix(open + 10);
    const std::size_t close = value.find("?=");
    out += base64::decode_lenient(value.substr(0, close));
    value.remove_prefix(close + 2);
    if (value.starts_with(" =?")) value.remove_prefix(1);
  }
  return out;
}

inline ReadMessage read_message(std::string_view bytes) {
  ReadMessage message;
  const std::size_t blank = bytes.find("\r\n\r\n");
  for (const std::string& line : lines_of(bytes.substr(0, blank))) {
    if (line.starts_with(' ')) {
      message.headers.back().second += line;
      continue;
    }
    const std::size_t colon = line.find(": ");
    message.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  std::vector<std::string> part;
  int parts = 0;
  for (const std::string& line : lines_of(bytes.substr(blank + 4))) {
    if (!line.starts_with("--=_atelier_alternative")) {
      part.push_back(line);
      continue;
    }
    // Headers of the part, a blank line, the body, and the line break of the boundary.
    if (part.size() > 3) {
      const std::vector<std::string> body(part.begin() + 3, part.end() - 1);
      (parts == 1 ? message.text : message.html) = decode_quoted_printable(body);
    }
    ++parts;
    part.clear();
  }
  return message;
}

}  // namespace atelier::wire::mail
