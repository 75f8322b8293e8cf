// HTTP header fields as a list, and the small grammar all headers share (RFC 9110 section 5):
// tokens, optional white space, comma lists. Names of received headers are in lower case.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atelier::wire::http {

/// In the order they came. The same type as the ports use, so lists are moved, not copied.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// First value of that name (lower case), or nothing.
std::optional<std::string_view> find_header(const Headers& headers, std::string_view name);

bool is_token(std::string_view text);
std::string to_lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);
/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);

/// Calls `take(element)` for each element of a comma list that is not empty, trimmed. Does not know
/// quoted strings: for lists of tokens.
template <class Take>
void for_each_element(std::string_view list, const Take& take) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view element = trim(list.substr(0, comma));
    if (!element.empty()) take(element);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

/// True when one of the headers of that name lists the token, in any case.
bool has_token(const Headers& headers, std::string_view name, std::string_view token);

}  // namespace atelier::wire::http
