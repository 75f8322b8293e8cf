// The BlobStore of one machine: one file per blob under `blobs/`, in 256 folders by a hash of the
// key (STO30 to STO34). Callbacks come on its own threads. The destructor answers what waits;
// no call may come after it.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "adapter/filesystem/disk_guard.h"
#include "adapter/threads/bounded_queue.h"
#include "port/blob_store.h"
#include "port/random.h"

namespace atelier::adapter {

struct BlobOptions {
  std::size_t threads = 2;
  std::size_t max_queued_jobs = 1'000;
  std::size_t max_queued_bytes = 256 * 1024 * 1024;
  DiskGuard disk;
  /// kContentKeyBytes: what is put is stored sealed (SAF51). Empty: as it is.
  std::string key = {};
  port::Random* random = nullptr;  // with a key; outlives the store
};

class FileBlobs final : public port::BlobStore {
 public:
  /// `folder` is made if need be; what an earlier crash left half-written is removed.
  static Result<std::unique_ptr<FileBlobs>> open(const std::filesystem::path& folder,
                                                 BlobOptions options = {});
  ~FileBlobs() override;

  void put(std::string key, std::string bytes, UniqueFunction<void(Result<void>)> done) override;
  void get(std::string key, std::uint64_t offset, std::uint64_t length,
           UniqueFunction<void(Result<std::string>)> done) override;
  void remove(std::string key, UniqueFunction<void(Result<void>)> done) override;

  /// Brings every blob of a closed store into another form: sealed under `key` when `seals`, else
  /// as it is. Goes on where an earlier call was interrupted. How many it wrote.
  static Result<std::size_t> recode(const std::filesystem::path& folder, const std::string& key,
                                    bool seals, port::Random& random);

 private:
  // Runs with false when the store has no room for the job.
  using Job = UniqueFunction<void(bool accepted)>;

  FileBlobs(std::filesystem::path folder, BlobOptions options);
  void submit(Job job, std::size_t bytes);
  void run();
  Result<void> put_now(const std::string& key, std::string_view bytes);
  Result<std::string> get_now(const std::string& key, std::uint64_t offset, std::uint64_t length);
  Result<void> remove_now(const std::string& key);
  std::filesystem::path file_of(const std::string& key) const;
  Result<void> make_shard(const std::filesystem::path& shard);

  const std::filesystem::path folder_;
  const BlobOptions options_;
  std::atomic<std::uint64_t> last_aside_ = 0;
  BoundedQueue<Job> queue_;
  std::vector<std::thread> threads_;
};

}  // namespace atelier::adapter
