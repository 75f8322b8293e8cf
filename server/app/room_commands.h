// Every command of a room that this server offers: one table for the server, and for the tests that
// try all of them.
#pragma once

#include "core/policy.h"

namespace atelier::app {

void register_room_commands(core::CommandTable& table);

}  // namespace atelier::app
