// The metrics of a server process by name; a golden list in the test pins them.
#pragma once

#include "app/platform.h"
#include "base/metrics.h"
#include "feature/mail/outbox.h"
#include "gateway/oidc/provider.h"
#include "gateway/socketio/broadcaster.h"
#include "net/server.h"

namespace atelier::app {

class ServerMetrics {
 public:
  /// Begins to observe the loops and the store; before they have anything to do. The loops must
  /// have stopped before it ends.
  explicit ServerMetrics(Platform& platform);
  ServerMetrics(const ServerMetrics&) = delete;
  ServerMetrics& operator=(const ServerMetrics&) = delete;

  /// Outlives the last rendering. Before the server listens.
  void watch(const net::Server& server);
  void watch(const feature::mail::Outbox& outbox);
  void watch(const gateway::OidcProvider& provider);

  const metrics::Registry& registry() const { return registry_; }
  gateway::FanOutCounters fan_out() { return {delivered_, dropped_, closed_}; }
  metrics::Histogram* command_latency() { return &command_latency_; }

 private:
  metrics::Registry registry_;
  metrics::Counter& delivered_;
  metrics::Counter& dropped_;
  metrics::Counter& closed_;
  metrics::Histogram& command_latency_;
  metrics::Histogram& turn_;
};

}  // namespace atelier::app
