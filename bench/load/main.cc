// bench_load: the load generator of `make bench`. One thread, loopback only, so light that the
// server stays the limit. Prints one line of JSON for each measurement; see docs/performance.md.
#include <sys/resource.h>

#include "load/fanout.h"
#include "load/idle.h"
#include "load/options.h"

namespace atelier::bench {
namespace {

void allow_many_sockets() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void run(const Options& options) {
  const bool is_raw = options.protocol == "raw";
  Protocol protocol(is_raw ? Protocol::Kind::kRaw : Protocol::Kind::kSocketIo,
                    options.payload_bytes);
  Swarm swarm(options, protocol);
  if (options.mode == "idle") {
    measure_idle(options, swarm);
    return;
  }
  swarm.open(options.connections + 1);  // and the publisher
  swarm.join();
  // What joining causes (presence, collectors) is over before the first window.
  swarm.settle(0.4, 3);
  Fanout fanout(options, protocol, swarm);
  for (const std::size_t in_flight : options.in_flight) fanout.run(in_flight);
}

}  // namespace
}  // namespace atelier::bench

int main(int argc, char** argv) {
  atelier::bench::allow_many_sockets();
  atelier::bench::run(atelier::bench::read_options(argc, argv));
  return 0;
}
