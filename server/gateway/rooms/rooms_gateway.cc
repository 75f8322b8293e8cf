#include "gateway/rooms/rooms_gateway.h"

#include <algorithm>

namespace atelier::gateway {
namespace {

bool among(const auto& list, const auto& item) {
  return std::ranges::find(list, item) != list.end();
}

}  // namespace

RoomsGateway::RoomsGateway(Needs needs) : needs_(std::move(needs)) {}
RoomsGateway::~RoomsGateway() = default;

RoomsConnection& RoomsGateway::connect(RoomsSocket& socket, const port::HttpRequest& handshake,
                                       std::string_view auth, RoomsConnection::Admitted admitted) {
  const core::PeerId peer = needs_.peers.next();
  auto made = std::make_unique<RoomsConnection>(*this, socket, peer);
  RoomsConnection& connection = *made;
  connections_.emplace(peer, std::move(made));
  connection.authenticate(handshake, auth, std::move(admitted));
  return connection;
}

void RoomsGateway::admitted(RoomsConnection& connection) {
  by_principal_[connection.identity().principal.id].insert(&connection);
}

void RoomsGateway::remove(RoomsConnection& connection) {
  connection.leave_all();
  const auto known = by_principal_.find(connection.identity().principal.id);
  if (known != by_principal_.end()) {
    known->second.erase(&connection);
    if (known->second.empty()) by_principal_.erase(known);
  }
  connections_.erase(connection.peer());
}

void RoomsGateway::entered(RoomsConnection& connection, const std::string& room) {
  Joined& joined = rooms_[room];
  if (!among(joined, &connection)) joined.push_back(&connection);
}

void RoomsGateway::left(RoomsConnection& connection, const std::string& room) {
  const auto found = rooms_.find(room);
  if (found == rooms_.end()) return;
  std::erase(found->second, &connection);
  if (found->second.empty()) rooms_.erase(found);
}

void RoomsGateway::deliver(const core::SharedDelivery& delivery) {
  if (!delivery->name.empty()) {
    std::vector<RoomsSocket*> sockets;
    collect(*delivery, sockets);
    if (!sockets.empty()) needs_.broadcaster.publish(sockets, *delivery);
  }
  if (delivery->control == core::Control::kRemoved) remove_subject(*delivery);
  if (delivery->control == core::Control::kRoomGone) remove_all(*delivery);
}

void RoomsGateway::collect(const core::Delivery& delivery,
                           std::vector<RoomsSocket*>& sockets) const {
  if (delivery.audience == core::Audience::kElsewhere || delivery.room.empty()) {
    return collect_elsewhere(delivery, sockets);
  }
  const auto room = rooms_.find(delivery.room);
  if (room == rooms_.end()) return;
  sockets.reserve(room->second.size());
  for (RoomsConnection* each : room->second) {
    if (each->peer() == delivery.except_peer) continue;
    if (delivery.audience == core::Audience::kPrincipals &&
        !among(delivery.principals, each->identity().principal.id)) {
      continue;
    }
    if (delivery.audience == core::Audience::kPeers && !among(delivery.peers, each->peer())) {
      continue;
    }
    // What the join answer covers already is not sent again (EVT10).
    if (delivery.seq > 0 && delivery.seq <= each->joined_at(delivery.room).value_or(0)) continue;
    sockets.push_back(&each->socket());
  }
}

void RoomsGateway::collect_elsewhere(const core::Delivery& delivery,
                                     std::vector<RoomsSocket*>& sockets) const {
  for (const std::string& principal : delivery.principals) {
    const auto known = by_principal_.find(principal);
    if (known == by_principal_.end()) continue;
    for (RoomsConnection* each : known->second) {
      const bool here = !delivery.room.empty() && each->joined_at(delivery.room).has_value();
      if (!here) sockets.push_back(&each->socket());
    }
  }
}

// TRS7: they stay connected, for they may be in other rooms.
void RoomsGateway::remove_all(const core::Delivery& delivery) {
  const auto room = rooms_.find(delivery.room);
  if (room == rooms_.end()) return;
  for (RoomsConnection* each : Joined(room->second)) {
    each->forget(delivery.room);
    left(*each, delivery.room);
  }
}

void RoomsGateway::remove_subject(const core::Delivery& delivery) {
  const auto room = rooms_.find(delivery.room);
  if (room == rooms_.end()) return;
  const Joined joined = room->second;  // disconnecting changes it
  for (RoomsConnection* each : joined) {
    if (each->identity().principal.id != delivery.subject) continue;
    each->forget(delivery.room);
    left(*each, delivery.room);
    each->socket().disconnect();  // EVT6
  }
}

}  // namespace atelier::gateway
