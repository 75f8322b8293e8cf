#include "app/process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace atelier::app {
namespace {

sigset_t awaited() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGUSR1);
  return set;
}

}  // namespace

void block_signals() {
  const sigset_t set = awaited();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int wait_for_signal() {
  const sigset_t set = awaited();
  int received = 0;
  sigwait(&set, &received);
  return received;
}

bool is_reload_signal(int signal) {
  return signal == SIGHUP;
}

bool is_restart_signal(int signal) {
  return signal == SIGUSR1;
}

void ask_for_restart() {
  ::kill(::getpid(), SIGUSR1);
}

void print_ready(const std::string& host, std::uint16_t port, bool tls) {
  const bool is_v6 = host.find(':') != std::string::npos;
  const std::string shown = is_v6 ? '[' + host + ']' : host;
  std::printf("atelier listening on %s://%s:%u\n", tls ? "https" : "http", shown.c_str(),
              static_cast<unsigned>(port));
  std::fflush(stdout);
}

}  // namespace atelier::app
