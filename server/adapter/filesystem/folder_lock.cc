#include "adapter/filesystem/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace atelier::adapter {
namespace {

std::string owner_of(int file) {
  std::array<char, 32> text{};
  const ssize_t count = ::pread(file, text.data(), text.size() - 1, 0);
  std::string owner(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  while (!owner.empty() && owner.back() == '\n') owner.pop_back();
  return owner;
}

void write_owner(int file) {
  const std::string text = std::to_string(::getpid()) + "\n";
  // Only a hint for people: without it the lock works all the same.
  if (::ftruncate(file, 0) != 0) return;
  [[maybe_unused]] const ssize_t written = ::pwrite(file, text.data(), text.size(), 0);
}

}  // namespace

Result<std::unique_ptr<FolderLock>> FolderLock::take(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    return unavailable("cannot create the data folder " + folder.string() + ": " +
                       failed.message());
  }
  const int file = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return unavailable("cannot write to the data folder " + folder.string() + ": " +
                       std::strerror(errno));
  }
  std::unique_ptr<FolderLock> lock(new FolderLock(file));
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    return Error{Errc::kConflict, "the data folder " + folder.string() +
                                      " is in use by another server (process " + owner_of(file) +
                                      "); stop it first or choose another folder with --data"};
  }
  write_owner(file);
  return lock;
}

FolderLock::~FolderLock() {
  ::close(file_);
}

}  // namespace atelier::adapter
