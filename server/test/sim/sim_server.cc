#include "test/sim/sim_server.h"

#include <algorithm>
#include <cstdio>

#include "feature/chat/chat.h"
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

core::HubRig::Features SimServer::features() {
  return {{"chat",
           [this](core::RoomContext& room) { return feature::chat::make_feature(search_)(room); }}};
}

SimServer::SimServer(std::uint64_t seed)
    : rig(seed, features(), options()), net(rig.world), search_(net) {
  feature::chat::register_commands(rig.table);
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
  if (tracing) std::printf("%lld %s\n", static_cast<long long>(rig.log != nullptr), line.c_str());
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
  if (applied) return port::MemoryStore::Fault{port::StoreStatus::kUnknown, true};
  constexpr port::StoreStatus kKinds[] = {
      port::StoreStatus::kUnknown, port::StoreStatus::kThrottled, port::StoreStatus::kUnavailable};
  return port::MemoryStore::Fault{kKinds[below(3)], false};
}

void SimServer::crash_and_restart() {
  trace("restart");
  crashed_ = false;
  for (const SharedLink& link : std::exchange(links_, {})) {
    link->open = false;
    if (link->client != nullptr) link->client->on_lost(link);
  }
  rig.stop();
  start();
}

SharedLink SimServer::connect(SimClient& client) {
  auto link = std::make_shared<Link>();
  link->peer = core::make_peer_id(below(2), ++last_peer_);
  link->client = &client;
  links_.push_back(link);
  return link;
}

void SimServer::disconnect(const SharedLink& link) {
  if (!link->open) return;
  link->open = false;
  link->client->on_lost(link);
  // The gateway notices after a while, unless the process has gone by then.
  later(static_cast<DurationMs>(below(300)), [this, link] {
    if (std::erase(links_, link) == 0) return;
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

core::Access SimServer::access_of(const Link& link, core::Role claim) const {
  return {link.client->principal(), claim};
}

void SimServer::join(const SharedLink& link, const std::string& room, core::Role claim) {
  up(link, [this, link, room, claim] {
    rig.hub->join({room, access_of(*link, claim), link->peer},
                  [this, link, room](Result<core::Answer> answer) {
                    if (answer) link->joined[room] = answer->seq;
                    down(link, [link, room, answer] { link->client->on_joined(room, answer); });
                  });
  });
}

void SimServer::command(const SharedLink& link, const std::string& room, const std::string& name,
                        const std::string& body, const std::string& id) {
  up(link, [this, link, room, name, body, id] {
    rig.hub->execute(
        core::loop_of(link->peer),
        {room, name, body, nullptr, access_of(*link, core::Role::kNone), link->peer},
        [this, link, room, id](Result<core::Answer> answer) {
          down(link, [link, room, id, answer] { link->client->on_answer(room, id, answer); });
        });
  });
}

void SimServer::deliver(std::size_t loop, const core::SharedDelivery& delivery) {
  for (const SharedLink& link : links_) {
    if (core::loop_of(link->peer) != loop) continue;
    const auto joined = link->joined.find(delivery->room);
    if (joined == link->joined.end() || delivery->except_peer == link->peer) continue;
    if (delivery->seq != 0 && delivery->seq <= joined->second) continue;
    if (delivery->audience != core::Audience::kRoom) continue;
    down(link, [link, delivery] { link->client->on_event(*delivery); });
  }
}

}  // namespace atelier::sim
