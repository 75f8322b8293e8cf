#include "wire/mail/header_text.h"

#include <algorithm>

#include "base/base64.h"
#include "base/utf8.h"

namespace atelier::wire::mail {
namespace {

constexpr std::size_t kLine = 76;  // of lines with encoded words
constexpr std::string_view kOpen = "=?UTF-8?B?";
constexpr std::string_view kClose = "?=";

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

/// Where to cut so that at most `most` bytes remain and no character is split.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  while (most > 0 && is_continuation(text[most])) --most;
  return most;
}

bool is_plain(std::string_view text) {
  const auto printable = [](char c) { return c >= 0x20 && c <= 0x7E; };
  return std::all_of(text.begin(), text.end(), printable) && text.find("=?") == text.npos;
}

std::string encoded_words(std::string_view text, std::size_t used) {
  std::string out;
  while (!text.empty()) {
    const std::size_t room = kLine - std::min(used, kLine / 2) - kOpen.size() - kClose.size();
    const std::size_t cut = whole_characters(text, room / 4 * 3);
    if (!out.empty()) out += "\r\n ";
    out += kOpen;
    out += base64::encode(text.substr(0, cut));
    out += kClose;
    text.remove_prefix(cut);
    used = 1;
  }
  return out;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t longest) {
  std::string out(text.substr(0, whole_characters(text, longest)));
  if (!utf8::is_valid(out)) {
    for (char& c : out) c = static_cast<unsigned char>(c) > 0x7E ? ' ' : c;
  }
  for (char& c : out) c = static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return out;
}

std::string header_text(std::string_view text, std::size_t used) {
  if (is_plain(text) && used + text.size() <= kLine) return std::string(text);
  return encoded_words(text, used);
}

std::string header_phrase(std::string_view name, std::size_t used) {
  if (name.empty()) return {};
  if (!is_plain(name) || used + 2 * name.size() + 2 > kLine) return encoded_words(name, used);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace atelier::wire::mail
