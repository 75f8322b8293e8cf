#include "core/hub.h"

#include <unordered_map>
#include <utility>

#include "base/ids.h"
#include "core/presence_feature.h"
#include "core/room.h"

namespace atelier::core {
namespace {

constexpr DurationMs kSweepMs = 5000;

Error stopping() {
  return {Errc::kUnavailable, "the server is restarting; connect again", 2000};
}

}  // namespace

void add_room_commands(CommandTable& table) {
  RoomState::add_commands(table);
  PresenceFeature::add_commands(table);
}

// The rooms of one loop; all calls on that loop.
class Hub::Shard {
 public:
  Shard(std::size_t loop, const Node& node, const CommandTable& table,
        std::vector<std::pair<std::string, RoomFeatureFactory>> features, HubOptions options)
      : loop_(loop),
        node_(node),
        features_(std::move(features)),
        options_(std::move(options)),
        setup_{table, features_, options_, faces_} {}

  /// Null when it cannot be opened now; the reason is in `slot`.
  Room* open(const std::string& id, std::size_t caller, Reply& reply) {
    const auto found = rooms_.find(id);
    if (found != rooms_.end()) return found->second.get();
    if (!is_room_id(id)) return refuse(caller, reply, no_such_room());
    if (draining_) return refuse(caller, reply, stopping());
    if (rooms_.size() >= options_.max_rooms_per_loop) sweep();
    if (rooms_.size() >= options_.max_rooms_per_loop) {
      return refuse(caller, reply, {Errc::kUnavailable, "too many rooms are open", 5000});
    }
    auto room = std::make_unique<Room>(
        id, loop_, ActorPorts{node_.store, executor(), node_.clock, node_.crypto, node_.outlet},
        setup_);
    if (rooms_.empty()) sweep_later();
    return rooms_.emplace(id, std::move(room)).first->second.get();
  }

  Room* find(const std::string& id) {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : found->second.get();
  }

  void show(const std::string& principal, Face face) {
    faces_.show(principal, std::move(face));
    for (const auto& [id, room] : rooms_) room->face_changed(principal);
  }

  void drain(Task done) {
    draining_ = true;
    auto left = std::make_shared<std::size_t>(rooms_.size() + 1);
    auto finished = std::make_shared<Task>(std::move(done));
    const auto one_less = [left, finished] {
      if (--*left == 0) (*finished)();
    };
    for (const auto& [id, room] : rooms_) room->drain(one_less);
    one_less();
  }

  port::Executor& executor() { return *node_.loops[loop_]; }

 private:
  Room* refuse(std::size_t caller, Reply& reply, Error error) {
    AnswerSlot(node_.outlet, caller, std::move(reply)).finish(std::move(error));
    return nullptr;
  }

  void sweep_later() {
    executor().run_after(kSweepMs, [this, alive = std::weak_ptr<int>(alive_)] {
      if (alive.expired()) return;
      sweep();
      if (!rooms_.empty()) sweep_later();
    });
  }

  void sweep() {
    const MonoMs now = node_.clock.mono();
    std::erase_if(rooms_, [now](const auto& each) { return each.second->is_idle(now); });
  }

