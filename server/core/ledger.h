// Ledger: the log of one partition. Entries are opaque bytes with dense seqs from 1; each is stored
// together with the rows that belong to it, one transaction in flight while the next fills. The
// condition `absent` on every entry is the fence: who loses a slot is not the owner any more.
// Knows nothing of events, rooms or documents. One executor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "core/on_executor.h"
#include "port/executor.h"
#include "port/record_store.h"

namespace atelier::core {

struct LedgerEntry {
  std::uint64_t seq = 0;
  std::string bytes;
};

/// An entry to append and the rows that belong to it.
struct NewEntry {
  std::string bytes;
  std::vector<port::Write> rows = {};
};

struct LedgerOptions {
  std::string partition;
  /// Partition of the workspace that lists this one; written with the first entry. Empty: none.
  std::string directory = {};
  std::uint64_t snapshot_every_entries = 1000;
  std::size_t snapshot_every_bytes = 1024 * 1024;
};

class Ledger {
 public:
  /// Runs once: good when all before it is stored, else the batch failed.
  using Effect = UniqueFunction<void(Result<void>)>;
  struct Loader {
    /// At most once, before all entries.
    UniqueFunction<void(std::uint64_t seq, std::string bytes)> snapshot;
    /// Pages in order; call `go_on` (on the executor) for the next.
    UniqueFunction<void(std::vector<LedgerEntry>, Task go_on)> entries;
    UniqueFunction<void(Result<std::uint64_t> head)> done;
  };

  /// `failed` is called once, after the waiting effects were answered: the owner drops its memory
  /// and this ledger, and opens a new one. It may destroy the ledger.
  Ledger(port::RecordStore& store, port::Executor& executor, LedgerOptions options,
         UniqueFunction<void(Error)> failed);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// Reads the newest snapshot and what follows. Append only after done succeeded.
  void load(Loader loader);
  /// Takes the next seq and returns it. `rows` go into the same transaction: at most kMaxRows,
  /// unconditional (the later write of a key wins within a batch). Once the ledger has failed it
  /// answers the effect at once.
  std::uint64_t append(std::string entry, std::vector<port::Write> rows, Effect effect);
  /// Several entries that are stored together or not at all; the first one's seq. At most kMaxRows
  /// entries and rows together.
  std::uint64_t append_group(std::vector<NewEntry> entries, Effect effect);
  /// Rows without an entry, in order with the entries.
  void write(std::vector<port::Write> rows, Effect effect);
  /// Runs `effect` when everything before is stored; at once when nothing is on its way.
  void after_all(Effect effect);

  /// True when enough was appended since the last snapshot.
  bool wants_snapshot() const;
  /// Writes the state as of head(), once all entries up to it are stored. When that fails the old
  /// snapshot stays.
  void put_snapshot(std::string bytes) { put_snapshot(std::move(bytes), head_); }
  /// The same for a state that was taken at `seq`, and may hold more. `written` runs once, unless
  /// the ledger goes first: whether it is stored.
  void put_snapshot(std::string bytes, std::uint64_t seq, UniqueFunction<void(bool)> written = {});
  /// The newest snapshot that is stored: what is before it is not needed to load. 0: none.
  std::uint64_t covered() const { return covered_; }

  std::uint64_t head() const { return head_; }      // last seq given out
  std::uint64_t stored() const { return stored_; }  // last seq known to be stored
  bool failed() const { return failed_; }

  static constexpr std::size_t kMaxRows = 90;

  /// Sort key "log/" + 8 bytes big endian; prefixes for others.
  static std::string log_key(std::uint64_t seq);
  static std::string sequence_key(std::string_view prefix, std::uint64_t seq);
  /// The seq in the last 8 bytes of such a key.
  static std::uint64_t sequence_of(std::string_view key);

 private:
  struct Batch;
  struct Snapshot;

  Batch& open_batch(std::size_t writes, std::size_t bytes);
  bool refuse(Effect& effect);
  void schedule_flush();
  void flush();
  void on_written(const port::WriteResult& result);
  void read_back();
  void settle(const port::Record* current, const char* otherwise);
  void batch_stored();
  void fail(Error error);

  void load_chunks(std::uint64_t seq, std::size_t count, std::shared_ptr<std::string> bytes,
                   std::size_t next);
  void load_page();
  void on_page(port::Page page);
  void loaded(Result<std::uint64_t> head);
  void write_chunk(std::shared_ptr<Snapshot> snapshot);
  void write_snapshot_head(std::shared_ptr<Snapshot> snapshot);

  port::RecordStore& store_;
  port::Executor& executor_;
  LedgerOptions options_;
  UniqueFunction<void(Error)> failed_handler_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
  // A list: there are thousands of ledgers, and an empty deque takes 600 bytes.
  std::list<std::unique_ptr<Batch>> batches_;
  bool in_flight_ = false;
  bool flush_scheduled_ = false;
  bool failed_ = false;
  bool snapshot_running_ = false;
  std::uint64_t head_ = 0;
  std::uint64_t stored_ = 0;
  std::uint64_t snapshot_seq_ = 0;
  std::uint64_t covered_ = 0;
  std::uint64_t snapshot_version_ = 0;  // of the record that names the newest; 0: none
  std::size_t bytes_since_snapshot_ = 0;
  std::unique_ptr<Loader> loader_;
};

}  // namespace atelier::core
