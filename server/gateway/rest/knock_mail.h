// AUTH85: who is knocked for and is not there gets a mail.
#pragma once

#include <string>

#include "gateway/rest/calls.h"

namespace atelier::gateway {

/// Writes to those who own the room that `who` waits at its door: at most one mail to each in each
/// ten minutes of the clock. Does its work behind the answer of the call; what fails is not tried
/// again.
void mail_hosts(Services& services, std::size_t loop, const std::string& room,
                const std::string& who);

}  // namespace atelier::gateway
