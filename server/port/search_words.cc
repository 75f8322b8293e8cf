#include "port/search_words.h"

#include <algorithm>

#include "base/utf8.h"

namespace atelier::port {
namespace {

bool is_searchable(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

// ASCII punctuation and control bytes separate words; what is left may be quoted for any engine.
std::string cleaned(std::string_view piece) {
  std::string out(piece);
  std::ranges::replace_if(
      out, [](char c) { return !is_searchable(c); }, ' ');
  const std::size_t from = out.find_first_not_of(' ');
  if (from == std::string::npos) return {};
  return out.substr(from, out.find_last_not_of(' ') - from + 1);
}

}  // namespace

std::string without_match_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with(kMatchOpen) || text.starts_with(kMatchClose)) {
      text.remove_prefix(kMatchOpen.size());
      continue;
    }
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

std::vector<SearchTerm> search_terms(std::string_view words) {
  std::vector<SearchTerm> terms;
  if (!utf8::is_valid(words)) return terms;
  std::size_t at = 0;
  while (at < words.size() && terms.size() < kMaxSearchTerms) {
    if (is_space(words[at])) {
      ++at;
      continue;
    }
    const bool quoted = words[at] == '"';
    const std::size_t from = quoted ? at + 1 : at;
    std::size_t to = from;
    while (to < words.size() && words[to] != '"' && (quoted || !is_space(words[to]))) ++to;
    std::string text = cleaned(words.substr(from, to - from));
    at = quoted && to < words.size() ? to + 1 : to;
    if (!text.empty()) terms.push_back({std::move(text), !quoted && at == words.size()});
  }
  return terms;
}

}  // namespace atelier::port
