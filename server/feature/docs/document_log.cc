#include "feature/docs/document_log.h"

#include <utility>
#include <vector>

#include "core/keys.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/log_purge.h"

namespace atelier::feature::docs {
namespace {

constexpr char kSnapshotFormat = 1;
/// While loading: what is read from blobs before it is decoded.
constexpr std::size_t kGatheredBytes = 1024 * 1024;
constexpr DurationMs kCompactionPollMs = 20;

core::LedgerOptions options_of(const DocumentStores& stores, const DocumentId& id) {
  core::LedgerOptions options;
  options.partition = document_partition(stores.workspace, id);
  options.directory = core::directory_partition(stores.workspace);
  options.snapshot_every_entries = stores.snapshot_every_entries;
  return options;
}

}  // namespace

DocumentLog::DocumentLog(DocumentStores& stores, port::Executor& executor, const DocumentId& id,
                         UniqueFunction<void(Error)> failed)
    : stores_(stores),
      executor_(executor),
      id_(id),
      failed_(std::move(failed)),
      ledger_(stores.records, executor, options_of(stores, id),
              [this](Error error) { fail(std::move(error)); }),
      compaction_(stores.records, executor, stores.pool, document_partition(stores.workspace, id)) {
}

void DocumentLog::load(Loader loader) {
  loader_ = std::make_unique<Loader>(std::move(loader));
  core::Ledger::Loader from;
  from.snapshot = [this](std::uint64_t, const std::string& bytes) {
    if (!bytes.starts_with(kSnapshotFormat)) {
      return finish_loading(Error{Errc::kInternal, "The document's snapshot cannot be read."});
    }
    gather(bytes.substr(1));
  };
  from.entries = [this](std::vector<core::LedgerEntry> entries, Task go_on) {
    read_entries(std::make_shared<std::vector<core::LedgerEntry>>(std::move(entries)), 0,
                 std::make_shared<Task>(std::move(go_on)));
  };
  from.done = [this](Result<std::uint64_t> head) {
    if (!head) return finish_loading(head.error());
    hand_over([this] { finish_loading({}); });
  };
  ledger_.load(std::move(from));
}

void DocumentLog::read_entries(std::shared_ptr<std::vector<core::LedgerEntry>> entries,
                               std::size_t next, std::shared_ptr<Task> go_on) {
  for (; next < entries->size(); ++next) {
    auto entry = decode_entry((*entries)[next].bytes);
    if (!entry) return finish_loading(entry.error());
    bytes_since_snapshot_ += entry->update.size();
    if (!entry->blob.empty()) {
      return read_blob(entry->blob, [this, entries, next, go_on](std::string update) {
        gather(std::move(update));
        if (gathered_bytes_ < kGatheredBytes) return read_entries(entries, next + 1, go_on);
        hand_over([this, entries, next, go_on] { read_entries(entries, next + 1, go_on); });
      });
    }
    gather(std::move(entry->update));
  }
  hand_over([go_on] { (*go_on)(); });
}

void DocumentLog::read_blob(const std::string& key, UniqueFunction<void(std::string)> then) {
  stores_.blobs.get(key, 0, 0,
                    core::on(executor_, alive_,
                             [this, then = std::move(then)](Result<std::string> bytes) mutable {
                               if (!bytes) return finish_loading(bytes.error());
                               then(std::move(*bytes));
                             }));
}

void DocumentLog::hand_over(Task then) {
  if (loader_ == nullptr) return;
  gathered_bytes_ = 0;
  loader_->take(std::exchange(gathered_, {}), [this, then = std::move(then)](bool good) mutable {
    if (good) return then();
    finish_loading(unavailable("The document cannot be read now; try again."));
  });
}

void DocumentLog::finish_loading(Result<void> result) {
  if (loader_ == nullptr) return;
  const std::unique_ptr<Loader> loader = std::move(loader_);
  loader->done(std::move(result));
}

void DocumentLog::append(std::string author, std::shared_ptr<const std::string> update,
                         Effect stored) {
  if (has_failed_) return stored(unavailable("The document cannot be stored now; try again."));
  bytes_since_snapshot_ += update->size();
  LogEntry entry{stores_.clock.wall(), std::move(author), {}, {}};
  const bool large = update->size() > kInlineUpdateBytes;
  if (large) {
    entry.blob = "documents/" + stores_.random.uuid_v7(entry.at);
  } else {
    entry.update = *update;
  }
  if (!large && waiting_.empty()) return to_ledger(std::move(entry), std::move(stored));
  waiting_.push_back({std::move(entry), large ? std::move(update) : nullptr, std::move(stored)});
  pump();
}

// Entries behind a blob wait for it, so that the log keeps the order in which they build on one
// another.
void DocumentLog::pump() {
  while (!waiting_.empty() && !putting_) {
    if (waiting_.front().blob != nullptr) return put_blob();
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    to_ledger(std::move(next.entry), std::move(next.stored));
  }
}

void DocumentLog::put_blob() {
  putting_ = true;
  stores_.blobs.put(waiting_.front().entry.blob, *waiting_.front().blob,
                    core::on(executor_, alive_, [this](Result<void> put) {
                      putting_ = false;
                      if (!put) return fail(put.error());
                      if (waiting_.empty()) return;
                      waiting_.front().blob = nullptr;
                      pump();
                    }));
}

void DocumentLog::to_ledger(LogEntry entry, Effect stored) {
  std::vector<port::Write> rows;
  if (ledger_.head() == 0) {
    rows.push_back(port::Put{{room_documents_partition(stores_.workspace, id_.room), id_.name},
                             std::to_string(entry.at)});
  }
  ledger_.append(encode_entry(entry), std::move(rows), std::move(stored));
}

bool DocumentLog::wants_snapshot(std::size_t document_bytes) const {
  // A snapshot writes the whole document, so it waits until a fair part of that has changed.
  return ledger_.wants_snapshot() && waiting_.empty() &&
         bytes_since_snapshot_ * 4 >= document_bytes;
}

void DocumentLog::put_snapshot(const std::string& state, std::uint64_t seq) {
  bytes_since_snapshot_ = 0;
  ledger_.put_snapshot(kSnapshotFormat + state, seq);
}

void DocumentLog::purge(const std::string& state, std::uint64_t seq,
                        UniqueFunction<void(Result<void>)> done) {
  is_purging_ = true;
  auto ended = [this, done = std::move(done),
                alive = std::weak_ptr<int>(alive_)](Result<void> result) mutable {
    if (!alive.expired()) is_purging_ = false;
    done(std::move(result));
  };
  bytes_since_snapshot_ = 0;
  ledger_.put_snapshot(kSnapshotFormat + state, seq,
                       [this, state, seq, ended = std::move(ended)](bool good) mutable {
                         if (good) return purge_when_compacted(state, seq, std::move(ended));
                         ended(unavailable("The history could not be removed; try again."));
                       });
}

// What a compaction under way writes later would stay.
void DocumentLog::purge_when_compacted(std::string state, std::uint64_t seq,
                                       UniqueFunction<void(Result<void>)> done) {
  if (compaction_.is_running()) {
    executor_.run_after(kCompactionPollMs,
                        [this, state = std::move(state), seq, done = std::move(done),
                         alive = std::weak_ptr<int>(alive_)]() mutable {
                          if (!alive.expired())
                            purge_when_compacted(std::move(state), seq, std::move(done));
                        });
    return;
  }
  LogPurge::Plan plan{document_partition(stores_.workspace, id_), seq, {stores_.clock.wall()}};
  if (state.size() > kInlineUpdateBytes) {
    plan.base.blob = "documents/" + stores_.random.uuid_v7(plan.base.at);
    plan.blob = std::move(state);
  } else {
    plan.base.update = std::move(state);
  }
  std::make_shared<LogPurge>(stores_.records, stores_.blobs, executor_, std::move(plan))
      ->start(std::move(done));
}

void DocumentLog::fail(Error error) {
  if (has_failed_) return;
  has_failed_ = true;
  std::list<Waiting> lost = std::move(waiting_);
  waiting_.clear();
  const std::weak_ptr<int> alive = alive_;
  for (Waiting& waiting : lost) {
    waiting.stored(error);
    if (alive.expired()) return;
  }
  if (failed_) std::exchange(failed_, nullptr)(std::move(error));
}

}  // namespace atelier::feature::docs
