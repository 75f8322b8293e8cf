// All that is stored of a document's past, as it lies in the store: segments, entries that are no
// segment yet, blobs, names of versions. Read in one go for one question; knows no connections.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "feature/docs/document_log.h"

namespace atelier::feature::docs {

struct StoredLog {
  std::vector<port::Record> entries;
  std::vector<port::Record> segments;
  std::vector<port::Record> names;
  std::map<std::string, std::string> blobs;  // by key
};

/// A log larger than this is not read for its history (VER30).
inline constexpr std::size_t kHistoryBytes = 64 * 1024 * 1024;

/// `done` runs once, on `executor`, unless the stores go first. A document without a log is
/// not_found, one above `most` too_large.
void read_log(const DocumentStores& stores, port::Executor& executor, const DocumentId& id,
              UniqueFunction<void(Result<std::shared_ptr<StoredLog>>)> done,
              std::size_t most = kHistoryBytes);

}  // namespace atelier::feature::docs
