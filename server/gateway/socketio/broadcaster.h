// One event to many sockets of this loop. The event is written once, as a complete WebSocket frame,
// into the run of this turn; sockets get spans of it, which net joins and sends as they are. The
// hot path of fan-out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery.h"
#include "gateway/socketio/socket.h"
#include "port/executor.h"

namespace atelier::gateway {

class Broadcaster {
 public:
  explicit Broadcaster(port::Executor& executor) : executor_(executor) {}

  /// In namespace "/". Policies of core::DeliveryClass against sockets that do not take what was
  /// sent before: volatile ones are left out, for durable ones the transport is closed.
  void publish(const std::vector<Socket*>& sockets, const core::Delivery& delivery);

  /// Left out because of a slow reader, and transports closed for it; for metrics.
  std::uint64_t dropped_total() const { return dropped_; }
  std::uint64_t closed_total() const { return closed_; }
  std::uint64_t delivered_total() const { return delivered_; }

 private:
  struct Span {
    std::size_t from;
    std::size_t to;
  };
  Span append(std::string_view packet);
  bool makes_room(Socket& socket, core::DeliveryClass kind);

  port::Executor& executor_;
  std::shared_ptr<std::string> run_;
  std::uint64_t dropped_ = 0;
  std::uint64_t closed_ = 0;
  std::uint64_t delivered_ = 0;
};

}  // namespace atelier::gateway
