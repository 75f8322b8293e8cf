// Conditional requests (RFC 9110 section 13): entity tags against If-None-Match and If-Match.
#pragma once

#include <string_view>

namespace atelier::wire::http {

/// `etag` is the current one with its quotes, e.g. "\"abc\"" or "W/\"abc\"". Weak comparison, "*"
/// matches: true means 304 for GET and HEAD. A malformed header matches nothing.
bool if_none_match_hits(std::string_view header, std::string_view etag);

/// Strong comparison: true means the write may go on.
bool if_match_holds(std::string_view header, std::string_view etag);

}  // namespace atelier::wire::http
