// Masking of WebSocket payloads (RFC 6455 section 5.3). Masking and unmasking are one operation.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace atelier::wire::websocket {

using MaskKey = std::array<std::uint8_t, 4>;

/// `offset` is the position of the first byte within its frame's payload.
void apply_mask(std::span<char> bytes, const MaskKey& key, std::uint64_t offset = 0);

}  // namespace atelier::wire::websocket
