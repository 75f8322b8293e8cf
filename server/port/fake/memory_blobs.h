// A BlobStore in memory. Operations run as turns of the executor it is given. One thread only.
#pragma once

#include <map>
#include <string>

#include "port/blob_store.h"
#include "port/executor.h"

namespace atelier::port {

class MemoryBlobs final : public BlobStore {
 public:
  explicit MemoryBlobs(Executor& executor) : executor_(executor) {}

  void put(std::string key, std::string bytes, UniqueFunction<void(Result<void>)> done) override;
  void get(std::string key, std::uint64_t offset, std::uint64_t length,
           UniqueFunction<void(Result<std::string>)> done) override;
  void remove(std::string key, UniqueFunction<void(Result<void>)> done) override;

  /// Every operation answers `unavailable` and does nothing while set.
  void set_unavailable(bool unavailable) { unavailable_ = unavailable; }
  std::size_t size() const { return blobs_.size(); }

 private:
  Result<void> put_now(const std::string& key, std::string bytes);
  Result<std::string> get_now(const std::string& key, std::uint64_t offset, std::uint64_t length);
  Result<void> remove_now(const std::string& key);

  Executor& executor_;
  std::map<std::string, std::string> blobs_;
  bool unavailable_ = false;
};

}  // namespace atelier::port
