// What an operator may set about the SQLite store, and the figures it tells.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "adapter/filesystem/disk_guard.h"
#include "base/time.h"

namespace atelier::adapter {

struct StoreOptions {
  std::size_t max_queued_jobs = 10'000;  // STO22, for writes and for reads
  std::size_t max_queued_bytes = 64 * 1024 * 1024;
  std::size_t max_group_jobs = 1'000;  // STO21
  std::size_t max_group_bytes = 16 * 1024 * 1024;
  std::size_t readers = 2;
  DurationMs sweep_every_ms = 30'000;  // STO28
  std::uint64_t max_file_pages = 0;    // 0: as large as the disk lets it grow
  DiskGuard disk;                      // STO23
};

struct StoreStats {
  std::uint64_t commits = 0;       // groups synced to disk
  std::uint64_t transactions = 0;  // logical transactions in them, conflicts included
  std::uint64_t conflicts = 0;
  std::uint64_t failures = 0;  // answered unavailable or unknown
  std::uint64_t throttled = 0;
  std::uint64_t expired_removed = 0;
  std::uint64_t commit_us_sum = 0;
  std::uint64_t commit_us_max = 0;
  std::size_t largest_group = 0;
  std::array<std::uint64_t, 12> groups_by_size{};  // [i]: groups of 2^i to 2^(i+1) - 1 jobs
  std::size_t queued = 0;                          // writes that wait now
  bool healthy = true;                             // the last group could be stored
  bool disk_is_low = false;                        // STO23: puts are refused
};

}  // namespace atelier::adapter
