// LoopHost: what the connections of one loop share: the read buffer, the flush at the end of a
// turn, the list of all, counters and cached text. On the loop's thread, but for the counters.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "net/outbox.h"
#include "net/server.h"
#include "net/trusted_proxies.h"

namespace atelier::net {

class Connection;

/// Written by one thread, read by any.
class Counter {
 public:
  void add(std::uint64_t by) { value_.store(get() + by, std::memory_order_relaxed); }
  void subtract(std::uint64_t by) { value_.store(get() - by, std::memory_order_relaxed); }
  std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// As ServerStats, of one loop. `accepted` and `refused` belong to the listener's loop.
struct HostCounters {
  Counter connections, websockets, buffered_bytes;
  Counter accepted, refused;
  Counter requests, request_errors, timeouts;
  Counter bytes_in, bytes_out, read_calls, write_calls;
};

class LoopHost {
 public:
  struct Parts {
    EventLoop& loop;
    port::HttpHandler& handler;
    const ServerOptions& options;
    const TrustedProxies& proxies;
    const port::Clock& clock;
    std::string request_id_prefix;
  };
  explicit LoopHost(Parts parts);
  ~LoopHost();

  EventLoop& loop() const { return parts_.loop; }
  port::HttpHandler& handler() const { return parts_.handler; }
  const ServerOptions& options() const { return parts_.options; }
  const HttpTimeouts& timeouts() const { return parts_.options.timeouts; }
  const TrustedProxies& proxies() const { return parts_.proxies; }
  HostCounters& counters() { return counters_; }
  const HostCounters& counters() const { return counters_; }
  OutboxPool& outbox_pool() { return outbox_pool_; }
  /// Bytes of large request bodies that are not complete, of all connections.
  std::size_t& body_bytes_in_flight() { return body_bytes_in_flight_; }
  /// One for all connections: its content is good until the reader returns to the loop.
  std::span<char> read_buffer() { return {read_buffer_.get(), kReadBufferBytes}; }

  /// Takes what is written to connections that are closing.
  std::string& sink() {
    sink_.clear();
    return sink_;
  }

  void add(std::shared_ptr<Connection> connection);
  /// Forgets the connection at the end of the turn, so that its callers may still be on the stack.
  void remove(Connection& connection);
  /// connection.flush() at the end of this turn; of the next, when called from a flush.
  void schedule_flush(std::shared_ptr<Connection> connection);
  /// Destroys `what` at the end of the turn.
  void bury(std::shared_ptr<void> what);

  /// Every connection is told; idle ones close. New ones are taken, and answered with a close.
  void drain();
  bool draining() const { return draining_; }
  /// Drops all connections and refuses new ones.
  void stop();

  std::string next_request_id();
  /// The value of the Date header, made once a second.
  const std::string& date();

 private:
  static constexpr std::size_t kReadBufferBytes = 128 * 1024;

  void flush_all();
  void end_turn_with_burials();

  Parts parts_;
  std::unique_ptr<char[]> read_buffer_;
  std::string sink_;
  OutboxPool outbox_pool_;
  std::size_t body_bytes_in_flight_ = 0;
  HostCounters counters_;
  std::vector<std::shared_ptr<Connection>> connections_;
  std::vector<std::shared_ptr<Connection>> to_flush_;
  std::vector<std::shared_ptr<void>> buried_;
  bool flush_scheduled_ = false;
  bool flushing_ = false;
  bool draining_ = false;
  bool stopped_ = false;
  std::uint64_t request_ids_ = 0;
  WallMs date_second_ = -1;
  std::string date_;
};

}  // namespace atelier::net
