// `atelier serve`: the whole server, from the configuration to the drain.
#pragma once

#include "app/config.h"

namespace atelier::app {

/// Runs until SIGTERM or SIGINT, then drains. An error when it cannot start.
Result<void> serve(const Config& config);

}  // namespace atelier::app
