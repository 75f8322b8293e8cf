// Hub: the node's directory of rooms. A room lives on the loop given by the hash of its id, is
// opened from its log on demand, leaves memory when idle, and is dropped and reopened when its log
// fails. Callable from every loop; answers and deliveries come back on the caller's loop
// (outlet.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/command.h"
#include "core/delivery_log.h"
#include "core/faces.h"
#include "core/policy.h"
#include "core/rate_limit.h"
#include "core/room_feature.h"
#include "port/clock.h"
#include "port/crypto.h"
#include "port/executor.h"
#include "port/random.h"
#include "port/record_store.h"

namespace atelier::core {

struct HubOptions {
  std::string workspace = "main";
  RateLimits rates = {};
  DurationMs room_idle_ms = 5 * 60 * 1000;
  std::size_t max_rooms_per_loop = 100'000;
  std::uint64_t snapshot_every_entries = 1000;
};

/// Everything a room borrows; outlives the hub.
struct Node {
  std::vector<port::Executor*> loops;
  port::RecordStore& store;
  const port::Clock& clock;
  port::Random& random;
  const port::Crypto& crypto;
  Outlet& outlet;
};

struct JoinRequest {
  std::string room;
  Access access = {};
  PeerId peer = kNoPeer;       // loop_of(peer) is the caller's loop
  std::string place = "null";  // JSON: {surface, at?} or null
  bool visible = true;         // false: reads along without presence (SSE, exports)
};

/// The core's own commands: room.*, member.*, presence.*.
void add_room_commands(CommandTable& table);

class Hub {
 public:
  Hub(Node node, const CommandTable& table,
      std::vector<std::pair<std::string, RoomFeatureFactory>> features, HubOptions options = {});
  ~Hub();

  /// Runs a command of a room (room.join and room.leave go through join and leave). `reply` runs
  /// once on `loop`, after the deliveries it caused; not at all when the process ends before.
  void execute(std::size_t loop, CommandRequest request, Reply reply);
  /// Makes `request.peer` a peer of the room; joining again answers alike. The answer reaches the
  /// peer's loop before every delivery with a higher seq; the sink skips those with seq <= it.
  void join(JoinRequest request, Reply reply);
  /// Also when the connection has gone. Rooms a peer never joined are ignored. `reply` may be
  /// empty.
  void leave(PeerId peer, std::string room, Reply reply);
  /// A lost connection that may be recovered stays a peer; after a few seconds presence shows it
  /// gone (EVT34). true when it is back.
  void set_connected(PeerId peer, std::string room, bool connected);
  /// Creates a room with its first owner; conflict when it exists. `answer.seq` is its head.
  void create(std::size_t loop, std::string room, std::string title, Principal owner, Reply reply);
  /// The role of somebody in a room as of now, for documents and uploads: role kNone is answered
  /// not_found. Applies a claim as a join would.
  void role_of(std::size_t loop, std::string room, Access access, Reply reply);

  /// As role_of, with what a join would tell except the members: for lists of rooms.
  void describe(std::size_t loop, std::string room, Access access, Reply reply);
  /// Gives somebody a role in a room on behalf of the server (an invite was accepted): brings the
  /// removed back, never the banned, and never lowers a role. `answer.role` is the role then.
  void add_member(std::size_t loop, std::string room, Principal principal, Role role, Reply reply);

  /// From now on every room shows this of somebody; who is looking is told.
  void show(const std::string& principal, const Face& face);

  /// The loop a room or a document lives on.
  std::size_t loop_for(std::string_view id) const;
  /// Stops taking commands, stores snapshots of what is open; `done` runs on loop 0.
  void drain(Task done);

 private:
  class Shard;
  template <class F>
  void on_shard(const std::string& room, F task);

  Node node_;
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace atelier::core
