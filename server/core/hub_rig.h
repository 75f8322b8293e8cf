// HubRig: one node with two loops in a FakeWorld, for tests of the core and of features. Remembers
// every delivery of every loop; restart() is a crash that keeps the store.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/delivery_log.h"
#include "core/hub.h"
#include "port/fake/fake_crypto.h"
#include "port/fake/fake_executor.h"
#include "port/fake/memory_store.h"

namespace atelier::core {

class HubRig {
 public:
  using Features = std::vector<std::pair<std::string, RoomFeatureFactory>>;

  explicit HubRig(std::uint64_t seed = 1, Features features = {}, HubOptions options = {})
      : world(seed), features_(std::move(features)), options_(std::move(options)) {
    add_room_commands(table);
  }
  ~HubRig() { stop(); }

  /// Commands of features are added to `table` before.
  void start() {
    for (int i = 0; i < 2; ++i) loops_.push_back(std::make_unique<port::FakeExecutor>(world));
    std::vector<port::Executor*> loops{loops_[0].get(), loops_[1].get()};
    log = std::make_unique<DeliveryLog>(loops, world.clock(),
                                        "node" + std::to_string(++incarnation_));
    for (std::size_t i = 0; i < 2; ++i) {
      sinks_.push_back(std::make_unique<Sink>(deliveries, i));
      log->add_sink(i, *sinks_.back());
    }
    hub = std::make_unique<Hub>(Node{loops, store, world.clock(), world.random(), crypto, *log},
                                table, features_, options_);
  }
  void stop() {
    store.crash();
    hub.reset();
    log.reset();
    loops_.clear();
    sinks_.clear();
  }
  void restart() {
    stop();
    start();
  }

  /// Runs until the answer is there, at most 30 s of the world's time.
  std::optional<Result<Answer>> wait(std::shared_ptr<std::optional<Result<Answer>>> answer) {
    for (int i = 0; i < 300 && !*answer; ++i) {
      world.run_until_idle();
      if (!*answer) world.advance(100);
    }
    world.run_until_idle();
    return *answer;
  }
  static std::pair<std::shared_ptr<std::optional<Result<Answer>>>, Reply> promise() {
    auto answer = std::make_shared<std::optional<Result<Answer>>>();
    return {answer, [answer](Result<Answer> result) { *answer = std::move(result); }};
  }

  Result<Answer> create(std::string room, const Principal& owner) {
    auto [answer, reply] = promise();
    hub->create(0, std::move(room), "", owner, std::move(reply));
    return *wait(answer);
  }
  Result<Answer> join(std::string room, PeerId peer, Access access) {
    auto [answer, reply] = promise();
    hub->join({std::move(room), std::move(access), peer}, std::move(reply));
    return *wait(answer);
  }
  void leave(std::string room, PeerId peer) {
    hub->leave(peer, std::move(room), nullptr);
    world.run_until_idle();
  }
  Result<Answer> execute(std::string room, std::string name, std::string body, Access access,
                         PeerId peer = kNoPeer, bool wants_answer = true) {
    auto [answer, reply] = promise();
    hub->execute(loop_of(peer),
                 {std::move(room), std::move(name), std::move(body), nullptr, std::move(access),
                  peer, wants_answer},
                 std::move(reply));
    return *wait(answer);
  }

  struct Seen {
    std::size_t loop;
    SharedDelivery delivery;
  };
  /// Deliveries of that name on that loop.
  std::vector<SharedDelivery> seen(std::string_view name, std::size_t loop = 0) const {
    std::vector<SharedDelivery> found;
    for (const Seen& each : deliveries) {
      if (each.loop == loop && each.delivery->name == name) found.push_back(each.delivery);
    }
    return found;
  }

  port::FakeExecutor& loop(std::size_t index) { return *loops_.at(index); }
  std::vector<port::Executor*> loops() const {
    std::vector<port::Executor*> all;
    for (const auto& each : loops_) all.push_back(each.get());
    return all;
  }

  port::FakeWorld world;
  port::FakeExecutor disk{world};
  port::MemoryStore store{disk, world.clock()};
  port::FakeCrypto crypto;
  CommandTable table;
  std::unique_ptr<DeliveryLog> log;
  std::unique_ptr<Hub> hub;
  std::vector<Seen> deliveries;

 private:
  struct Sink final : DeliverySink {
    Sink(std::vector<Seen>& all, std::size_t at) : seen(all), loop(at) {}
    void deliver(const SharedDelivery& delivery) override { seen.push_back({loop, delivery}); }
    std::vector<Seen>& seen;
    std::size_t loop;
  };

  Features features_;
  HubOptions options_;
  int incarnation_ = 0;
  std::vector<std::unique_ptr<port::FakeExecutor>> loops_;
  std::vector<std::unique_ptr<Sink>> sinks_;
};

}  // namespace atelier::core
