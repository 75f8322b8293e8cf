// The stored updates of one document, in order: a core::Ledger whose large entries lie in the blob
// store. Knows nothing of what updates mean. One executor.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger.h"
#include "feature/docs/document_id.h"
#include "feature/docs/log_compaction.h"
#include "feature/docs/log_entry.h"
#include "port/blob_store.h"
#include "port/clock.h"
#include "port/random.h"

namespace atelier::feature::docs {

/// What documents borrow; outlives them.
struct DocumentStores {
  port::RecordStore& records;
  port::BlobStore& blobs;
  const port::Clock& clock;
  port::Random& random;
  port::Pool& pool;
  std::string workspace = "main";
  std::uint64_t snapshot_every_entries = 1000;
};

class DocumentLog {
 public:
  using Effect = core::Ledger::Effect;

  /// `failed` as in core::Ledger: once, after all waiting effects; it may destroy the log.
  DocumentLog(DocumentStores& stores, port::Executor& executor, const DocumentId& id,
              UniqueFunction<void(Error)> failed);

  struct Loader {
    /// Stored updates in order, or the snapshot of the first ones, some at a time; `go_on` with
    /// false stops the loading.
    UniqueFunction<void(std::vector<std::string> updates, UniqueFunction<void(bool)> go_on)> take;
    UniqueFunction<void(Result<void>)> done;
  };
  void load(Loader loader);

  /// Effects run in the order of append, after the store.
  void append(std::string author, std::shared_ptr<const std::string> update, Effect stored);
  /// True before the first append of a document that has none stored.
  bool is_empty() const { return ledger_.head() == 0 && waiting_.empty(); }

  /// Never while an entry is still waiting: a snapshot is of the last one given to append.
  bool wants_snapshot(std::size_t document_bytes) const;
  std::uint64_t head() const { return ledger_.head(); }
  /// The state with everything up to `seq`; more does not hurt.
  void put_snapshot(const std::string& state, std::uint64_t seq);
  /// Replaces what the newest snapshot covers by segments, if that is not done yet.
  void compact() {
    if (!is_purging_) compaction_.covered(ledger_.covered());
  }
  /// Only `state`, taken at `seq`, is left of what was stored up to there. `done` runs once, unless
  /// this goes first.
  void purge(const std::string& state, std::uint64_t seq, UniqueFunction<void(Result<void>)> done);

 private:
  struct Waiting {
    LogEntry entry;
    std::shared_ptr<const std::string> blob;  // still to be put
    Effect stored;
  };

  void read_entries(std::shared_ptr<std::vector<core::LedgerEntry>> entries, std::size_t next,
                    std::shared_ptr<Task> go_on);
  void read_blob(const std::string& key, UniqueFunction<void(std::string)> then);
  void gather(std::string update) {
    gathered_bytes_ += update.size();
    gathered_.push_back(std::move(update));
  }
  void hand_over(Task then);
  void finish_loading(Result<void> result);
  void pump();
  void put_blob();
  void to_ledger(LogEntry entry, Effect stored);
  void purge_when_compacted(std::string state, std::uint64_t seq,
                            UniqueFunction<void(Result<void>)> done);
  void fail(Error error);

  DocumentStores& stores_;
  port::Executor& executor_;
  DocumentId id_;
  UniqueFunction<void(Error)> failed_;
  core::Ledger ledger_;
  LogCompaction compaction_;
  std::list<Waiting> waiting_;
  bool putting_ = false;
  bool has_failed_ = false;
  bool is_purging_ = false;
  std::size_t bytes_since_snapshot_ = 0;
  std::unique_ptr<Loader> loader_;
  std::vector<std::string> gathered_;  // while loading
  std::size_t gathered_bytes_ = 0;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
