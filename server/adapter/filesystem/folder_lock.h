// The exclusive lock on a data folder (STO20): an flock on the file `lock` in it, so the kernel
// frees it whatever way the process ends. Knows nothing of what the folder holds.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"

namespace atelier::adapter {

class FolderLock {
 public:
  /// Creates the folder if need be. kConflict, with the folder and the owner's process id in the
  /// message, when another server (or another FolderLock in this process) holds it.
  static Result<std::unique_ptr<FolderLock>> take(const std::filesystem::path& folder);

  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int file) : file_(file) {}

  int file_;
};

}  // namespace atelier::adapter
