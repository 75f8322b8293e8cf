#include "load/fanout.h"

#include <algorithm>
#include <cstdio>

namespace atelier::bench {
namespace {

// A message that has not reached everyone after this long is lost.
constexpr double kDeliveryLimitSeconds = 10;

}  // namespace

Fanout::Fanout(const Options& options, Protocol& protocol, Swarm& swarm)
    : options_(options), protocol_(protocol), swarm_(swarm), subscribers_(swarm.size() - 1) {
  swarm_.set_listener(this);
}

Fanout::~Fanout() {
  swarm_.set_listener(nullptr);
}

void Fanout::run(std::size_t in_flight) {
  send_for(in_flight, options_.warmup_s);
  deliveries_ = 0;
  latencies_.clear();
  const CpuTimes before = read_cpu_times(options_.server_pid);
  send_for(in_flight, options_.window_s);
  print(in_flight, before, read_cpu_times(options_.server_pid));
}

// Ends only when everything sent is delivered, so that all work of the server lies in the window.
void Fanout::send_for(std::size_t in_flight, double seconds) {
  const double end = now_s() + seconds;
  const double limit = end + kDeliveryLimitSeconds;
  for (double now = now_s(); now < end || complete_ < sent_; now = now_s()) {
    while (now < end && sent_ - complete_ < in_flight) send_next();
    swarm_.poll(0.1);
    if (now > limit) give_up("a message did not reach every subscriber");
  }
}

void Fanout::send_next() {
  slot(sent_) = {sent_, 0, now_s()};
  swarm_.send(0, protocol_.broadcast_message(sent_));
  ++sent_;
}

void Fanout::on_delivery(std::uint64_t sequence) {
  Message& message = slot(sequence);
  if (message.sequence != sequence || sequence >= sent_ || message.deliveries == subscribers_) {
    give_up("message " + std::to_string(sequence) + " was delivered once too often");
  }
  ++deliveries_;
  if (++message.deliveries == subscribers_) ++complete_;
  const double micros = std::max(0.0, (now_s() - message.sent_at_s) * 1e6);
  latencies_.add(static_cast<std::uint32_t>(std::min(micros, 4e9)));
}

void Fanout::print(std::size_t in_flight, const CpuTimes& before, const CpuTimes& after) const {
  const double wall = after.wall_s - before.wall_s;
  const double server = after.server_s - before.server_s;
  const double load = after.load_s - before.load_s;
  const double others = std::max(0.0, after.machine_s - before.machine_s - server - load);
  std::printf(
      "{\"kind\":\"fanout\",\"in_flight\":%zu,\"subscribers\":%zu,\"deliveries\":%llu,"
      "\"wall_s\":%.4f,\"server_cpu_s\":%.4f,\"load_cpu_s\":%.4f,\"other_cpu_s\":%.4f,"
      "\"latency\":%s}\n",
      in_flight, subscribers_, static_cast<unsigned long long>(deliveries_), wall, server, load,
      others, latencies_.json().c_str());
}

}  // namespace atelier::bench
