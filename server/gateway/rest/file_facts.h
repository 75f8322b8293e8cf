// What a room keeps of a file's bytes (RST12).
#pragma once

#include <string_view>

#include "base/json.h"
#include "port/crypto.h"

namespace atelier::gateway {

/// `{size, sha256, type, width?, height?}`. Takes a while for large files: on the pool.
json::object file_facts(const port::Crypto& crypto, std::string_view bytes);

}  // namespace atelier::gateway
