// Whether a disk has room enough to go on writing (STO23). Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace atelier::adapter {

struct DiskGuard {
  std::uint64_t min_free_bytes = 512 * 1024 * 1024;
  /// Free bytes of the disk that holds the folder; empty: ask the file system.
  std::function<std::uint64_t(const std::filesystem::path&)> free_bytes = nullptr;

  bool is_low(const std::filesystem::path& folder) const;
};

}  // namespace atelier::adapter
