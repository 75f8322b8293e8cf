// Range requests for one range of bytes (RFC 9110 section 14).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::wire::http {

struct ByteRange {
  enum class Kind : std::uint8_t {
    kWhole,          // no, malformed or several ranges: answer 200 with everything
    kPart,           // answer 206 with [first, last]
    kUnsatisfiable,  // answer 416
  };
  Kind kind = Kind::kWhole;
  std::uint64_t first = 0;
  std::uint64_t last = 0;  // inclusive

  bool operator==(const ByteRange&) const = default;
};

/// `header` is the value of Range, e.g. "bytes=0-499" or "bytes=-500".
ByteRange parse_range(std::string_view header, std::uint64_t size_bytes);

/// The value of Content-Range for kPart ("bytes 0-499/1234") and kUnsatisfiable ("bytes */1234").
std::string content_range(const ByteRange& range, std::uint64_t size_bytes);

}  // namespace atelier::wire::http
