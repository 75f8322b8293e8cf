// The fan-out measurement: one publisher, many subscribers, a fixed number of messages on the way.
// A message counts as delivered when every subscriber has it; only then the next one is sent.
#pragma once

#include <array>
#include <cstdint>

#include "load/histogram.h"
#include "load/options.h"
#include "load/process_stats.h"
#include "load/protocol.h"
#include "load/swarm.h"

namespace atelier::bench {

class Fanout final : private Swarm::Listener {
 public:
  /// Connection 0 of the swarm publishes; the swarm has joined the room.
  Fanout(const Options& options, Protocol& protocol, Swarm& swarm);
  ~Fanout() override;

  /// Measures one window and prints its figures as one line of JSON.
  void run(std::size_t in_flight);

 private:
  struct Message {
    std::uint64_t sequence = 0;
    std::size_t deliveries = 0;
    double sent_at_s = 0;
  };

  void on_delivery(std::uint64_t sequence) override;
  void send_for(std::size_t in_flight, double seconds);
  void send_next();
  Message& slot(std::uint64_t sequence) { return ring_[sequence % ring_.size()]; }
  void print(std::size_t in_flight, const CpuTimes& before, const CpuTimes& after) const;

  const Options& options_;
  Protocol& protocol_;
  Swarm& swarm_;
  std::size_t subscribers_;
  std::array<Message, 128> ring_{};  // more than may be in flight, so that a late copy is noticed
  std::uint64_t sent_ = 0;
  std::uint64_t complete_ = 0;
  std::uint64_t deliveries_ = 0;
  Histogram latencies_;
};

}  // namespace atelier::bench
