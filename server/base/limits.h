// Every bound of the server that a peer can reach, named with its unit, one section per area. Says
// what the number is; what happens beyond it is said in spec/ and by the code that enforces it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace atelier::limits {

// HTTP/1.1 requests (spec/http.md). Trailers count into the header block of their request.
inline constexpr std::size_t kHttpMethodBytes = 32;
inline constexpr std::size_t kHttpTargetBytes = 8 * 1024;
inline constexpr std::size_t kHttpHeaderBlockBytes = 16 * 1024;
inline constexpr std::size_t kHttpHeaders = 100;
inline constexpr std::size_t kHttpChunkExtensionBytes = 256;
inline constexpr std::size_t kHttpChunkExtensionsPerBodyBytes = 16 * 1024;
static_assert(kHttpTargetBytes < kHttpHeaderBlockBytes);
static_assert(kHttpChunkExtensionBytes <= kHttpChunkExtensionsPerBodyBytes);

// WebSocket (spec/websocket.md).
inline constexpr std::size_t kWebSocketControlPayloadBytes = 125;  // RFC 6455 section 5.5
inline constexpr std::size_t kWebSocketFragmentsPerMessage = 131'072;

}  // namespace atelier::limits
