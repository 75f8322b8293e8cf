// CPU time and memory of processes, as the kernel counts them.
#pragma once

#include <cstddef>

namespace atelier::bench {

/// Seconds of CPU at one moment; two of them make a share.
struct CpuTimes {
  double wall_s = 0;
  double server_s = 0;   // user and system time of all threads, in ticks of 10 ms
  double load_s = 0;     // of the generator itself
  double machine_s = 0;  // of everything on the machine
};

CpuTimes read_cpu_times(int server_pid);
/// Resident memory in bytes. Ends the process when the server is gone.
std::size_t resident_bytes(int pid);

/// Seconds of the one clock that stamps everything here.
double now_s();

}  // namespace atelier::bench
