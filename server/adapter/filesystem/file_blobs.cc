#include "adapter/filesystem/file_blobs.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "adapter/filesystem/durable_file.h"
#include "adapter/filesystem/sealed_file.h"

namespace atelier::adapter {
namespace {

constexpr DurationMs kIdleWaitMs = 60'000;

// No key holds it: a sealed blob and one that is not never share a name.
constexpr char kSealedMark = '~';

Error busy() {
  return {Errc::kUnavailable, "the blob store is busy; try again", 1000};
}

// FNV-1a, folded to one byte: only spreads files over folders.
std::string shard_of(std::string_view key) {
  std::uint32_t hash = 2166136261U;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  hash = (hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24) & 0xFF;
  static constexpr std::string_view kHex = "0123456789abcdef";
  return {kHex[hash >> 4], kHex[hash & 15]};
}

}  // namespace

Result<std::unique_ptr<FileBlobs>> FileBlobs::open(const std::filesystem::path& folder,
                                                   BlobOptions options) {
  std::error_code failed;
  std::filesystem::remove_all(folder / "aside", failed);
  std::filesystem::create_directories(folder / "aside", failed);
  if (failed) {
    return unavailable("cannot create the folder " + folder.string() + ": " + failed.message());
  }
  if (auto synced = sync_folder(folder); !synced) return synced.error();
  return std::unique_ptr<FileBlobs>(new FileBlobs(folder, std::move(options)));
}

FileBlobs::FileBlobs(std::filesystem::path folder, BlobOptions options)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      queue_({options_.max_queued_jobs, options_.max_queued_bytes}) {
  for (std::size_t i = 0; i < std::max<std::size_t>(1, options_.threads); ++i) {
    threads_.emplace_back([this] { run(); });
  }
}

FileBlobs::~FileBlobs() {
  queue_.close();
  for (std::thread& thread : threads_) thread.join();
}

void FileBlobs::put(std::string key, std::string bytes, UniqueFunction<void(Result<void>)> done) {
  const std::size_t size = bytes.size();
  submit(
      [this, key = std::move(key), bytes = std::move(bytes), done = std::move(done)](
          bool accepted) mutable { done(accepted ? put_now(key, bytes) : Result<void>(busy())); },
      size);
}

void FileBlobs::get(std::string key, std::uint64_t offset, std::uint64_t length,
                    UniqueFunction<void(Result<std::string>)> done) {
  submit(
      [this, key = std::move(key), offset, length, done = std::move(done)](bool accepted) mutable {
        done(accepted ? get_now(key, offset, length) : Result<std::string>(busy()));
      },
      0);
}

void FileBlobs::remove(std::string key, UniqueFunction<void(Result<void>)> done) {
  submit([this, key = std::move(key), done = std::move(done)](
             bool accepted) mutable { done(accepted ? remove_now(key) : Result<void>(busy())); },
         0);
}

void FileBlobs::submit(Job job, std::size_t bytes) {
  if (queue_.push(job, bytes)) return;
  queue_.push_notice([job = std::move(job)]() mutable { job(false); });
}

void FileBlobs::run() {
  while (true) {
    auto taken = queue_.take({1, ~std::size_t{0}}, kIdleWaitMs);
    if (taken.ended) return;
    for (Task& notice : taken.notices) notice();
    for (Job& job : taken.jobs) job(true);
  }
}

Result<void> FileBlobs::put_now(const std::string& key, std::string_view bytes) {
  if (!port::is_blob_key(key)) return invalid("not a blob key");
  if (options_.disk.is_low(folder_)) return unavailable("the server's disk is almost full");
  const std::filesystem::path file = file_of(key);
  if (auto made = make_shard(file.parent_path()); !made) return made;
  const auto aside = folder_ / "aside" / std::to_string(++last_aside_);
  if (options_.key.empty()) return create_durably(file, aside, bytes, 0600);
  const std::string sealed =
      seal_parts(options_.key, file.filename().string(), bytes, *options_.random);
  return create_durably(file, aside, sealed, 0600);
}

Result<std::string> FileBlobs::get_now(const std::string& key, std::uint64_t offset,
                                       std::uint64_t length) {
  if (!port::is_blob_key(key)) return not_found("there is no such blob");
  const std::filesystem::path file = file_of(key);
  if (options_.key.empty()) return read_file(file, offset, length);
  return read_sealed_file(file, options_.key, file.filename().string(), offset, length);
}

Result<void> FileBlobs::remove_now(const std::string& key) {
  if (!port::is_blob_key(key)) return {};
  const std::filesystem::path file = file_of(key);
  if (::unlink(file.c_str()) == 0) return sync_folder(file.parent_path());
  if (errno == ENOENT) return {};
  return unavailable(std::string("the disk refused to remove a blob: ") + std::strerror(errno));
}

std::filesystem::path FileBlobs::file_of(const std::string& key) const {
  // No key holds a dot, so two keys never share a name, and `a` may be a blob beside `a/b`.
  std::string name = key;
  std::ranges::replace(name, '/', '.');
  if (!options_.key.empty()) name += kSealedMark;
  return folder_ / shard_of(key) / name;
}

Result<void> FileBlobs::make_shard(const std::filesystem::path& shard) {
  if (::mkdir(shard.c_str(), 0700) == 0) return sync_folder(folder_);
  if (errno == EEXIST) return {};
  return unavailable(std::string("the disk refused to create a folder: ") + std::strerror(errno));
}

namespace {

/// The blob as it is at `from`, written in its other form beside it; then the old one goes.
Result<void> recode_file(const std::filesystem::path& from, const std::filesystem::path& aside,
                         const std::string& key, bool seals, port::Random& random) {
  const std::string name = from.filename().string();
  const std::string to = seals ? name + kSealedMark : name.substr(0, name.size() - 1);
  ATELIER_TRY(const std::string bytes,
              seals ? read_file(from) : read_sealed_file(from, key, name, 0, 0));
  const auto written = create_durably(from.parent_path() / to, aside,
                                      seals ? seal_parts(key, to, bytes, random) : bytes, 0600);
  // It is there when an earlier call was interrupted in between.
  if (!written && written.error().code != Errc::kConflict) return written;
  if (::unlink(from.c_str()) != 0) return unavailable("a file could not be removed");
  return sync_folder(from.parent_path());
}

}  // namespace

Result<std::size_t> FileBlobs::recode(const std::filesystem::path& folder, const std::string& key,
                                      bool seals, port::Random& random) {
  std::size_t count = 0;
  std::error_code failed;
  for (int shard = 0; shard < 256; ++shard) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    const std::string name{kHex[static_cast<std::size_t>(shard >> 4)],
                           kHex[static_cast<std::size_t>(shard & 15)]};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder / name, failed)) {
      const bool sealed = entry.path().filename().string().ends_with(kSealedMark);
      if (entry.is_regular_file(failed) && sealed != seals) files.push_back(entry.path());
    }
    for (const std::filesystem::path& file : files) {
      const auto done = recode_file(file, folder / "aside" / "recoded", key, seals, random);
      if (!done) return done.error();
      ++count;
    }
  }
  return count;
}

}  // namespace atelier::adapter
