// Peers with replicas of their own edit one document while connections drop, writes fail and the
// process crashes, in an order that a seed decides. Nobody may ever be sent what cannot be applied,
// and in the end everybody has everything.
#include <deque>

#include "feature/docs/docs_test_support.h"

namespace atelier::feature::docs {
namespace {

const DocumentId kDocument{"room", "main"};

/// A client as y-websocket behaves, without the texts: it applies, and answers step 1.
struct Replica {
  crdt::StateTracker tracker;
  crdt::Doc state;
  std::size_t loop = 0;
  PeerId peer = core::kNoPeer;  // kNoPeer: offline
  bool synced = false;

  bool can_apply(const crdt::Update& update) const {
    const auto readiness = tracker.check(update).readiness;
    return readiness == crdt::Readiness::kReady || readiness == crdt::Readiness::kNothingNew;
  }
  void apply(const std::string& bytes) {
    const auto update = crdt::decode_update(bytes);
    ASSERT_TRUE(update);
    ASSERT_TRUE(can_apply(*update)) << "was sent what builds on something it was not sent";
    tracker.apply(*update);
    state.apply(*update);
  }
};

class Simulation {
 public:
  Simulation(std::uint64_t seed, const crdt::vectors::FuzzDocument& golden)
      : world_(seed), golden_(golden) {
    for (std::size_t index = 0; index < 4; ++index) {
      replicas_.emplace_back().loop = index % kLoops;
    }
    start();
  }

