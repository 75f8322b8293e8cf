// The secret of the first owner's setup link (spec/auth.md AUTH46).
#pragma once

#include <string>

#include "core/workspace.h"
#include "port/crypto.h"
#include "port/random.h"

namespace atelier::gateway {

/// At each start: while the workspace has no account, makes a new secret, for the link
/// `/setup#<secret>`; else an empty text. `done` runs on loop 0.
void open_setup(core::Workspace& workspace, port::Random& random, const port::Crypto& crypto,
                UniqueFunction<void(Result<std::string>)> done);

}  // namespace atelier::gateway
