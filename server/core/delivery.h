// What a room or a workspace sends to peers, before any protocol: one shared value per event,
// posted once to each loop, where the sinks of that loop's protocols encode it for their own peers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/principal.h"

namespace atelier::core {

/// One connection of a principal in rooms. Made by the gateway that holds the connection, unique in
/// the process: make_peer_id(loop, running number). 0 means nobody.
using PeerId = std::uint64_t;
inline constexpr PeerId kNoPeer = 0;
constexpr PeerId make_peer_id(std::size_t loop, std::uint64_t number) {
  return static_cast<PeerId>(loop) << 56 | (number & 0x00FF'FFFF'FFFF'FFFF);
}
constexpr std::size_t loop_of(PeerId peer) {
  return static_cast<std::size_t>(peer >> 56);
}

/// Binary parts of a payload, referred to from its JSON by Socket.IO placeholders.
using Attachments = std::shared_ptr<const std::vector<std::string>>;

enum class DeliveryClass : std::uint8_t {
  kDurable,   // has a seq: a full outbox closes the connection, recovery replays it
  kVolatile,  // a full outbox drops the oldest
  kKeyed,     // a newer one with the same (room, name, key) replaces it in the outbox
};

enum class Audience : std::uint8_t {
  kRoom,        // every peer that has joined the room
  kPrincipals,  // those of them that act for one of `principals`
  kPeers,       // exactly `peers`
  kElsewhere,   // every connection of `principals` that has not joined the room
};

/// What a sink has to do besides sending.
enum class Control : std::uint8_t {
  kNone,
  /// `subject` has `role` from now on: documents of the room adapt. Without a subject: those who
  /// are no members have another, which is to be asked for.
  kRoleChanged,
  /// `subject` is out: no later delivery of the room for its peers; kick closes them.
  kRemoved,
  /// The room is gone for everybody: nobody has joined it any more, its documents close.
  kRoomGone,
};

struct Delivery {
  std::string room;            // empty: from the workspace
  std::uint64_t seq = 0;       // 0: not durable
  std::uint64_t position = 0;  // in the node's delivery log (delivery_log.h); 0: not durable
  std::string name;            // "chat.message"; empty when it is control only
  std::string args = "[]";     // JSON array text of the event's positional arguments
  Attachments attachments = nullptr;
  DeliveryClass kind = DeliveryClass::kVolatile;
  std::string key = {};  // with kKeyed
  Audience audience = Audience::kRoom;
  std::vector<std::string> principals = {};
  std::vector<PeerId> peers = {};
  PeerId except_peer = kNoPeer;
  Control control = Control::kNone;
  std::string subject = {};
  Role role = Role::kNone;
};
using SharedDelivery = std::shared_ptr<const Delivery>;

/// A protocol on one loop. It keeps which of its peers joined which room at which seq (the join
/// answer says it) and skips deliveries with 0 < seq <= that. Called on its loop; it may call the
/// hub.
class DeliverySink {
 public:
  virtual ~DeliverySink() = default;
  virtual void deliver(const SharedDelivery& delivery) = 0;
};

}  // namespace atelier::core
