// `atelier conformance`: the echo applications of protocol test suites on a real server.
#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace atelier::app {

struct ConformanceOptions {
  std::string listen = "127.0.0.1:0";
  DurationMs ping_interval_ms = 300;
  DurationMs ping_timeout_ms = 200;
  bool msgpack = false;  // Socket.IO packets as socket.io-msgpack-parser writes them
};

/// Prints the ready line and runs until SIGTERM or SIGINT.
Result<void> run_conformance(const ConformanceOptions& options);

}  // namespace atelier::app
