// HTTP dates (RFC 9110 section 5.6.7), e.g. "Sun, 06 Nov 1994 08:49:37 GMT". Only this form, the
// one that all senders must use, is written and read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace atelier::wire::http {

/// For times of the years 1970 to 9999.
std::string format_date(WallMs time);
/// Milliseconds are zero. Nothing for any other text.
std::optional<WallMs> parse_date(std::string_view text);

}  // namespace atelier::wire::http
