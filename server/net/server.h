// Server: listens on one port and turns sockets into port::HttpExchange and port::WebSocket for the
// handlers, one handler per loop. Knows no route. A connection stays on the loop it was given to;
// loops take turns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/event_loop.h"
#include "port/clock.h"
#include "port/http.h"

namespace atelier::net {

struct HttpTimeouts {
  DurationMs header_ms = 10'000;      // from the first byte of a request to the end of its head
  DurationMs idle_ms = 75'000;        // keep-alive: from an answer to the next request
  DurationMs body_ms = 30'000;        // in each such span, body_bytes_per_s of it or the end of it
  DurationMs linger_ms = 2'000;       // after an error answer, for the client to read it
  DurationMs write_ms = 60'000;       // an answer of which the client takes nothing at all
  DurationMs close_frame_ms = 5'000;  // for the peer's close frame after ours
  std::size_t body_bytes_per_s = 1024;
};

struct ServerOptions {
  std::string host = "127.0.0.1";    // a name or an address; "::" is every address, IPv4 included
  std::uint16_t port = 0;            // 0 picks a free one
  std::string tls_certificate_file;  // PEM with the chain; both empty: plain HTTP
  std::string tls_key_file;
  std::vector<std::string> trusted_proxies;  // addresses or CIDR; only they may set X-Forwarded-*
  std::size_t max_connections = 19'000;      // above: accepted and dropped at once
  /// Of request bodies on their way, in each loop; beyond: 503. The first 64 KB of a body are free.
  std::size_t max_body_bytes_in_flight = 256 * 1024 * 1024;
  HttpTimeouts timeouts;
};

/// Sums over all loops. `*_total` only grow.
struct ServerStats {
  std::uint64_t connections = 0;     // open now
  std::uint64_t websockets = 0;      // open now, among the connections
  std::uint64_t buffered_bytes = 0;  // written by us, not taken by the kernel yet
  std::uint64_t accepted_total = 0;
  std::uint64_t refused_total = 0;  // above max_connections, or out of descriptors
  std::uint64_t requests_total = 0;
  std::uint64_t request_errors_total = 0;  // answered by net: 400, 408, 413, ...
  std::uint64_t timeouts_total = 0;
  std::uint64_t bytes_in_total = 0;
  std::uint64_t bytes_out_total = 0;
  std::uint64_t read_calls_total = 0;  // system calls, to see how well writes are gathered
  std::uint64_t write_calls_total = 0;
};

class Server {
 public:
  /// One loop and the handler that lives on it. Both outlive the server.
  struct Lane {
    EventLoop* loop = nullptr;
    port::HttpHandler* handler = nullptr;
  };

  Server(ServerOptions options, std::vector<Lane> lanes, const port::Clock& clock);
  /// After stop(), or when start() was never called or failed.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds, listens and begins to accept; returns the port. The loops may run already or later.
  Result<std::uint16_t> start();

  /// Stops accepting, closes idle connections, and gives every further answer Connection: close.
  /// WebSockets, streams and parked exchanges are the handlers' to end: see stats().connections.
  /// Any thread.
  void drain();

  /// Drops every connection and waits until the loops have done so. The loops must be running; not
  /// from a loop's thread. Handlers may still get on_close and on_abort calls until it returns.
  void stop();

  /// Reads certificate and key again, for new connections; keeps the old ones when that fails. Any
  /// thread.
  Result<void> reload_tls();

  /// Any thread.
  ServerStats stats() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace atelier::net
