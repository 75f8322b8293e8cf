// What one document sends, gathered over a turn and posted as one task per loop that has peers.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "feature/docs/document_message.h"
#include "port/executor.h"

namespace atelier::feature::docs {

/// Every loop and the protocols on it. Filled at start-up, read afterwards.
struct LoopSinks {
  port::Executor* executor = nullptr;
  std::vector<DocumentSink*> sinks = {};
};

class Outbox {
 public:
  Outbox(port::Executor& executor, const std::vector<LoopSinks>& loops, std::string document)
      : executor_(executor),
        loops_(loops),
        document_(std::make_shared<const std::string>(std::move(document))) {}

  void add_peer(PeerId peer) { ++peers_[core::loop_of(peer)]; }
  void remove_peer(PeerId peer);
  /// To delivery.peer, or to every loop with peers.
  void send(DocumentDelivery delivery);
  /// Without waiting for the end of the turn: before this is destroyed.
  void flush();

 private:
  void put(std::size_t loop, DocumentDelivery delivery);

  port::Executor& executor_;
  const std::vector<LoopSinks>& loops_;
  std::shared_ptr<const std::string> document_;
  std::map<std::size_t, std::size_t> peers_;  // by loop
  std::map<std::size_t, std::vector<DocumentDelivery>> gathered_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
