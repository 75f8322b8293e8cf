// Accept-Encoding (RFC 9110 section 12.5.3): which of our codings a client takes.
#pragma once

#include <cstdint>
#include <string_view>

namespace atelier::wire::http {

enum class Coding : std::uint8_t { kIdentity, kGzip, kBrotli };

/// "identity", "gzip" or "br".
std::string_view name_of(Coding coding);

struct AvailableCodings {
  bool gzip = false;
  bool brotli = false;
};

/// The available coding with the highest q-value; at equal values br before gzip before identity.
/// Identity when nothing fits, for a server may always answer so.
Coding negotiate_coding(std::string_view accept_encoding, AvailableCodings available);

}  // namespace atelier::wire::http
