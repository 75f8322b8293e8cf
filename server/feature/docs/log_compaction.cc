#include "feature/docs/log_compaction.h"

#include <utility>

#include "core/ledger.h"
#include "core/on_executor.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/history/named_version.h"

namespace atelier::feature::docs {
namespace {

constexpr std::size_t kEntriesPerPage = 500;

}  // namespace

LogCompaction::LogCompaction(port::RecordStore& records, port::Executor& executor, port::Pool& pool,
                             std::string partition)
    : records_(records), executor_(executor), pool_(pool), partition_(std::move(partition)) {}

std::string LogCompaction::segment_key(std::uint64_t first) {
  return core::Ledger::sequence_key("segment/", first);
}

void LogCompaction::covered(std::uint64_t seq) {
  if (running_ || seq <= done_) return;
  running_ = true;
  until_ = seq;
  next_ = done_ + 1;
  read_boundaries();
}

// Versions that are named from here on are later than what this run replaces.
void LogCompaction::read_boundaries() {
  records_.query({partition_, kVersionsBegin, kVersionsEnd, kNamedVersions},
                 core::on(executor_, alive_, [this](const port::Page& page) {
                   running_ = page.status == port::StoreStatus::kOk;
                   if (!running_) return;
                   boundaries_ = times_of(decode_all_named(page.records));
                   read_page();
                 }));
}

void LogCompaction::read_page() {
  records_.query(
      {partition_, core::Ledger::log_key(next_), core::Ledger::log_key(until_ + 1),
       kEntriesPerPage},
      core::on(executor_, alive_, [this](port::Page page) { on_page(std::move(page)); }));
}

void LogCompaction::on_page(port::Page page) {
  running_ = page.status == port::StoreStatus::kOk && !page.records.empty();
  if (!running_) {
    if (page.status == port::StoreStatus::kOk) done_ = until_;
    return;
  }
  next_ = core::Ledger::sequence_of(page.records.back().key.sort) + 1;
  auto back = core::on(executor_, alive_, [this](MadeList made) { write(std::move(made), 0); });
  const bool taken =
      pool_.submit(partition_, [records = std::move(page.records), boundaries = boundaries_,
                                back]() mutable { back(make(records, boundaries)); });
  running_ = taken;
}

// A segment is one record, so that it is there whole or not at all: that bounds it.
LogCompaction::MadeList LogCompaction::make(const std::vector<port::Record>& records,
                                            const std::vector<WallMs>& boundaries) {
  auto made = std::make_shared<std::vector<Made>>();
  std::vector<NumberedEntry> run;
  std::size_t bytes = 0;
  const auto cut = [&] {
    add_segment(std::exchange(run, {}), boundaries, *made);
    bytes = 0;
  };
  for (const port::Record& record : records) {
    const std::uint64_t seq = core::Ledger::sequence_of(record.key.sort);
    auto entry = decode_entry(record.value);
    // What is large, in a blob or unreadable stays as it is.
    if (!entry || !entry->blob.empty() || record.value.size() > kSegmentBytes) {
      cut();
      continue;
    }
    const bool follows = run.empty() || (run.back().seq + 1 == seq &&
                                         entry->at - run.front().entry.at < kSegmentMs &&
                                         bytes + record.value.size() <= kSegmentBytes);
    if (!follows) cut();
    bytes += record.value.size();
    run.push_back({seq, std::move(*entry)});
  }
  cut();
  return made;
}

void LogCompaction::add_segment(std::vector<NumberedEntry> run,
                                const std::vector<WallMs>& boundaries, std::vector<Made>& made) {
  if (run.size() < 2) return;
  const auto segment = make_segment(run, boundaries);
  if (!segment) return;
  std::string bytes = encode_segment(*segment);
  if (bytes.size() > port::RecordStore::kMaxValueBytes) return;
  made.push_back({segment->first, segment->last, std::move(bytes)});
}

void LogCompaction::write(MadeList made, std::size_t index) {
  if (index == made->size()) return read_page();
  std::vector<port::Write> writes;
  writes.push_back(port::Put{{partition_, segment_key((*made)[index].first)},
                             std::move((*made)[index].bytes),
                             port::IfAbsent{}});
  records_.transact(
      std::move(writes),
      core::on(executor_, alive_, [this, made, index](const port::WriteResult& result) {
        written(made, index, result);
      }));
}

void LogCompaction::written(const MadeList& made, std::size_t index,
                            const port::WriteResult& result) {
  const Made& segment = (*made)[index];
  if (result.status == port::StoreStatus::kOk) {
    return remove_entries(segment.first, segment.last,
                          [this, made, index] { write(made, index + 1); });
  }
  running_ = false;
  if (result.status != port::StoreStatus::kConflict || !result.current) return;
  // It was stored before, and what it replaces was not removed.
  const auto stored = decode_segment(result.current->value);
  if (!stored) return;
  running_ = true;
  next_ = stored->last + 1;
  remove_entries(stored->first, stored->last, [this] { read_page(); });
}

void LogCompaction::remove_entries(std::uint64_t first, std::uint64_t last, Task then) {
  records_.delete_range(
      partition_, core::Ledger::log_key(first), core::Ledger::log_key(last + 1),
      core::on(executor_, alive_, [this, then = std::move(then)](port::StoreStatus status) mutable {
        running_ = status == port::StoreStatus::kOk;
        if (running_) then();
      }));
}

}  // namespace atelier::feature::docs
