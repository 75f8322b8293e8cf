// Asking the workspace's people from a gateway: one JSON body in, one out, with the rights of the
// server. The caller has authenticated and authorized whoever acts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/function.h"
#include "base/json.h"
#include "core/workspace.h"
#include "port/random.h"

namespace atelier::gateway {

using JsonDone = UniqueFunction<void(Result<json::object>)>;

/// `done` runs once on `loop`. `who` is the actor of what is written.
void ask_workspace(core::Workspace& workspace, std::size_t loop, core::Principal who,
                   std::string name, const json::object& body, JsonDone done);

/// Who acts when nobody does.
core::Principal server_principal();

/// "<prefix>-" and 22 random characters: ids of accounts (u), guests (g) and logins (l).
std::string make_id(std::string_view prefix, port::Random& random);
/// True for an id that make_id could have made.
bool is_own_id(std::string_view prefix, std::string_view id);

}  // namespace atelier::gateway
