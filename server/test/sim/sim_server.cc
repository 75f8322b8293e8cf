#include "test/sim/sim_server.h"

#include <algorithm>
#include <cstdio>

#include "app/room_commands.h"
#include "feature/chat/chat.h"
#include "feature/door/door.h"
#include "feature/follow/follow.h"
#include "feature/meeting/meeting.h"
#include "feature/people/people.h"
#include "feature/surface/surface.h"
#include "feature/thread/thread.h"
#include "test/sim/sim_client.h"

namespace atelier::sim {

class SimServer::Sink final : public core::DeliverySink {
 public:
  Sink(SimServer& server, std::size_t loop) : server_(server), loop_(loop) {}
  void deliver(const core::SharedDelivery& delivery) override { server_.deliver(loop_, delivery); }

 private:
  SimServer& server_;
  std::size_t loop_;
};

core::HubOptions SimServer::options() {
  core::HubOptions options;
  options.rates.enabled = false;
  options.room_idle_ms = 500;
  options.snapshot_every_entries = 20;
  return options;
}

// The same features as on a server (app/actors.cc), over fakes.
core::HubRig::Features SimServer::features() {
  return {
      {"chat",
       [this](core::RoomContext& room) { return feature::chat::make_feature(search_)(room); }},
      {"surface", feature::surface::make_feature("main")},
      {"thread",
       [this](core::RoomContext& room) { return feature::thread::make_feature(search_)(room); }},
      {"links", [this](core::RoomContext& room) { return links_(room); }},
      {"files", feature::people::make_files()},
      {"door", feature::door::make_feature()},
      {"meeting", feature::meeting::make_feature()},
      {"follow", feature::follow::make_feature()}};
}

SimServer::SimServer(std::uint64_t seed)
    : rig(seed, features(), options()),
      net(rig.world),
      search_(net),
      links_(feature::people::make_links(
          {rig.crypto, rig.world.random(), "main", "a secret of this server"})) {
  rig.table = {};
  app::register_room_commands(rig.table);
  rig.store.on_write([this](const std::vector<port::Write>&) { return fault(); });
  start();
}

SimServer::~SimServer() = default;

void SimServer::start() {
  rig.start();
  sinks_.clear();
  for (std::size_t loop = 0; loop < 2; ++loop) {
    sinks_.push_back(std::make_unique<Sink>(*this, loop));
    rig.log->add_sink(loop, *sinks_.back());
  }
}

void SimServer::trace(const std::string& line) const {
  if (tracing) std::printf("%s\n", line.c_str());
}

std::optional<port::MemoryStore::Fault> SimServer::fault() {
  if (crashed_ || below(100) >= fault_percent_) return std::nullopt;
  const bool applied = below(2) == 0;
  if (below(3) == 0) {
    trace(applied ? "crash behind a write" : "crash before a write");
    crashed_ = true;
    rig.store.crash();
    return port::MemoryStore::Fault{port::StoreStatus::kUnknown, applied};
  }
  trace(applied ? "write unknown, applied" : "write fails");
  // Nor can it be read back then: what was applied stays in doubt until the log is read again.
  if (below(2) == 0) rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  if (applied) return port::MemoryStore::Fault{port::StoreStatus::kUnknown, true};
  constexpr port::StoreStatus kKinds[] = {
      port::StoreStatus::kUnknown, port::StoreStatus::kThrottled, port::StoreStatus::kUnavailable};
  return port::MemoryStore::Fault{kKinds[below(3)], false};
}

void SimServer::speed_up() {
  if (below(2) == 0) {
    rig.store.release_one();
  } else {
    rig.store.release_all();
  }
}

void SimServer::crash_and_restart() {
  trace("restart");
  crashed_ = false;
  for (const SharedLink& link : std::exchange(connections_, {})) {
    link->open = false;
    if (link->client != nullptr) link->client->on_lost(link);
  }
  rig.stop();
  rig.store.release_all();
  start();
}

SharedLink SimServer::connect(SimClient& client) {
  auto link = std::make_shared<Link>();
  link->peer = core::make_peer_id(below(2), ++last_peer_);
  link->client = &client;
  connections_.push_back(link);
  return link;
}

void SimServer::disconnect(const SharedLink& link) {
  if (!link->open) return;
  link->open = false;
  link->client->on_lost(link);
  // The gateway notices after a while, unless the process has gone by then.
  later(static_cast<DurationMs>(below(300)), [this, link] {
    if (std::erase(connections_, link) == 0) return;
    for (const auto& [room, seq] : link->joined) rig.hub->leave(link->peer, room, nullptr);
  });
}

void SimServer::up(const SharedLink& link, Task task) {
  const MonoMs now = rig.world.clock().mono();
  link->up_busy_until = std::max(link->up_busy_until, now + static_cast<MonoMs>(below(60)));
  later(link->up_busy_until - now, [link, task = std::move(task)]() mutable {
    if (link->open) task();
  });
}

void SimServer::down(const SharedLink& link, Task task) {
  const MonoMs now = rig.world.clock().mono();
  link->down_busy_until = std::max(link->down_busy_until, now + static_cast<MonoMs>(below(60)));
  later(link->down_busy_until - now, [link, task = std::move(task)]() mutable {
    if (link->open) task();
  });
}

core::Access SimServer::access_of(const Link& link, const Order& order) const {
  if (order.by_the_server) return {link.client->principal(), core::Role::kNone, true};
  return {link.client->principal(), link.client->claim()};
}

void SimServer::join(const SharedLink& link, const std::string& room, std::uint64_t leaves) {
  up(link, [this, link, room, leaves] {
    rig.hub->join({room, access_of(*link, {}), link->peer}, [this, link, room,
                                                             leaves](Result<core::Answer> answer) {
      const bool here = std::ranges::find(connections_, link) != connections_.end();
      if (answer && !here) rig.hub->leave(link->peer, room, nullptr);
      if (answer && here) link->joined[room] = answer->seq;
      down(link, [link, room, leaves, answer] { link->client->on_joined(room, leaves, answer); });
    });
  });
}

void SimServer::leave(const SharedLink& link, const std::string& room) {
  up(link, [this, link, room] {
    link->joined.erase(room);
    rig.hub->leave(link->peer, room,
                   [link, room](const Result<core::Answer>&) { link->joined.erase(room); });
  });
}

void SimServer::command(const SharedLink& link, const Order& order, std::size_t ticket) {
  up(link, [this, link, order, ticket] {
    const core::PeerId peer = link->joined.contains(order.room) ? link->peer : core::kNoPeer;
    rig.hub->execute(core::loop_of(link->peer),
                     {order.room, order.name, order.body, nullptr, access_of(*link, order), peer},
                     [this, link, ticket](Result<core::Answer> answer) {
                       down(link,
                            [link, ticket, answer] { link->client->on_answer(ticket, answer); });
                     });
  });
}

bool SimServer::is_for(const Link& link, const core::Delivery& delivery) const {
  const auto joined = link.joined.find(delivery.room);
  const bool is_joined = joined != link.joined.end();
  const std::string& who = link.client->principal().id;
  const bool named = std::ranges::find(delivery.principals, who) != delivery.principals.end();
  if (delivery.audience == core::Audience::kElsewhere) return named && !is_joined;
  if (!is_joined || delivery.except_peer == link.peer) return false;
  if (delivery.seq != 0 && delivery.seq <= joined->second) return false;
  switch (delivery.audience) {
    case core::Audience::kRoom:
      return true;
    case core::Audience::kPrincipals:
      return named;
    case core::Audience::kPeers:
      return std::ranges::find(delivery.peers, link.peer) != delivery.peers.end();
    case core::Audience::kElsewhere:
      break;
  }
  return false;
}

void SimServer::deliver(std::size_t loop, const core::SharedDelivery& delivery) {
  const std::vector<SharedLink> links = connections_;  // put_out changes them
  for (const SharedLink& link : links) {
    if (core::loop_of(link->peer) != loop) continue;
    if (!delivery->name.empty() && is_for(*link, *delivery)) {
      down(link, [link, delivery] { link->client->on_event(*delivery); });
    }
    if (delivery->control == core::Control::kRoomGone) link->joined.erase(delivery->room);
    const bool removed = delivery->control == core::Control::kRemoved &&
                         delivery->subject == link->client->principal().id;
    if (removed && link->joined.contains(delivery->room)) put_out(link, delivery->room);
  }
}

// EVT6: the server disconnects who was removed; the client hears what was sent before.
void SimServer::put_out(const SharedLink& link, const std::string& room) {
  std::erase(connections_, link);
  link->joined.erase(room);
  for (const auto& [other, seq] : std::exchange(link->joined, {})) {
    rig.hub->leave(link->peer, other, nullptr);
  }
  down(link, [link] {
    link->open = false;
    link->client->on_lost(link);
  });
}

}  // namespace atelier::sim
