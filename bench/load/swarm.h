// Many WebSocket connections of one process on one thread: opens them, joins them to the room,
// answers pings, and hands every delivery to a listener. Knows nothing of what is measured.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/options.h"
#include "load/protocol.h"

namespace atelier::bench {

class Swarm {
 public:
  /// Called inside poll(); may call send().
  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void on_delivery(std::uint64_t sequence) = 0;
  };

  Swarm(const Options& options, Protocol& protocol);
  ~Swarm();
  Swarm(const Swarm&) = delete;
  Swarm& operator=(const Swarm&) = delete;

  /// Opens connections until there are `count`; returns when all are connected.
  void open(std::size_t count);
  /// Joins all that have not joined; returns when all have.
  void join();
  /// Waits until nothing came for `quiet_s`, at most `limit_s`.
  void settle(double quiet_s, double limit_s);

  void poll(double timeout_s);
  void set_listener(Listener* listener) { listener_ = listener; }
  /// One text message of connection `index`; buffered until the next poll().
  void send(std::size_t index, std::string_view message);

  std::size_t size() const { return connections_.size(); }
  std::uint64_t received_bytes() const { return received_bytes_; }

 private:
  enum class State : std::uint8_t {
    kUpgrading,
    kOpening,
    kConnecting,
    kConnected,
    kJoining,
    kJoined
  };
  struct Connection {
    int socket = -1;
    std::size_t index = 0;
    State state = State::kUpgrading;
    std::string partial;  // a frame, or a head of HTTP, that is not all here
    std::string outgoing;
  };

  void start_connection();
  void start_join(Connection& connection);
  void receive(Connection& connection);
  void read_frames(Connection& connection, std::string_view bytes);
  void read_message(Connection& connection, std::string_view message);
  bool read_upgrade(Connection& connection, std::string_view& bytes);
  void enter(Connection& connection, State state);
  void queue(Connection& connection, int opcode, std::string_view message);
  void flush();

  const Options& options_;
  Protocol& protocol_;
  Listener* listener_ = nullptr;
  int epoll_ = -1;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<Connection*> unsent_;
  std::array<std::size_t, 6> in_state_{};
  std::uint64_t received_bytes_ = 0;
  std::vector<char> buffer_;
};

}  // namespace atelier::bench
