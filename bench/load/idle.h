// The memory measurement: how much the server grows by connections that do nothing.
#pragma once

#include "load/options.h"
#include "load/swarm.h"

namespace atelier::bench {

/// Prints the figures of both steps, connected and joined, as one line of JSON.
void measure_idle(const Options& options, Swarm& swarm);

}  // namespace atelier::bench
