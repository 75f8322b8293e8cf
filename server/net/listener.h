// Listener: one listening socket on one loop. Accepted sockets are handed to whoever takes them;
// sharing them out among loops is the server's. One acceptor instead of SO_REUSEPORT: the kernel's
// hash spreads few connections unevenly and leaves those of a busy loop waiting in its queue.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/function.h"
#include "base/result.h"
#include "net/watch.h"

namespace atelier::net {

struct Accepted {
  int descriptor = -1;  // non-blocking; the taker's
  std::string peer_address;
};

class Listener final : public WatchHandler {
 public:
  using Take = UniqueFunction<void(Accepted)>;
  /// `take` runs on the loop. `refused` too, when the process is out of descriptors.
  Listener(EventLoop& loop, Take take, Task refused);
  ~Listener() override;

  /// Binds and listens; any thread, before begin(). The port that was bound.
  Result<std::uint16_t> bind(const std::string& host, std::uint16_t port);
  /// On the loop.
  void begin();
  /// On the loop, or when it does not run.
  void close();

  // WatchHandler
  void on_readable() override;
  void on_writable() override {}

 private:
  bool accept_one();

  EventLoop& loop_;
  Take take_;
  Task refused_;
  int descriptor_ = -1;  // until begin()
  std::unique_ptr<Watch> watch_;
  EventLoop::TimerId retry_ = EventLoop::kNoTimer;
};

}  // namespace atelier::net
