#include "adapter/filesystem/disk_guard.h"

namespace atelier::adapter {

bool DiskGuard::is_low(const std::filesystem::path& folder) const {
  if (free_bytes) return free_bytes(folder) < min_free_bytes;
  std::error_code failed;
  const std::filesystem::space_info space = std::filesystem::space(folder, failed);
  // A disk that cannot be asked is not called full: the write itself will tell.
  return !failed && space.available < min_free_bytes;
}

}  // namespace atelier::adapter
