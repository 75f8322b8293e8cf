// One event to many sockets of this loop. The event is written once, as a complete WebSocket frame,
// into the run of this turn; sockets get spans of it, which net joins and sends as they are. The
// hot path of fan-out.
#pragma once

#include <vector>

#include "base/metrics.h"
#include "core/delivery.h"
#include "gateway/frame_run.h"
#include "gateway/socketio/socket.h"

namespace atelier::gateway {

/// Shared by the loops.
struct FanOutCounters {
  metrics::Counter& delivered;  // events handed to sockets
  metrics::Counter& dropped;    // volatile ones left out because of a slow reader
  metrics::Counter& closed;     // transports closed for not taking durable ones
};

class Broadcaster {
 public:
  Broadcaster(port::Executor& executor, FanOutCounters counters)
      : frames_(executor), counters_(counters) {}

  /// In namespace "/". Policies of core::DeliveryClass against sockets that do not take what was
  /// sent before: volatile ones are left out, for durable ones the transport is closed.
  void publish(const std::vector<Socket*>& sockets, const core::Delivery& delivery);

 private:
  bool makes_room(Socket& socket, core::DeliveryClass kind);

  FrameRun frames_;
  FanOutCounters counters_;
};

}  // namespace atelier::gateway
