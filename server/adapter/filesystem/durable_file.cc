#include "adapter/filesystem/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace atelier::adapter {
namespace {

// Closes the descriptor with the scope.
class OpenFile {
 public:
  OpenFile(const std::filesystem::path& file, int flags, mode_t mode = 0)
      : descriptor_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

Error refused(const char* what) {
  return unavailable(std::string("the disk refused to ") + what + ": " + std::strerror(errno));
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Result<void> write_aside(const std::filesystem::path& aside, std::string_view bytes, mode_t mode) {
  const OpenFile file(aside, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (!file.is_open()) return refused("create a file");
  if (!write_all(file.descriptor(), bytes)) return refused("write a file");
  if (::fsync(file.descriptor()) != 0) return refused("sync a file");
  return {};
}

// Never over an existing file. Not all file systems know the flag; all that matter know links.
bool move_into_place(const std::filesystem::path& aside, const std::filesystem::path& file) {
  if (::renameat2(AT_FDCWD, aside.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0) {
    return true;
  }
  if (errno != EINVAL && errno != ENOSYS) return false;
  return ::link(aside.c_str(), file.c_str()) == 0 && ::unlink(aside.c_str()) == 0;
}

}  // namespace

Result<void> create_durably(const std::filesystem::path& file, const std::filesystem::path& aside,
                            std::string_view bytes, mode_t mode) {
  if (::access(file.c_str(), F_OK) == 0) return Error{Errc::kConflict, "the file exists already"};
  if (auto written = write_aside(aside, bytes, mode); !written) {
    ::unlink(aside.c_str());
    return written;
  }
  if (!move_into_place(aside, file)) {
    const bool exists = errno == EEXIST;
    const Error failed = refused("place a file");
    ::unlink(aside.c_str());
    return exists ? Error{Errc::kConflict, "the file exists already"} : failed;
  }
  return sync_folder(file.parent_path());
}

Result<void> replace_durably(const std::filesystem::path& file, const std::filesystem::path& aside,
                             std::string_view bytes, mode_t mode) {
  auto written = write_aside(aside, bytes, mode);
  if (written && ::rename(aside.c_str(), file.c_str()) != 0) written = refused("place a file");
  if (!written) {
    ::unlink(aside.c_str());
    return written;
  }
  return sync_folder(file.parent_path());
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const OpenFile file(folder, O_RDONLY | O_DIRECTORY);
  if (!file.is_open() || ::fsync(file.descriptor()) != 0) return refused("sync a folder");
  return {};
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t offset,
                              std::uint64_t length) {
  const OpenFile file(path, O_RDONLY);
  if (!file.is_open()) {
    return errno == ENOENT ? not_found("there is no such file") : refused("open a file");
  }
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) return refused("read a file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (offset >= size) return std::string();
  const std::uint64_t wanted = length == 0 ? size - offset : std::min(length, size - offset);
  std::string bytes(wanted, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::pread(file.descriptor(), bytes.data() + done, bytes.size() - done,
                                  static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refused("read a file");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace atelier::adapter
