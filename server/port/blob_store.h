// Bytes too large for a record: attachments, images, big updates. Keys are made by us
// ([A-Za-z0-9/_-]{1,200}); a blob is written once and never changed. Callbacks as in
// record_store.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/function.h"
#include "base/result.h"

namespace atelier::port {

/// [A-Za-z0-9/_-]{1,200} without empty segments, so that no key names a path outside the store.
bool is_blob_key(std::string_view key);

class BlobStore {
 public:
  virtual ~BlobStore() = default;

  /// Durable when `done` reports success. Putting the same key again is a conflict.
  virtual void put(std::string key, std::string bytes, UniqueFunction<void(Result<void>)> done) = 0;
  /// Bytes [offset, offset + length) or fewer at the end; length 0 means to the end.
  virtual void get(std::string key, std::uint64_t offset, std::uint64_t length,
                   UniqueFunction<void(Result<std::string>)> done) = 0;
  /// Removing what is not there is success.
  virtual void remove(std::string key, UniqueFunction<void(Result<void>)> done) = 0;
};

}  // namespace atelier::port
