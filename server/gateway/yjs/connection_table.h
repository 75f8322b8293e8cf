// The connections of one protocol on one loop, by key: ticks them while there are any, sends them
// away in batches, and forgets a closed one once the call it closed in is over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include "gateway/yjs/document_gateway.h"

namespace atelier::gateway {

/// A Connection has tick(), is_closed() and close(code, reason).
template <class Key, class Connection>
class ConnectionTable {
 public:
  explicit ConnectionTable(port::Executor& executor) : executor_(executor) {}
  ~ConnectionTable() { clear(); }
  ConnectionTable(const ConnectionTable&) = delete;
  ConnectionTable& operator=(const ConnectionTable&) = delete;

  /// No more are taken: there are too many, or drain() was called.
  bool is_closed() const {
    return draining_ || connections_.size() >= DocumentGatewayLimits::kMaxConnections;
  }
  Connection& add(Key key, std::unique_ptr<Connection> connection) {
    if (timer_ == port::Executor::kNoTimer) start_timer();
    return *connections_.emplace(key, std::move(connection)).first->second;
  }
  /// Null when it is gone.
  Connection* find(Key key) const {
    const auto found = connections_.find(key);
    return found == connections_.end() ? nullptr : found->second.get();
  }
  std::size_t size() const { return connections_.size(); }

  void remove_later(Key key) {
    executor_.post([this, key, alive = std::weak_ptr<int>(alive_)] {
      if (!alive.expired()) connections_.erase(key);
    });
  }
  /// `reason` is a literal.
  void drain(std::uint16_t code, std::string_view reason) {
    draining_ = true;
    std::size_t left = DocumentGatewayLimits::kDrainBatch;
    for (const auto& [key, connection] : connections_) {
      if (connection->is_closed()) continue;
      if (left-- == 0) return drain_later(code, reason);
      connection->close(code, reason);
    }
  }
  void clear() {
    executor_.cancel(std::exchange(timer_, port::Executor::kNoTimer));
    connections_.clear();
  }

 private:
  void start_timer() {
    timer_ = executor_.run_after(DocumentGatewayLimits::kTickMs, [this] { tick(); });
  }
  void tick() {
    timer_ = port::Executor::kNoTimer;
    for (const auto& [key, connection] : connections_) connection->tick();
    if (!connections_.empty()) start_timer();
  }
  void drain_later(std::uint16_t code, std::string_view reason) {
    executor_.run_after(DocumentGatewayLimits::kDrainStepMs,
                        [this, code, reason, alive = std::weak_ptr<int>(alive_)] {
                          if (!alive.expired()) drain(code, reason);
                        });
  }

  port::Executor& executor_;
  std::map<Key, std::unique_ptr<Connection>> connections_;
  bool draining_ = false;
  port::Executor::TimerId timer_ = port::Executor::kNoTimer;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
