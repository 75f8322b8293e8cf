// Watch: one socket's readiness on one loop. It owns the descriptor, tells a WatchHandler when it
// can be read or written, and reads or writes nothing itself. Everything on the loop's thread.
#pragma once

#include <memory>

#include "net/event_loop.h"

namespace atelier::net {

class WatchHandler {
 public:
  virtual ~WatchHandler() = default;
  /// May destroy the Watch. Also comes when the peer is gone: the read then says so.
  virtual void on_readable() = 0;
  virtual void on_writable() = 0;
};

class Watch {
 public:
  /// Takes over `descriptor`, a socket in non-blocking mode. The handler is called only for waits,
  /// and never once the Watch is destroyed.
  Watch(EventLoop& loop, int descriptor, WatchHandler& handler);
  /// Closes the descriptor.
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  int descriptor() const;
  /// One call of on_readable, also when it can be read already. Nothing while one is waiting.
  void wait_readable();
  void wait_writable();

 private:
  struct State;
  std::shared_ptr<State> state_;  // handlers that Asio still holds keep it, without the handler
};

}  // namespace atelier::net
