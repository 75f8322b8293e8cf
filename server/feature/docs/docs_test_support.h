// Docs on two fake loops with a fake disk, and peers that note what they are told. Tests only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crdt/doc.h"
#include "crdt/merge.h"
#include "crdt/shape_test.h"
#include "crdt/vectors_test.h"
#include "feature/docs/docs.h"
#include "feature/docs/docs_limits.h"
#include "gtest/gtest.h"
#include "port/fake/fake_executor.h"
#include "port/fake/fake_pool.h"
#include "port/fake/memory_blobs.h"
#include "port/fake/memory_store.h"

namespace atelier::feature::docs {

using crdt::vectors::from_hex;
using crdt::vectors::to_hex;

inline const std::string kA = from_hex("0101010004010174016100");  // client 1 types "a" into "t"
inline const std::string kB = from_hex("01010101840100016200");    // then "b"
inline const std::string kC = from_hex("01010102840101016300");    // then "c"
inline const std::string kEmptyVector = from_hex("00");

class FakeRoles final : public RoomRoles {
 public:
  explicit FakeRoles(std::vector<port::Executor*> loops) : loops_(std::move(loops)) {}
  void role_of(std::size_t loop, const std::string&, const core::Access& access,
               UniqueFunction<void(Result<core::Role>)> done) override {
    const auto found = roles.find(access.principal.id);
    Result<core::Role> role = not_found("no such room");
    if (found != roles.end()) role = found->second;
    loops_[loop]->post([done = std::move(done), role]() mutable { done(role); });
  }
  std::map<std::string, core::Role> roles = {
      {"ada", core::Role::kEditor}, {"bob", core::Role::kEditor}, {"vic", core::Role::kViewer}};

 private:
  std::vector<port::Executor*> loops_;
};

/// What a peer has been told, with what a client would make of it.
struct Seen {
  std::vector<DocumentDelivery> all;
  bool synced = false;
  std::vector<std::string> updates;  // kStep2 and, once synced, kUpdate

  std::size_t count(DeliveryKind kind) const {
    std::size_t found = 0;
    for (const DocumentDelivery& delivery : all) found += delivery.kind == kind;
    return found;
  }
  const DocumentDelivery* last(DeliveryKind kind) const {
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
      if (at->kind == kind) return &*at;
    }
    return nullptr;
  }
  std::unique_ptr<crdt::Doc> doc() const {
    auto made = std::make_unique<crdt::Doc>();
    for (const std::string& update : updates) EXPECT_TRUE(made->apply(update));
    return made;
  }
  std::string document() const { return doc()->encode_state_as_update(); }
};

class RecordingSink final : public DocumentSink {
 public:
  /// Updates that come together are noted one by one.
  void deliver(const std::string&, const DocumentDelivery& delivery) override {
    DocumentDelivery one = delivery;
    note(one);
    for (const auto& update : delivery.following) {
      one.bytes = update;
      note(one);
    }
    if (delivery.kind == DeliveryKind::kUpdate) visits += 1;
  }
  std::map<PeerId, Seen> peers;
  /// How often there was something for everyone's document, however much.
  std::size_t visits = 0;

 private:
  void note(const DocumentDelivery& delivery) {
    for (auto& [peer, seen] : peers) {
      if (delivery.peer != core::kNoPeer && delivery.peer != peer) continue;
      if (delivery.kind == DeliveryKind::kStep2) seen.synced = true;
      const bool is_content =
          delivery.kind == DeliveryKind::kStep2 || delivery.kind == DeliveryKind::kUpdate;
      if (delivery.kind == DeliveryKind::kUpdate && !seen.synced) continue;
      if (is_content) seen.updates.push_back(*delivery.bytes);
      seen.all.push_back(delivery);
    }
  }
};

class DocsTest : public ::testing::Test {
 protected:
  static constexpr std::size_t kLoops = 2;

  DocsTest() { start(); }

  void start() {
    docs = nullptr;
    docs = std::make_unique<Docs>(DocumentStores{store, blobs, world.clock(), world.random(), pool,
                                                 "main", snapshot_every_entries},
                                  roles, loops);
    for (std::size_t loop = 0; loop < kLoops; ++loop) docs->add_sink(loop, sinks[loop]);
  }

  PeerId attach(const std::string& principal, std::size_t loop, DocumentId id = {"room", "main"},
                bool workspace_owner = false) {
    const PeerId peer = core::make_peer_id(loop, ++last_peer);
    sinks[loop].peers[peer];
    core::Access access;
    access.principal.id = principal;
    access.workspace_owner = workspace_owner;
    docs->attach(peer, id, access);
    world.run_until_idle();
    return peer;
  }
  void say(PeerId peer, MessageKind kind, std::string bytes, DocumentId id = {"room", "main"}) {
    docs->send(peer, id, {kind, std::move(bytes)});
    world.run_until_idle();
  }
  PeerId join(const std::string& principal, std::size_t loop) {
    const PeerId peer = attach(principal, loop);
    say(peer, MessageKind::kStep1, kEmptyVector);
    return peer;
  }
  Seen& seen(PeerId peer) { return sinks[core::loop_of(peer)].peers.at(peer); }
  Errc closed_for(PeerId peer) {
    const DocumentDelivery* closed = seen(peer).last(DeliveryKind::kClosed);
    return closed != nullptr && closed->error ? closed->error->code : Errc::kInternal;
  }
  bool settled_well(PeerId peer) {
    const DocumentDelivery* settled = seen(peer).last(DeliveryKind::kSettled);
    return settled != nullptr && !settled->error;
  }

  port::FakeWorld world;
  port::FakeExecutor loop0{world}, loop1{world}, disk{world};
  port::FakePool pool{world};
  std::vector<port::Executor*> loops{&loop0, &loop1};
  port::MemoryStore store{disk, world.clock()};
  port::MemoryBlobs blobs{disk};
  FakeRoles roles{loops};
  RecordingSink sinks[kLoops];
  std::unique_ptr<Docs> docs;
  std::uint64_t last_peer = 0;
  std::uint64_t snapshot_every_entries = 1000;
};

}  // namespace atelier::feature::docs
