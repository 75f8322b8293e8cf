// Passwords in requests: the rules for new ones, and trying one (spec/auth.md AUTH41, AUTH50).
#pragma once

#include "gateway/rest/calls.h"

namespace atelier::gateway {

/// A password that may be set; nothing when it was bad and the call is answered.
std::optional<std::string> new_password(const Call& call, const json::object& body,
                                        std::string_view key);

/// `then(credentials)` when it is the password of that account (`who` is {"email"} or {"account"});
/// else the call is answered `unauthenticated`, after the same work whether it exists or not.
void try_password(Services& services, const Call& call, const json::object& who,
                  std::string password, UniqueFunction<void(json::object)> then);

}  // namespace atelier::gateway