  std::size_t loop_;
  const Node& node_;
  std::vector<std::pair<std::string, RoomFeatureFactory>> features_;
  HubOptions options_;
  Faces faces_;
  RoomSetup setup_;
  std::unordered_map<std::string, std::unique_ptr<Room>> rooms_;
  bool draining_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

Hub::Hub(Node node, const CommandTable& table,
         std::vector<std::pair<std::string, RoomFeatureFactory>> features, HubOptions options)
    : node_(std::move(node)) {
  for (std::size_t loop = 0; loop < node_.loops.size(); ++loop) {
    shards_.push_back(std::make_unique<Shard>(loop, node_, table, features, options));
  }
}

Hub::~Hub() = default;

std::size_t Hub::loop_for(std::string_view id) const {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return static_cast<std::size_t>((hash ^ hash >> 32) % shards_.size());
}

// The one way in: a task on the loop of the room.
template <class F>
void Hub::on_shard(const std::string& room, F task) {
  Shard& shard = *shards_[loop_for(room)];
  shard.executor().post([&shard, task = std::move(task)]() mutable { task(shard); });
}

void Hub::execute(std::size_t loop, CommandRequest request, Reply reply) {
  const std::string id = request.room;
  on_shard(id,
           [loop, request = std::move(request), reply = std::move(reply)](Shard& shard) mutable {
             if (Room* room = shard.open(request.room, loop, reply)) {
               room->execute(loop, std::move(request), std::move(reply));
             }
           });
}

void Hub::join(JoinRequest request, Reply reply) {
  const std::string id = request.room;
  on_shard(id, [request = std::move(request), reply = std::move(reply)](Shard& shard) mutable {
    if (Room* room = shard.open(request.room, loop_of(request.peer), reply)) {
      room->join(std::move(request), std::move(reply));
    }
  });
}

void Hub::leave(PeerId peer, std::string room, Reply reply) {
  const std::string id = room;
  on_shard(id,
           [this, peer, room = std::move(room), reply = std::move(reply)](Shard& shard) mutable {
             if (Room* found = shard.find(room)) {
               found->leave(peer, std::move(reply));
             } else {
               AnswerSlot(node_.outlet, loop_of(peer), std::move(reply)).finish(Answer{});
             }
           });
}

void Hub::set_connected(PeerId peer, std::string room, bool connected) {
  const std::string id = room;
  on_shard(id, [peer, room = std::move(room), connected](Shard& shard) {
    if (Room* found = shard.find(room)) found->set_connected(peer, connected);
  });
}

void Hub::create(std::size_t loop, std::string room, std::string title, Principal owner,
                 Reply reply) {
  const std::string id = room;
  on_shard(id, [loop, room = std::move(room), title = std::move(title), owner = std::move(owner),
                reply = std::move(reply)](Shard& shard) mutable {
    if (Room* found = shard.open(room, loop, reply)) {
      found->create(loop, std::move(title), std::move(owner), std::move(reply));
    }
  });
}

void Hub::role_of(std::size_t loop, std::string room, Access access, Reply reply) {
  const std::string id = room;
  on_shard(id, [loop, room = std::move(room), access = std::move(access),
                reply = std::move(reply)](Shard& shard) mutable {
    if (Room* found = shard.open(room, loop, reply)) {
      found->role_of(loop, std::move(access), false, std::move(reply));
    }
  });
}

void Hub::describe(std::size_t loop, std::string room, Access access, Reply reply) {
  const std::string id = room;
  on_shard(id, [loop, room = std::move(room), access = std::move(access),
                reply = std::move(reply)](Shard& shard) mutable {
    if (Room* found = shard.open(room, loop, reply)) {
      found->role_of(loop, std::move(access), true, std::move(reply));
    }
  });
}

void Hub::add_member(std::size_t loop, std::string room, Principal principal, Role role,
                     Reply reply) {
  const std::string id = room;
  on_shard(id, [loop, room = std::move(room), principal = std::move(principal), role,
                reply = std::move(reply)](Shard& shard) mutable {
    if (Room* found = shard.open(room, loop, reply)) {
      found->add_member(loop, std::move(principal), role, std::move(reply));
    }
  });
}

void Hub::show(const std::string& principal, const Face& face) {
  for (const auto& shard : shards_) {
    shard->executor().post([&shard = *shard, principal, face] { shard.show(principal, face); });
  }
}

void Hub::drain(Task done) {
  auto left = std::make_shared<std::size_t>(shards_.size());
  auto finished = std::make_shared<Task>(std::move(done));
  port::Executor& first = *node_.loops[0];
  for (const auto& shard : shards_) {
    shard->executor().post([&shard = *shard, &first, left, finished] {
      shard.drain([&first, left, finished] {
        first.post([left, finished] {
          if (--*left == 0) (*finished)();
        });
      });
    });
  }
}

}  // namespace atelier::core
