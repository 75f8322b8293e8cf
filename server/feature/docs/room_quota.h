// How many documents a room may have, exact among all loops of this node: a document that is to be
// created asks the loop of its room first, which counts what is stored and what it has granted.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "feature/docs/document_id.h"
#include "port/executor.h"
#include "port/record_store.h"

namespace atelier::feature::docs {

class RoomQuota {
 public:
  RoomQuota(port::RecordStore& records, std::string workspace,
            const std::vector<port::Executor*>& loops);
  RoomQuota(const RoomQuota&) = delete;
  RoomQuota& operator=(const RoomQuota&) = delete;

  /// `done` runs later on `loop`: the room may have this document, or why not.
  void ask(std::size_t loop, const DocumentId& id, UniqueFunction<void(Result<void>)> done);
  /// It is stored now, or will not be.
  void settled(const DocumentId& id);

 private:
  /// Rooms by the hash of their name.
  struct Home {
    port::Executor* executor;
    std::map<std::string, std::set<std::string>> granted;  // not stored yet, as far as is known
  };

  Home& home_of(const std::string& room);
  void forget(const DocumentId& id);
  Result<void> decide(Home& home, const DocumentId& id, const port::Page& page);

  port::RecordStore& records_;
  std::string workspace_;
  std::vector<Home> homes_;
  std::vector<port::Executor*> loops_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
