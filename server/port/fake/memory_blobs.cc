#include "port/fake/memory_blobs.h"

namespace atelier::port {
namespace {

Error down() {
  return unavailable("the blob store is down");
}

}  // namespace

void MemoryBlobs::put(std::string key, std::string bytes, UniqueFunction<void(Result<void>)> done) {
  executor_.post([this, key = std::move(key), bytes = std::move(bytes),
                  done = std::move(done)]() mutable { done(put_now(key, std::move(bytes))); });
}

void MemoryBlobs::get(std::string key, std::uint64_t offset, std::uint64_t length,
                      UniqueFunction<void(Result<std::string>)> done) {
  executor_.post([this, key = std::move(key), offset, length, done = std::move(done)]() mutable {
    done(get_now(key, offset, length));
  });
}

void MemoryBlobs::remove(std::string key, UniqueFunction<void(Result<void>)> done) {
  executor_.post(
      [this, key = std::move(key), done = std::move(done)]() mutable { done(remove_now(key)); });
}

Result<void> MemoryBlobs::put_now(const std::string& key, std::string bytes) {
  if (!is_blob_key(key)) return invalid("not a blob key");
  if (unavailable_) return down();
  const bool fresh = blobs_.emplace(key, std::move(bytes)).second;
  if (!fresh) return Error{Errc::kConflict, "a blob with this key exists"};
  return {};
}

Result<std::string> MemoryBlobs::get_now(const std::string& key, std::uint64_t offset,
                                         std::uint64_t length) {
  if (unavailable_) return down();
  const auto found = blobs_.find(key);
  if (found == blobs_.end()) return not_found("there is no such blob");
  const std::string& bytes = found->second;
  if (offset >= bytes.size()) return std::string();
  return bytes.substr(offset, length == 0 ? std::string::npos : length);
}

Result<void> MemoryBlobs::remove_now(const std::string& key) {
  if (unavailable_) return down();
  blobs_.erase(key);
  return {};
}

}  // namespace atelier::port
