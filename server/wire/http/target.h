// Request targets: splitting, percent-decoding and making paths safe to route and to look up, and
// query parameters. Knows no route.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::wire::http {

struct Target {
  std::string path;   // percent-decoded, dot segments removed, starts with '/'
  std::string query;  // raw, without '?'
};

/// Splits an origin-form target and normalises its path. Invalid: bad escapes, %00 and other
/// control characters, backslashes, invalid UTF-8, and dot segments that lead above the root.
Result<Target> parse_target(std::string_view target);

/// Decodes %XX. Nothing for bad escapes and for %00.
std::optional<std::string> percent_decode(std::string_view text);
/// Encodes all but unreserved characters (RFC 3986 section 2.3).
std::string percent_encode(std::string_view text);

/// First value of the parameter, decoded ('+' is a space). Nothing when it is absent or its value
/// cannot be decoded. `a` without '=' has the value "".
std::optional<std::string> query_value(std::string_view query, std::string_view name);

}  // namespace atelier::wire::http
