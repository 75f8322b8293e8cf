// The metrics of a server process by name (a golden list in a test pins them).
#pragma once

#include "adapter/sqlite/sqlite_store.h"
#include "base/metrics.h"
#include "net/server.h"

namespace atelier::app {

class ServerMetrics {
 public:
  /// Both outlive the last rendering. Before the server listens.
  void watch(const net::Server& server, const adapter::SqliteStore& store);
  metrics::Registry& registry() { return registry_; }

 private:
  metrics::Registry registry_;
};

}  // namespace atelier::app
