// Messages that go by themselves where a room keeps them only for a time (spec/safe.md SAF40 to
// SAF42): deleted and purged as by an owner, oldest first, at a pace that leaves the room to
// people.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "gateway/rest/services.h"

namespace atelier::gateway {

/// Looks at every room that keeps its messages for a time, every hour, one after the other.
class RetentionSweep : public std::enable_shared_from_this<RetentionSweep> {
 public:
  static constexpr DurationMs kFirstLookMs = 90LL * 1000;
  static constexpr DurationMs kLookEveryMs = 3600LL * 1000;
  /// Between two messages.
  static constexpr DurationMs kPauseMs = 200;
  static constexpr DurationMs kTryAgainMs = 2000;
  static constexpr int kTries = 10;

  RetentionSweep(Services& services, std::size_t loop) : services_(services), loop_(loop) {}

  /// On the loop; goes on until the services are gone.
  void start();

 private:
  /// A room at work; `next` goes on to the next one.
  struct Swept;
  using Room = std::shared_ptr<Swept>;
  using Page = std::shared_ptr<port::Page>;

  port::Executor& executor() const { return *services_.loops[loop_]; }
  void wait();
  void read_rooms(std::string from);
  void next_room(const Page& page, std::size_t at);
  /// Over [from, until) of a room: its messages, then what the trash has of them.
  void read(const Room& room, std::string from);
  void next_record(const Room& room, const Page& page, std::size_t at);
  void end_pass(const Room& room);
  void ask(const Room& room, std::uint64_t seq, int tries, Task then);

  Services& services_;
  std::size_t loop_;
};

}  // namespace atelier::gateway
