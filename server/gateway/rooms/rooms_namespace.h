// Rooms as the application of Socket.IO's namespace "/": each socket becomes a RoomsConnection.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "gateway/rooms/rooms_gateway.h"
#include "gateway/rooms/rooms_socket.h"
#include "gateway/socketio/broadcaster.h"
#include "gateway/socketio/socket.h"

namespace atelier::gateway {

class RoomsNamespace final : public SocketIoApplication {
 public:
  explicit RoomsNamespace(RoomsGateway& gateway) : gateway_(gateway) {}
  std::unique_ptr<SocketHandler> connect(Socket& socket, std::string_view auth) override;

 private:
  RoomsGateway& gateway_;
};

/// Broadcasts of rooms by the frames of a Broadcaster.
class RoomsFanOut final : public RoomsBroadcaster {
 public:
  explicit RoomsFanOut(Broadcaster& broadcaster) : broadcaster_(broadcaster) {}
  void publish(const std::vector<RoomsSocket*>& sockets, const core::Delivery& delivery) override;

 private:
  Broadcaster& broadcaster_;
  std::vector<Socket*> targets_;  // kept for its memory
};

}  // namespace atelier::gateway
