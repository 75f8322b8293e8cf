// The 32 bytes that only this server knows, kept sealed in its data folder (spec/auth.md).
#pragma once

#include <string>

#include "adapter/filesystem/vault.h"
#include "base/result.h"
#include "port/random.h"

namespace atelier::app {

/// Reads `keys/server.secret`, which is made at the first start.
Result<std::string> read_server_secret(const adapter::Vault& vault, port::Random& random);

}  // namespace atelier::app
