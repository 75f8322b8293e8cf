// Docs: the node's directory of documents. A document lives on the loop given by the hash of its
// name, is opened from its log on demand and leaves memory when nobody is attached. Callable from
// every loop.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/delivery.h"
#include "feature/docs/document.h"

namespace atelier::feature::docs {

class Docs {
 public:
  /// `loops` by number. Stores and roles outlive Docs; Docs outlives the loops' last task.
  Docs(DocumentStores stores, RoomRoles& roles, const std::vector<port::Executor*>& loops,
       bool rate_limits = true);
  ~Docs();
  Docs(const Docs&) = delete;
  Docs& operator=(const Docs&) = delete;

  /// At start-up only, before the loops run.
  void add_sink(std::size_t loop, DocumentSink& sink);
  /// Takes role changes from the rooms: register it among the sinks of `loop`.
  core::DeliverySink& policy_sink(std::size_t loop);

  /// Deliveries come to the sinks of loop_of(peer). One peer may attach to many documents.
  void attach(PeerId peer, const DocumentId& id, core::Access access,
              Opening opening = Opening::kAskEditors);
  void send(PeerId peer, const DocumentId& id, DocumentMessage message);
  /// Also after kClosed.
  void detach(PeerId peer, const DocumentId& id);

  std::size_t loop_for(const DocumentId& id) const;
  /// Every document of the room leaves memory, whoever is in it; `done` runs on the caller's loop
  /// when nothing of them is on its way to the store. For a room that nobody may enter any more.
  void close_room(std::size_t loop, const std::string& room, Task done);
  /// Runs `done` on the caller's loop once nothing is on its way to the store. Call it when
  /// connections are closed.
  void drain(std::size_t loop, Task done);

 private:
  class Shard;
  using Part = std::function<void(Shard&, Task done)>;

  void on_all(std::size_t loop, const Part& part, Task done);

  DocumentStores stores_;
  RoomQuota quota_;
  std::vector<LoopSinks> loops_;
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace atelier::feature::docs
