// The awareness update of y-protocols: for each client id a clock and a state as JSON text, `null`
// for one that has left. Knows nothing of who may claim which id.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crdt/id.h"

namespace atelier::crdt {

struct AwarenessLimits {
  std::size_t max_clients = 64;
  std::size_t max_state_bytes = 4096;
};

/// The state borrows from the decoded bytes.
struct AwarenessEntry {
  ClientId client = 0;
  Clock clock = 0;
  std::string_view state;

  bool is_removal() const { return state == "null"; }
};

/// Refuses states that are no JSON: JavaScript peers would throw (YWS8). kTooLarge above the
/// limits.
Result<std::vector<AwarenessEntry>> decode_awareness(std::string_view bytes,
                                                     const AwarenessLimits& limits = {});
std::string encode_awareness(const std::vector<AwarenessEntry>& entries);

}  // namespace atelier::crdt
