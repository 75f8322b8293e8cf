// Rooms over Socket.IO on one loop (spec/events.md): who is connected, which rooms they joined
// here, and whom a delivery reaches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/metrics.h"
#include "core/hub.h"
#include "core/workspace.h"
#include "gateway/auth/login_watch.h"
#include "gateway/authenticator.h"
#include "gateway/peer_ids.h"
#include "gateway/rooms/rooms_connection.h"
#include "gateway/rooms/rooms_socket.h"
#include "port/clock.h"
#include "port/executor.h"

namespace atelier::gateway {

class RoomsGateway final : public core::DeliverySink {
 public:
  struct Needs {
    core::Hub& hub;
    const core::CommandTable& commands;
    Authenticator& authenticator;
    port::Executor& executor;
    const port::Clock& clock;
    PeerIds& peers;
    RoomsBroadcaster& broadcaster;
    core::RateLimits rates = {};
    /// Logins that end take their connections with them; null in tests without any.
    LoginWatch* logins = nullptr;
    /// From a command's arrival to its answer, deliveries included; may be null.
    metrics::Histogram* latency = nullptr;
    /// chat.direct: finds or makes the room of two people (EVT51). Runs on this loop.
    std::function<void(const Identity&, std::string other, core::Reply)> open_direct = nullptr;
  };
  explicit RoomsGateway(Needs needs);
  ~RoomsGateway() override;

  /// A socket asks to connect with `auth` (JSON text or empty). Owned by the gateway until it is
  /// removed; `socket` outlives it.
  RoomsConnection& connect(RoomsSocket& socket, const port::HttpRequest& handshake,
                           std::string_view auth, RoomsConnection::Admitted admitted);
  /// The socket has gone, whoever ended it.
  void remove(RoomsConnection& connection);

  void deliver(const core::SharedDelivery& delivery) override;
  std::size_t connections() const { return connections_.size(); }

  // For connections.
  Needs& needs() { return needs_; }
  void admitted(RoomsConnection& connection);
  void entered(RoomsConnection& connection, const std::string& room);
  void left(RoomsConnection& connection, const std::string& room);

 private:
  using Joined = std::vector<RoomsConnection*>;

  void collect(const core::Delivery& delivery, std::vector<RoomsSocket*>& sockets) const;
  void collect_elsewhere(const core::Delivery& delivery, std::vector<RoomsSocket*>& sockets) const;
  void remove_subject(const core::Delivery& delivery);
  void remove_all(const core::Delivery& delivery);

  Needs needs_;
  std::map<core::PeerId, std::unique_ptr<RoomsConnection>> connections_;
  std::unordered_map<std::string, Joined> rooms_;
  std::unordered_map<std::string, std::set<RoomsConnection*>> by_principal_;
};

}  // namespace atelier::gateway
