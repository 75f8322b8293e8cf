// Names that travel: rooms, documents, principals, and the ids we make.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

namespace atelier {

/// Room name `[A-Za-z0-9_-]{1,64}`.
bool is_room_id(std::string_view id);
/// Document name `[A-Za-z0-9._~-]{1,128}`.
bool is_document_name(std::string_view name);
/// A UUIDv7 in canonical lower or upper case text form.
bool is_uuid_v7(std::string_view text);

/// UUIDv7 text (RFC 9562) from a time and 10 random bytes.
std::string make_uuid_v7(WallMs now, const std::array<std::uint8_t, 10>& random);

}  // namespace atelier
