#include "load/process_stats.h"

#include <sys/resource.h>
#include <unistd.h>
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>

#include "load/options.h"

namespace atelier::bench {
namespace {

double ticks_to_seconds(unsigned long long ticks) {
  return static_cast<double>(ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double server_seconds(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) give_up("the server is gone");
  // The name in parentheses may hold anything; fields count from behind it. 14 and 15 of proc(5)
  // are utime and stime.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  unsigned long long user = 0;
  unsigned long long system = 0;
  fields >> user >> system;
  return ticks_to_seconds(user + system);
}

double machine_seconds() {
  std::ifstream file("/proc/stat");
  std::string name;
  unsigned long long user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft_irq = 0;
  file >> name >> user >> nice >> system >> idle >> wait >> irq >> soft_irq;
  return ticks_to_seconds(user + nice + system + irq + soft_irq);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

CpuTimes read_cpu_times(int server_pid) {
  rusage own{};
  getrusage(RUSAGE_SELF, &own);
  return {now_s(), server_seconds(server_pid), seconds_of(own.ru_utime) + seconds_of(own.ru_stime),
          machine_seconds()};
}

std::size_t resident_bytes(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::stoull(line.substr(6)) * 1024;
  }
  give_up("the server is gone");
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace atelier::bench
