// Ledger: reading the log back, and snapshots.
#include <algorithm>
#include <utility>

#include "base/json.h"
#include "core/ledger.h"

namespace atelier::core {
namespace {

constexpr std::size_t kChunkBytes = 300 * 1024;
constexpr std::size_t kChunksPerRead = 3;
constexpr std::string_view kSnapshotHead = "snapshot";

std::string chunk_key(std::uint64_t seq, std::size_t chunk) {
  return Ledger::sequence_key(Ledger::sequence_key("snapshot/", seq), chunk);
}

Error not_readable() {
  return {Errc::kUnavailable, "the server cannot read this room now; try again", 1000};
}

}  // namespace

struct Ledger::Snapshot {
  std::uint64_t seq = 0;
  std::string bytes;
  std::size_t chunk = 0;
  UniqueFunction<void(bool)> written;

  void settle(bool good) {
    if (written) std::exchange(written, nullptr)(good);
  }
};

void Ledger::load(Loader loader) {
  ATELIER_ASSERT(head_ == 0 && loader_ == nullptr);
  loader_ = std::make_unique<Loader>(std::move(loader));
  store_.get({{options_.partition, std::string(kSnapshotHead)}},
             on(executor_, alive_, [this](const port::ReadResult& read) {
               if (read.status != port::StoreStatus::kOk) return loaded(not_readable());
               if (read.records.empty()) return load_page();
               const port::Record& record = read.records.front();
               snapshot_version_ = record.version;
               const auto value = parse_json(record.value);
               if (!value || !value->is_object()) return load_page();
               const auto seq = int_member(value->as_object(), "seq").value_or(0);
               const auto chunks = int_member(value->as_object(), "chunks").value_or(0);
               load_chunks(static_cast<std::uint64_t>(seq), static_cast<std::size_t>(chunks),
                           std::make_shared<std::string>(), 0);
             }));
}

void Ledger::load_chunks(std::uint64_t seq, std::size_t count, std::shared_ptr<std::string> bytes,
                         std::size_t next) {
  if (next == count) {
    head_ = stored_ = snapshot_seq_ = covered_ = seq;
    if (loader_->snapshot) loader_->snapshot(seq, std::move(*bytes));
    load_page();
    return;
  }
  const std::size_t until = std::min(count, next + kChunksPerRead);
  std::vector<port::RecordKey> keys;
  for (std::size_t i = next; i < until; ++i)
    keys.push_back({options_.partition, chunk_key(seq, i)});
  store_.get(std::move(keys), on(executor_, alive_, [=, this](const port::ReadResult& read) {
               if (read.status != port::StoreStatus::kOk) return loaded(not_readable());
               // A snapshot is only a short cut: without it the whole log is read.
               if (read.records.size() != until - next) return load_page();
               for (const port::Record& record : read.records) *bytes += record.value;
               load_chunks(seq, count, bytes, until);
             }));
}

void Ledger::load_page() {
  store_.query({options_.partition, log_key(head_ + 1), "log0", 500},
               on(executor_, alive_, [this](port::Page page) { on_page(std::move(page)); }));
}

void Ledger::on_page(port::Page page) {
  if (page.status != port::StoreStatus::kOk) return loaded(not_readable());
  std::vector<LedgerEntry> entries;
  for (port::Record& record : page.records) {
    const std::uint64_t seq = sequence_of(record.key.sort);
    if (seq != head_ + 1) return loaded(Error{Errc::kInternal, "the log has a gap"});
    head_ = stored_ = seq;
    bytes_since_snapshot_ += record.value.size();
    entries.push_back({seq, std::move(record.value)});
  }
  if (entries.empty()) return loaded(head_);
  const bool has_more = page.has_more;
  loader_->entries(std::move(entries), [this, has_more, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired()) return;
    if (has_more) {
      load_page();
    } else {
      loaded(head_);
    }
  });
}

void Ledger::loaded(Result<std::uint64_t> head) {
  const std::unique_ptr<Loader> loader = std::move(loader_);
  loader->done(std::move(head));
}

bool Ledger::wants_snapshot() const {
  return !snapshot_running_ && !failed_ &&
         (head_ - snapshot_seq_ >= options_.snapshot_every_entries ||
          bytes_since_snapshot_ >= options_.snapshot_every_bytes);
}

void Ledger::put_snapshot(std::string bytes, std::uint64_t seq,
                          UniqueFunction<void(bool)> written) {
  if (snapshot_running_ || failed_) {
    if (written) written(false);
    return;
  }
  snapshot_running_ = true;
  bytes_since_snapshot_ = 0;
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->seq = snapshot_seq_ = seq;
  snapshot->bytes = std::move(bytes);
  snapshot->written = std::move(written);
  after_all([this, snapshot](Result<void> stored) {
    if (stored) return write_chunk(snapshot);
    snapshot->settle(false);
  });
}

void Ledger::write_chunk(std::shared_ptr<Snapshot> snapshot) {
  const std::size_t from = snapshot->chunk * kChunkBytes;
  if (from >= snapshot->bytes.size()) return write_snapshot_head(snapshot);
  std::vector<port::Write> writes;
  writes.push_back(port::Put{{options_.partition, chunk_key(snapshot->seq, snapshot->chunk)},
                             snapshot->bytes.substr(from, kChunkBytes)});
  ++snapshot->chunk;
  store_.transact(std::move(writes),
                  on(executor_, alive_, [this, snapshot](const port::WriteResult& result) {
                    if (result.status == port::StoreStatus::kOk) return write_chunk(snapshot);
                    snapshot_running_ = false;
                    snapshot->settle(false);
                  }));
}

// The head names a complete snapshot or none; the condition keeps a former owner's away.
void Ledger::write_snapshot_head(std::shared_ptr<Snapshot> snapshot) {
  const json::object head{{"seq", snapshot->seq}, {"chunks", snapshot->chunk}};
  port::Condition condition = port::IfAbsent{};
  if (snapshot_version_ != 0) condition = port::IfVersion{snapshot_version_};
  std::vector<port::Write> writes;
  writes.push_back(port::Put{
      {options_.partition, std::string(kSnapshotHead)}, json::serialize(head), condition});
  store_.transact(std::move(writes),
                  on(executor_, alive_, [this, snapshot](const port::WriteResult& result) {
                    snapshot_running_ = false;
                    if (result.status != port::StoreStatus::kOk) return snapshot->settle(false);
                    ++snapshot_version_;
                    covered_ = snapshot->seq;
                    store_.delete_range(options_.partition, "snapshot/",
                                        chunk_key(snapshot->seq, 0), [](port::StoreStatus) {});
                    snapshot->settle(true);
                  }));
}

}  // namespace atelier::core
