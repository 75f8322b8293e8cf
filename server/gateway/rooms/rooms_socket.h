// What the rooms gateway needs of Socket.IO: one socket in namespace "/", and sending the same
// event to many. Implemented over gateway/socketio; a fake serves tests. One loop.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery.h"
#include "port/http.h"

namespace atelier::gateway {

class RoomsSocket {
 public:
  virtual ~RoomsSocket() = default;
  /// `event`: JSON array text `["name", ...]`.
  virtual void emit(std::string_view event, const core::Attachments& attachments) = 0;
  /// `arguments`: JSON array text of the ack's arguments.
  virtual void ack(std::uint64_t id, std::string_view arguments) = 0;
  /// Socket.IO DISCONNECT: the client stays away (EVT6).
  virtual void disconnect() = 0;
  /// Closes the transport: the client comes back.
  virtual void close() = 0;
};

/// Sends one delivery to many sockets of this loop: encoded once, flushed at the end of the turn.
class RoomsBroadcaster {
 public:
  virtual ~RoomsBroadcaster() = default;
  virtual void publish(const std::vector<RoomsSocket*>& sockets,
                       const core::Delivery& delivery) = 0;
};

}  // namespace atelier::gateway
