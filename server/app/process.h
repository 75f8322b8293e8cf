// What a server process does at its edges: the ready line, and waiting for the signal to stop.
#pragma once

#include <cstdint>
#include <string>

namespace atelier::app {

/// Blocks SIGTERM, SIGINT, SIGHUP and SIGUSR1 for this thread and all that it starts: call it
/// first.
void block_signals();

/// As many sockets as the system lets this process have: soft limits are often 1,024.
void raise_file_limit();

/// Waits for one of them and returns it.
int wait_for_signal();
/// SIGHUP asks to read certificates again, SIGUSR1 to begin anew within the process; the others end
/// it.
bool is_reload_signal(int signal);
bool is_restart_signal(int signal);
/// Sends this process SIGUSR1. Any thread.
void ask_for_restart();

/// `atelier listening on http://HOST:PORT` on stdout, flushed.
void print_ready(const std::string& host, std::uint16_t port, bool tls);

}  // namespace atelier::app
