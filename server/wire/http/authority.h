// The authority of a request, host[:port], as Host and the absolute form carry it.
#pragma once

#include <string_view>

namespace atelier::wire::http {

/// Letters, digits, '-', '.', '_', '~' or an address in brackets; then perhaps a port up to 65535.
/// No user information, no percent-encoding, never empty.
bool is_authority(std::string_view text);

}  // namespace atelier::wire::http
