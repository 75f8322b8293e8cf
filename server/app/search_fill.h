// Fills an index of words that was begun anew (STO47): one that was deleted or damaged, and the one
// in memory of a sealed folder, at every start.
#pragma once

#include "app/platform.h"

namespace atelier::app {

/// From the logs of all rooms, before anything is served. Blocking; never on an event loop.
Result<void> fill_search(Platform& platform);

}  // namespace atelier::app
