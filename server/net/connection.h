// Connection: one accepted socket, its stream and its outbox, for the protocol that uses it at the
// moment (HTTP, then perhaps WebSocket). Reads when the socket is ready, into the buffer of the
// loop; writes once at the end of a turn. Knows no protocol. On its loop's thread.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "net/deadline.h"
#include "net/loop_host.h"
#include "net/outbox.h"
#include "net/stream.h"
#include "net/watch.h"

namespace atelier::net {

/// What runs on a connection. All calls come from the loop, never from within a call to the
/// connection; the user stays alive while one runs. It may write, close and replace itself inside.
class ConnectionUser {
 public:
  virtual ~ConnectionUser() = default;
  /// Bytes that came. May be changed in place; good during the call only.
  virtual void on_input(std::span<char> bytes) = 0;
  /// The last call: the peer ended its side or vanished, or the server stops. What was written
  /// before still goes out if the peer takes it.
  virtual void on_gone() = 0;
  /// Bytes went out.
  virtual void on_written() = 0;
  /// The server drains: close now if that loses nothing.
  virtual void on_drain() = 0;
};

class Connection final : public WatchHandler, public std::enable_shared_from_this<Connection> {
 public:
  /// Takes over `descriptor`, on which `stream` works.
  Connection(LoopHost& host, int descriptor, std::unique_ptr<Stream> stream);
  ~Connection() override;

  /// Adds the connection to its host and begins to read.
  void start(std::shared_ptr<ConnectionUser> user);
  /// The user of all later calls. The one before is destroyed at the end of the turn.
  void replace_user(std::shared_ptr<ConnectionUser> user);

  /// The outgoing bytes of this turn, to be appended to at once. Ignored once it is closing.
  std::string& outgoing();
  void write_body(std::string body);
  void write_shared(const std::shared_ptr<const std::string>& run, std::size_t from,
                    std::size_t to);
  /// Bytes that the kernel has not taken yet.
  std::size_t buffered_bytes() const { return outbox_.size(); }

  void pause_reading() { paused_ = true; }
  void resume_reading();

  /// Flushes, ends the writing side, and gives the peer a while to read and to close. The user
  /// gets no further calls.
  void close();
  /// Closes at once. The user gets no further calls.
  void abort();
  bool is_open() const { return state_ == State::kOpen; }

  // For the host:
  void flush();
  void drain();
  /// As when the peer vanishes: the user is told.
  void drop();
  void set_registry_index(std::size_t index) { registry_index_ = index; }
  std::size_t registry_index() const { return registry_index_; }

  // WatchHandler
  void on_readable() override;
  void on_writable() override;

 private:
  enum class State : std::uint8_t {
    kOpen,
    kFlushing,   // what is in the outbox goes out, then the writing side ends
    kLingering,  // the writing side has ended, input is dropped until the peer closes too
    kClosed,
  };

  bool read_once();
  void on_peer_end();
  void on_failure();
  void write_out();
  void on_blocked();
  void end_writing();
  void on_deadline();
  void release_user();
  void set_deadline(DurationMs delay);
  void count_buffered();

  LoopHost& host_;
  std::unique_ptr<Stream> stream_;
  std::unique_ptr<Watch> watch_;
  std::shared_ptr<ConnectionUser> user_;
  Outbox outbox_;
  std::unique_ptr<Deadline> deadline_;  // only while blocked or lingering
  std::size_t registry_index_ = 0;
  std::size_t counted_bytes_ = 0;  // of the outbox, in the host's counter
  State state_ = State::kOpen;
  bool paused_ = false;
  bool flush_scheduled_ = false;
  bool blocked_ = false;
  bool peer_ended_ = false;
};

}  // namespace atelier::net
