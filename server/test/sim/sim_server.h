// SimServer: the node under simulation with a model of a gateway and of the network before it.
// Messages take time, keep their order within a connection, and are lost when it breaks. A crash
// keeps the store.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/hub_rig.h"
#include "port/fake/memory_search.h"
#include "test/sim/workload.h"

namespace atelier::sim {

class SimClient;

/// One connection of a client; shared by both ends and by what is on its way.
struct Link {
  core::PeerId peer = core::kNoPeer;
  SimClient* client = nullptr;
  bool open = true;
  std::map<std::string, std::uint64_t> joined;  // as the gateway knows it: room -> join seq
  MonoMs up_busy_until = 0;
  MonoMs down_busy_until = 0;
};
using SharedLink = std::shared_ptr<Link>;

class SimServer {
 public:
  explicit SimServer(std::uint64_t seed);
  ~SimServer();

  SharedLink connect(SimClient& client);
  /// The connection breaks; the server learns of it later.
  void disconnect(const SharedLink& link);
  void crash_and_restart();
  /// Chance in percent that a write fails; a third of the failures crash the process.
  void set_fault_percent(std::uint64_t percent) { fault_percent_ = percent; }
  bool has_crashed() const { return crashed_; }
  /// The store answers nothing, then a bit, then all again.
  void slow_down() { rig.store.hold_callbacks(); }
  void speed_up();

  void join(const SharedLink& link, const std::string& room, std::uint64_t leaves);
  void leave(const SharedLink& link, const std::string& room);
  /// The answer comes as SimClient::on_answer(ticket, ...).
  void command(const SharedLink& link, const Order& order, std::size_t ticket);

  std::uint64_t below(std::uint64_t bound) { return rig.world.random().below(bound); }
  std::string uuid() { return rig.world.random().uuid_v7(rig.world.clock().wall()); }
  void later(DurationMs delay, Task task) { net.run_after(delay, std::move(task)); }
  void trace(const std::string& line) const;

  core::HubRig rig;
  bool tracing = false;

 private:
  class Sink;
  static core::HubOptions options();
  core::HubRig::Features features();
  void start();
  std::optional<port::MemoryStore::Fault> fault();
  void up(const SharedLink& link, Task task);
  void down(const SharedLink& link, Task task);
  void deliver(std::size_t loop, const core::SharedDelivery& delivery);
  bool is_for(const Link& link, const core::Delivery& delivery) const;
  void put_out(const SharedLink& link, const std::string& room);
  core::Access access_of(const Link& link, const Order& order) const;

  port::FakeExecutor net;
  port::MemorySearch search_;
  core::RoomFeatureFactory links_;
  std::vector<SharedLink> connections_;
  std::vector<std::unique_ptr<Sink>> sinks_;
  std::uint64_t last_peer_ = 0;
  std::uint64_t fault_percent_ = 0;
  bool crashed_ = false;
};

}  // namespace atelier::sim
