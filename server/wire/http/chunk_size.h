// The line before each chunk of a chunked body (RFC 9112 section 7.1): size and extensions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace atelier::wire::http {

struct ChunkSize {
  std::uint64_t bytes = 0;  // below 2^60
  std::size_t extension_bytes = 0;
};

/// Nothing for anything that is not 1 to 15 hexadecimal digits and well-formed extensions.
std::optional<ChunkSize> parse_chunk_size(std::string_view line);

}  // namespace atelier::wire::http
