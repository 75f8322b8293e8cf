#include "feature/docs/docs.h"

#include <atomic>
#include <utility>

#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {
namespace {

constexpr DurationMs kDrainPollMs = 10;

/// FNV-1a: the same on every node and in every process.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

}  // namespace

/// The documents of one loop; on that loop only, but for construction.
class Docs::Shard final : public core::DeliverySink {
 public:
  explicit Shard(DocumentHost host) : host_(host) {}

  port::Executor& executor() { return host_.executor; }

  void attach(PeerId peer, const DocumentId& id, core::Access access, Opening opening) {
    if (documents_.size() >= kDocumentsPerLoop && !documents_.contains(id)) {
      Outbox refusal(host_.executor, host_.loops, id.text());
      refusal.send({DeliveryKind::kClosed, peer, nullptr, core::Role::kNone,
                    unavailable("The server has too many documents open.")});
      return refusal.flush();
    }
    auto& document = documents_[id];
    if (document == nullptr || document->has_failed()) {
      if (document != nullptr) document->flush();
      document = std::make_unique<Document>(host_, id);
      schedule_leave(id);
    }
    document->attach(peer, std::move(access), opening);
  }

  void send(PeerId peer, const DocumentId& id, DocumentMessage message) {
    if (Document* document = find(id)) document->receive(peer, std::move(message));
  }

  void detach(PeerId peer, const DocumentId& id) {
    Document* document = find(id);
    if (document == nullptr) return;
    document->detach(peer);
    if (!document->has_peers()) schedule_leave(id);
  }

  void deliver(const core::SharedDelivery& delivery) override {
    if (delivery->control == core::Control::kRoomGone) {
      return each_of(delivery->room, [](Document& document) { document.send_away(); });
    }
    const bool out = delivery->control == core::Control::kRemoved;
    if (!out && delivery->control != core::Control::kRoleChanged) return;
    const core::Role role = out ? core::Role::kNone : delivery->role;
    each_of(delivery->room, [&](Document& document) {
      if (delivery->subject.empty()) {
        document.ask_owners_roles();
      } else {
        document.role_changed(delivery->subject, role);
      }
    });
  }

  void close_room(const std::string& room, Task done) {
    bool busy = false;
    each_of(room, [&busy](Document& document) {
      document.send_away();
      document.flush();
      busy = busy || document.is_busy();
    });
    if (busy) {
      host_.executor.run_after(kDrainPollMs, [this, room, done = std::move(done),
                                              alive = std::weak_ptr<int>(alive_)]() mutable {
        if (!alive.expired()) close_room(room, std::move(done));
      });
      return;
    }
    std::erase_if(documents_, [&room](const auto& each) { return each.first.room == room; });
    done();
  }

  void when_quiet(Task done) {
    for (const auto& [id, document] : documents_) {
      if (!document->is_busy()) continue;
      host_.executor.run_after(
          kDrainPollMs, [this, done = std::move(done)]() mutable { when_quiet(std::move(done)); });
      return;
    }
    done();
  }

 private:
  template <class F>
  void each_of(const std::string& room, F visit) {
    const auto first = documents_.lower_bound({room, ""});
    for (auto at = first; at != documents_.end() && at->first.room == room; ++at) {
      visit(*at->second);
    }
  }

  Document* find(const DocumentId& id) {
    const auto found = documents_.find(id);
    return found == documents_.end() ? nullptr : found->second.get();
  }

  // DOC13. One timer for each time a document might be left; a document in use is looked at again
  // when its last peer goes.
  void schedule_leave(const DocumentId& id) {
    host_.executor.run_after(kIdleMs, [this, id, alive = std::weak_ptr<int>(alive_)] {
      if (alive.expired()) return;
      const auto found = documents_.find(id);
      if (found == documents_.end() || found->second->has_peers()) return;
      if (found->second->is_busy()) return schedule_leave(id);
      found->second->flush();
      documents_.erase(found);
    });
  }

  DocumentHost host_;
  std::map<DocumentId, std::unique_ptr<Document>> documents_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

Docs::Docs(DocumentStores stores, RoomRoles& roles, const std::vector<port::Executor*>& loops,
           bool rate_limits)
    : stores_(std::move(stores)), quota_(stores_.records, stores_.workspace, loops) {
  for (port::Executor* executor : loops) loops_.push_back({executor});
  for (std::size_t loop = 0; loop < loops.size(); ++loop) {
    shards_.push_back(std::make_unique<Shard>(
        DocumentHost{stores_, roles, quota_, *loops[loop], loop, loops_, rate_limits}));
  }
}

Docs::~Docs() = default;

void Docs::add_sink(std::size_t loop, DocumentSink& sink) {
  loops_[loop].sinks.push_back(&sink);
}

core::DeliverySink& Docs::policy_sink(std::size_t loop) {
  return *shards_[loop];
}

std::size_t Docs::loop_for(const DocumentId& id) const {
  return static_cast<std::size_t>(hash_of(id.text()) % shards_.size());
}

void Docs::attach(PeerId peer, const DocumentId& id, core::Access access, Opening opening) {
  Shard& shard = *shards_[loop_for(id)];
  shard.executor().post([&shard, peer, id, access = std::move(access), opening]() mutable {
    shard.attach(peer, id, std::move(access), opening);
  });
}

void Docs::send(PeerId peer, const DocumentId& id, DocumentMessage message) {
  Shard& shard = *shards_[loop_for(id)];
  shard.executor().post([&shard, peer, id, message = std::move(message)]() mutable {
    shard.send(peer, id, std::move(message));
  });
}

void Docs::detach(PeerId peer, const DocumentId& id) {
  Shard& shard = *shards_[loop_for(id)];
  shard.executor().post([&shard, peer, id] { shard.detach(peer, id); });
}

void Docs::close_room(std::size_t loop, const std::string& room, Task done) {
  on_all(
      loop, [room](Shard& shard, Task one) { shard.close_room(room, std::move(one)); },
      std::move(done));
}

void Docs::drain(std::size_t loop, Task done) {
  on_all(
      loop, [](Shard& shard, Task one) { shard.when_quiet(std::move(one)); }, std::move(done));
}

void Docs::on_all(std::size_t loop, const Part& part, Task done) {
  struct Waiting {
    std::atomic<std::size_t> left;
    Task done;
  };
  auto waiting = std::make_shared<Waiting>();
  waiting->left = shards_.size();
  waiting->done = std::move(done);
  port::Executor& caller = *loops_[loop].executor;
  for (const auto& shard : shards_) {
    shard->executor().post([&shard = *shard, &caller, waiting, part] {
      part(shard, [&caller, waiting] {
        if (--waiting->left == 0) caller.post([waiting] { waiting->done(); });
      });
    });
  }
}

}  // namespace atelier::feature::docs
