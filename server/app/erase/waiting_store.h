// The stores as an offline walk asks them: one question at a time, each call waits for its answer.
// Never on an event loop.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "port/blob_store.h"
#include "port/record_store.h"

namespace atelier::app {

class WaitingStore {
 public:
  using Visit = std::function<Result<void>(const port::Record&)>;

  WaitingStore(port::RecordStore& records, port::BlobStore& blobs)
      : records_(records), blobs_(blobs) {}

  Result<std::optional<std::string>> get(port::RecordKey key);
  Result<port::Page> page(port::Range range);
  /// Each record of [from, until) in order; `visit` may change what is behind it.
  Result<void> each(const std::string& partition, std::string from, const std::string& until,
                    const Visit& visit);
  Result<void> write(std::vector<port::Write> writes);
  Result<void> remove(const std::string& partition, const std::string& from,
                      const std::string& until);
  Result<void> put_blob(std::string key, std::string bytes);
  Result<void> remove_blob(std::string key);

 private:
  port::RecordStore& records_;
  port::BlobStore& blobs_;
};

/// Writes that are gathered and stored in transactions of what the store takes; of one key the
/// later write counts.
class WriteBatch {
 public:
  explicit WriteBatch(WaitingStore& store) : store_(store) {}

  void add(port::Write write);
  /// Between things that belong together: stores them when there are enough.
  Result<void> pause();
  Result<void> flush();

 private:
  WaitingStore& store_;
  std::map<port::RecordKey, port::Write> writes_;
  std::size_t bytes_ = 0;
};

}  // namespace atelier::app
