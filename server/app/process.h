// What a server process does at its edges: the ready line, and waiting for the signal to stop.
#pragma once

#include <cstdint>
#include <string>

namespace atelier::app {

/// Blocks SIGTERM, SIGINT and SIGHUP for this thread and all that it starts: call it first.
void block_signals();

/// As many sockets as the system lets this process have: soft limits are often 1,024.
void raise_file_limit();

/// Waits for one of them and returns it.
int wait_for_signal();
/// SIGHUP asks to read certificates again; the others end the process.
bool is_reload_signal(int signal);

/// `atelier listening on http://HOST:PORT` on stdout, flushed.
void print_ready(const std::string& host, std::uint16_t port, bool tls);

}  // namespace atelier::app
