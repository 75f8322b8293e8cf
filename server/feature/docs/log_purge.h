// Removes the past of a document's log (VER5): what was stored up to an entry becomes one entry
// without an author, and everything it replaces goes: entries, former snapshots, segments, names of
// versions, blobs.
// Begins when a snapshot up to that entry is stored, so that a crash in between leaves a document
// that reads the same, and a rest that the next purge removes. One executor.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "feature/docs/log_entry.h"
#include "port/blob_store.h"
#include "port/executor.h"
#include "port/record_store.h"

namespace atelier::feature::docs {

class LogPurge : public std::enable_shared_from_this<LogPurge> {
 public:
  /// `base` is the entry that stays at `seq`; `blob` its bytes where it names one.
  struct Plan {
    std::string partition;
    std::uint64_t seq = 0;
    LogEntry base;
    std::string blob = {};
  };

  LogPurge(port::RecordStore& records, port::BlobStore& blobs, port::Executor& executor, Plan plan)
      : records_(records), blobs_(blobs), executor_(executor), plan_(std::move(plan)) {}
  LogPurge(const LogPurge&) = delete;
  LogPurge& operator=(const LogPurge&) = delete;

  /// `done` runs once.
  void start(UniqueFunction<void(Result<void>)> done);

 private:
  void find_blobs(std::string from);
  void put_blob();
  void put_base();
  void remove_ranges(std::size_t next);
  void remove_blobs();
  void finish(bool good);

  port::RecordStore& records_;
  port::BlobStore& blobs_;
  port::Executor& executor_;
  Plan plan_;
  UniqueFunction<void(Result<void>)> done_;
  std::vector<std::string> old_blobs_;
};

}  // namespace atelier::feature::docs
