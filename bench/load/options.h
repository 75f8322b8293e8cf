// What one run of the load generator shall do, read from the command line.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace atelier::bench {

struct Options {
  std::string mode;                // fanout or idle
  std::string protocol;            // socketio or raw
  int port = 0;                    // always on 127.0.0.1
  int server_pid = 0;              // whose CPU time and memory are read
  std::string tokens_file;         // one token a line, for the connect packets; may be empty
  std::size_t connections = 1000;  // subscribers, or idle connections
  std::size_t warm = 100;          // idle: connections that are open before the first sample
  std::size_t payload_bytes = 100;
  double window_s = 1.0;
  double warmup_s = 0.3;
  std::vector<std::size_t> in_flight{1};
  std::vector<std::string> tokens;
};

/// Ends the process with a reason when the command line or the tokens' file is no good.
Options read_options(int argc, char** argv);

/// The generator has nobody to hand an error to: it says why on stderr and exits 1.
[[noreturn]] void give_up(const std::string& why);

}  // namespace atelier::bench
