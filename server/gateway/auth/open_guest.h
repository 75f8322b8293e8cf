// Guests of a server that is open to everybody (spec/auth.md AUTH51): their secret alone says who
// they are, nothing is stored. Whoever shows it again is the same guest.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/principal.h"
#include "port/crypto.h"
#include "port/http.h"
#include "port/random.h"

namespace atelier::gateway {

std::string make_guest_secret(port::Random& random);
/// The guest of a secret; nothing when it cannot be one.
std::optional<core::Principal> open_guest(const port::Crypto& crypto, std::string_view secret);

/// For EngineOptions::introduce: gives who shows neither token nor cookie the cookie of a new
/// guest, in the request as if it had come with it, and returns the Set-Cookie header.
std::function<std::string(port::HttpRequest&)> guest_introduction(port::Random& random);

}  // namespace atelier::gateway
