// Knocking (spec/auth.md AUTH80): what stands between showing a link that works and using it.
#pragma once

#include <string>

#include "gateway/rest/calls.h"

namespace atelier::gateway {

/// Lets the caller through, or has them wait at the door and answers the call (RST27). `then` runs
/// when they may use the link now.
void pass_door(Services& services, const Call& call, const std::string& room,
               const std::string& link, Task then);
/// What the door says to the caller without their knocking: `{state, hosts?}` (AUTH81).
void look_at_door(Services& services, const Call& call, core::Principal who,
                  const std::string& room, UniqueFunction<void(json::object)> then);
void add_knock_routes(Api& api, Services& services);  // RST27

}  // namespace atelier::gateway
