// Stream: how the bytes of one connection are read and written, in the clear or through TLS. Never
// blocks, knows no loop: its connection waits for readiness and calls again.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace atelier::net {

enum class IoStatus : std::uint8_t {
  kOk,
  kBlocked,  // try again when the socket is ready
  kEnd,      // the peer sends no more
  kFailed,   // the connection is of no use any more
};

struct IoResult {
  IoStatus status = IoStatus::kOk;
  std::size_t bytes = 0;  // moved, whatever the status
};

class Stream {
 public:
  virtual ~Stream() = default;

  virtual IoResult read(std::span<char> into) = 0;
  /// Writes the pieces in order until all is written or the socket is full. After kBlocked the
  /// caller comes again with the same bytes, and possibly more behind them.
  virtual IoResult write(std::span<const iovec> pieces) = 0;
  /// Tells the peer that nothing more comes.
  virtual void end_writing() = 0;

  /// True when bytes can be read although the socket may not be readable.
  virtual bool has_unread() const = 0;
  /// True when a blocked read waits for the socket to be writable (TLS handshake).
  virtual bool read_needs_write() const = 0;

  /// System calls so far, for the counters.
  virtual std::uint32_t take_write_calls() = 0;
};

/// `descriptor` is borrowed: its Watch owns it.
std::unique_ptr<Stream> make_plain_stream(int descriptor);

}  // namespace atelier::net
