// The 32 bytes that only this server knows, kept in its data folder (spec/auth.md).
#pragma once

#include <string>

#include "base/result.h"
#include "port/random.h"

namespace atelier::app {

/// Reads `keys/server.secret`, which is made at the first start.
Result<std::string> read_server_secret(const std::string& data, port::Random& random);

}  // namespace atelier::app
