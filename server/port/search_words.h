// What a person types into a search box, taken apart: words and "quoted phrases", each of which
// must occur; the last word typed counts as a prefix. Any input is safe. Knows no query language.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::port {

inline constexpr std::size_t kMaxSearchTerms = 16;
inline constexpr std::size_t kMaxSearchLimit = 100;

struct SearchTerm {
  std::string text;     // valid UTF-8 with at least one letter or digit, no quotes
  bool prefix = false;  // the last word while it is being typed
  bool operator==(const SearchTerm&) const = default;
};

/// The marks around matches in a snippet: U+E000 and U+E001.
inline constexpr std::string_view kMatchOpen = "\xEE\x80\x80";
inline constexpr std::string_view kMatchClose = "\xEE\x80\x81";

/// STO45: the text without the two marks, so that none can be forged.
std::string without_match_marks(std::string_view text);

/// At most kMaxSearchTerms; empty when nothing can be searched for (then nothing is found).
std::vector<SearchTerm> search_terms(std::string_view words);

}  // namespace atelier::port