  void run() {
    for (std::size_t step = 0; step < 20'000 && next_ < golden_.updates.size(); ++step) act();
    ASSERT_EQ(next_, golden_.updates.size()) << "edits could not be made";
    crdt::Doc expected;
    for (const std::string& update : golden_.updates) ASSERT_TRUE(expected.apply(update));
    // Faults that wait to strike may take some rounds.
    for (int round = 0; round < kRounds && !is_everywhere(expected); ++round) {
      for (Replica& replica : replicas_) go_offline(replica);
      world_.run_until_idle();
      for (Replica& replica : replicas_) connect(replica);
      world_.run_until_idle();
    }
    EXPECT_TRUE(is_everywhere(expected));
  }

 private:
  static constexpr std::size_t kLoops = 2;
  static constexpr int kRounds = 30;

  bool is_everywhere(const crdt::Doc& expected) const {
    for (const Replica& replica : replicas_) {
      if (crdt::shape::of(replica.state) != crdt::shape::of(expected) ||
          replica.state.state_vector() != expected.state_vector() ||
          replica.state.delete_set() != expected.delete_set()) {
        return false;
      }
    }
    return true;
  }

  void start() {
    for (std::size_t loop = 0; loop < kLoops; ++loop) {
      executors_.push_back(std::make_unique<port::FakeExecutor>(world_));
      loops_.push_back(executors_.back().get());
    }
    pool_ = std::make_unique<port::FakePool>(world_);
    roles_ = std::make_unique<FakeRoles>(loops_);
    docs_ = std::make_unique<Docs>(
        DocumentStores{store_, blobs_, world_.clock(), world_.random(), *pool_, "main", 7}, *roles_,
        loops_, false);
    for (std::size_t loop = 0; loop < loops_.size(); ++loop) docs_->add_sink(loop, sinks_[loop]);
  }

  struct LoopSink final : DocumentSink {
    LoopSink(Simulation& owner, std::size_t number) : simulation(owner), loop(number) {}
    void deliver(const std::string&, const DocumentDelivery& delivery) override {
      simulation.on_loop(loop, delivery);
    }
    Simulation& simulation;
    std::size_t loop;
  };

  void on_loop(std::size_t loop, const DocumentDelivery& delivery) {
    for (Replica& replica : replicas_) {
      const bool is_for = delivery.peer == core::kNoPeer || delivery.peer == replica.peer;
      if (replica.loop == loop && is_for && replica.peer != core::kNoPeer) take(replica, delivery);
    }
  }

  void take(Replica& replica, const DocumentDelivery& delivery) {
    if (delivery.kind == DeliveryKind::kClosed) {
      ASSERT_EQ(delivery.error->code, Errc::kUnavailable) << delivery.error->message;
      go_offline(replica);
    } else if (delivery.kind == DeliveryKind::kStep1) {
      const auto known = crdt::decode_state_vector(*delivery.bytes);
      docs_->send(replica.peer, kDocument,
                  {MessageKind::kStep2, replica.state.encode_state_as_update(*known)});
    } else if (delivery.kind == DeliveryKind::kStep2) {
      replica.synced = true;
      replica.apply(*delivery.bytes);
    } else if (delivery.kind == DeliveryKind::kUpdate && replica.synced) {
      replica.apply(*delivery.bytes);
      for (const auto& update : delivery.following) replica.apply(*update);
    }
  }

  void connect(Replica& replica) {
    if (replica.peer != core::kNoPeer) return;
    replica.peer = core::make_peer_id(replica.loop, ++last_peer_);
    core::Access access;
    access.principal.id = "ada";
    docs_->attach(replica.peer, kDocument, access);
    docs_->send(replica.peer, kDocument,
                {MessageKind::kStep1, crdt::encode_state_vector(replica.tracker.known())});
  }

  void go_offline(Replica& replica) {
    if (replica.peer == core::kNoPeer) return;
    docs_->detach(replica.peer, kDocument);
    replica.peer = core::kNoPeer;
    replica.synced = false;
  }

  void edit(Replica& replica) {
    const std::string& bytes = golden_.updates[next_];
    if (!replica.can_apply(*crdt::decode_update(bytes))) return;
    ++next_;
    replica.apply(bytes);
    if (replica.peer != core::kNoPeer) {
      docs_->send(replica.peer, kDocument, {MessageKind::kUpdate, bytes});
    }
  }

  void fail_a_write() {
    const port::StoreStatus kinds[] = {port::StoreStatus::kUnavailable,
                                       port::StoreStatus::kThrottled, port::StoreStatus::kUnknown};
    store_.fail_next_writes(1, {kinds[world_.random().below(3)], world_.random().below(2) == 0});
  }

  void crash() {
    store_.crash();
    pool_ = nullptr;
    executors_.clear();  // with all tasks that were posted
    loops_.clear();
    docs_ = nullptr;
    for (Replica& replica : replicas_) {
      replica.peer = core::kNoPeer;
      replica.synced = false;
    }
    start();
  }

  void act() {
    Replica& replica = replicas_[world_.random().below(replicas_.size())];
    const std::uint64_t choice = world_.random().below(1000);
    if (choice < 400) {
      world_.step();
    } else if (choice < 700) {
      edit(replica);
    } else if (choice < 900) {
      connect(replica);
    } else if (choice < 930) {
      go_offline(replica);
    } else if (choice < 945) {
      fail_a_write();
    } else if (choice < 950) {
      store_.fail_next_reads(1, port::StoreStatus::kUnavailable);
    } else if (choice < 953) {
      crash();
    } else if (choice < 960) {
      world_.advance(kIdleMs);
    } else {
      world_.run_until_idle();
    }
  }

  port::FakeWorld world_;
  const crdt::vectors::FuzzDocument& golden_;
  port::FakeExecutor disk_{world_};
  port::MemoryStore store_{disk_, world_.clock()};
  port::MemoryBlobs blobs_{disk_};
  std::unique_ptr<port::FakePool> pool_;
  LoopSink sinks_[kLoops] = {{*this, 0}, {*this, 1}};
  std::unique_ptr<FakeRoles> roles_;
  std::unique_ptr<Docs> docs_;
  std::vector<port::Executor*> loops_;
  std::vector<std::unique_ptr<port::FakeExecutor>> executors_;  // gone before what their tasks use
  std::deque<Replica> replicas_;
  std::size_t next_ = 0;
  std::uint64_t last_peer_ = 0;
};

TEST(DocsSimulation, DOC4_DOC11_EverybodyHasEverythingInTheEnd) {
  const auto documents = crdt::vectors::fuzz_documents();
  for (std::size_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Simulation(seed, documents[seed * 7 % documents.size()]).run();
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace atelier::feature::docs
