#include "core/ledger.h"

#include <map>
#include <utility>

#include "port/record_limits.h"

namespace atelier::core {
namespace {

std::size_t size_of(const port::Write& write) {
  const auto* put = std::get_if<port::Put>(&write);
  const port::RecordKey& key = port::key_of(write);
  return key.partition.size() + key.sort.size() + (put == nullptr ? 0 : put->value.size()) + 32;
}

Error not_stored() {
  return {Errc::kUnavailable, "the server could not store this; try again", 1000};
}

}  // namespace

struct Ledger::Batch {
  void add(port::Write write) {
    bytes += size_of(write);
    const port::RecordKey& key = port::key_of(write);
    const auto [at, is_new] = places.try_emplace(key, writes.size());
    if (is_new) {
      writes.push_back(std::move(write));
    } else {
      writes[at->second] = std::move(write);
    }
  }

  std::vector<port::Write> writes;
  std::map<port::RecordKey, std::size_t> places;
  std::vector<Effect> effects;
  std::size_t bytes = 0;
  std::uint64_t first_seq = 0;  // 0: rows only
  std::uint64_t last_seq = 0;
  std::string first_entry;
};

Ledger::Ledger(port::RecordStore& store, port::Executor& executor, LedgerOptions options,
               UniqueFunction<void(Error)> failed)
    : store_(store),
      executor_(executor),
      options_(std::move(options)),
      failed_handler_(std::move(failed)) {}

Ledger::~Ledger() = default;

std::string Ledger::sequence_key(std::string_view prefix, std::uint64_t seq) {
  std::string key(prefix);
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(seq >> shift & 0xFF);
  return key;
}

std::uint64_t Ledger::sequence_of(std::string_view key) {
  std::uint64_t seq = 0;
  for (const char byte : key.substr(key.size() - 8)) {
    seq = seq << 8 | static_cast<unsigned char>(byte);
  }
  return seq;
}

std::string Ledger::log_key(std::uint64_t seq) {
  return sequence_key("log/", seq);
}

std::uint64_t Ledger::append(std::string entry, std::vector<port::Write> rows, Effect effect) {
  std::vector<NewEntry> one;
  one.push_back({std::move(entry), std::move(rows)});
  return append_group(std::move(one), std::move(effect));
}

std::uint64_t Ledger::append_group(std::vector<NewEntry> entries, Effect effect) {
  ATELIER_ASSERT(!entries.empty() && loader_ == nullptr);
  if (refuse(effect)) return head_ + 1;
  std::size_t count = 1;  // the directory's row
  std::size_t bytes = 0;
  for (const NewEntry& entry : entries) {
    count += 1 + entry.rows.size();
    bytes += entry.bytes.size() + options_.partition.size() + 64;
    for (const port::Write& row : entry.rows) bytes += size_of(row);
  }
  ATELIER_ASSERT(count <= kMaxRows + 1);
  Batch& batch = open_batch(count, bytes);
  const std::uint64_t first = head_ + 1;
  if (first == 1 && !options_.directory.empty()) {
    batch.add(port::Put{{options_.directory, "partition/" + options_.partition}, "{}"});
  }
  if (batch.first_seq == 0) {
    batch.first_seq = first;
    batch.first_entry = entries.front().bytes;
  }
  for (NewEntry& entry : entries) {
    bytes_since_snapshot_ += entry.bytes.size();
    batch.add(port::Put{
        {options_.partition, log_key(++head_)}, std::move(entry.bytes), port::IfAbsent{}});
    for (port::Write& row : entry.rows) batch.add(std::move(row));
  }
  batch.last_seq = head_;
  batch.effects.push_back(std::move(effect));
  schedule_flush();
  return first;
}

void Ledger::write(std::vector<port::Write> rows, Effect effect) {
  if (refuse(effect)) return;
  std::size_t bytes = 0;
  for (const port::Write& row : rows) bytes += size_of(row);
  ATELIER_ASSERT(rows.size() <= kMaxRows);
  Batch& batch = open_batch(rows.size(), bytes);
  for (port::Write& row : rows) batch.add(std::move(row));
  batch.effects.push_back(std::move(effect));
  schedule_flush();
}

void Ledger::after_all(Effect effect) {
  if (refuse(effect)) return;
  if (batches_.empty()) {
    effect({});
  } else {
    batches_.back()->effects.push_back(std::move(effect));
  }
}

bool Ledger::refuse(Effect& effect) {
  if (failed_) effect(not_stored());
  return failed_;
}

Ledger::Batch& Ledger::open_batch(std::size_t writes, std::size_t bytes) {
  const std::size_t closed = in_flight_ ? 1 : 0;
  if (batches_.size() > closed) {
    Batch& last = *batches_.back();
    if (last.writes.size() + writes <= port::RecordStore::kMaxTransactionWrites &&
        last.bytes + bytes <= port::RecordStore::kMaxTransactionBytes) {
      return last;
    }
  }
  return *batches_.emplace_back(std::make_unique<Batch>());
}

void Ledger::schedule_flush() {
  if (in_flight_ || flush_scheduled_) return;
  flush_scheduled_ = true;
  // What the rest of this turn appends shares the transaction.
  executor_.at_turn_end([this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired()) return;
    flush_scheduled_ = false;
    flush();
  });
}

void Ledger::flush() {
  if (in_flight_ || failed_ || batches_.empty()) return;
  in_flight_ = true;
  store_.transact(std::move(batches_.front()->writes),
                  on(executor_, alive_, [this](const port::WriteResult& r) { on_written(r); }));
}

void Ledger::on_written(const port::WriteResult& result) {
  switch (result.status) {
    case port::StoreStatus::kOk:
      batch_stored();
      break;
    case port::StoreStatus::kConflict:
      settle(result.current ? &*result.current : nullptr, "another server writes this log");
      break;
    case port::StoreStatus::kUnknown:
      read_back();
      break;
    case port::StoreStatus::kThrottled:
    case port::StoreStatus::kUnavailable:
      fail(not_stored());
      break;
  }
}

void Ledger::read_back() {
  const Batch& batch = *batches_.front();
  if (batch.first_seq == 0) {
    fail(not_stored());
    return;
  }
  store_.get({{options_.partition, log_key(batch.first_seq)}},
             on(executor_, alive_, [this](const port::ReadResult& read) {
               if (read.status != port::StoreStatus::kOk) {
                 fail(not_stored());
                 return;
               }
               settle(read.records.empty() ? nullptr : &read.records.front(), nullptr);
             }));
}

// The slot holds our own bytes: the transaction, being all or nothing, has been applied after all.
void Ledger::settle(const port::Record* current, const char* otherwise) {
  const Batch& batch = *batches_.front();
  const bool ours = current != nullptr && batch.first_seq != 0 &&
                    current->key.sort == log_key(batch.first_seq) &&
                    current->value == batch.first_entry;
  if (ours) {
    batch_stored();
  } else if (current != nullptr || otherwise != nullptr) {
    fail({Errc::kConflict, otherwise == nullptr ? "another server writes this log" : otherwise});
  } else {
    fail(not_stored());
  }
}

void Ledger::batch_stored() {
  const std::unique_ptr<Batch> batch = std::move(batches_.front());
  batches_.pop_front();
  in_flight_ = false;
  if (batch->last_seq != 0) stored_ = batch->last_seq;
  flush();
  const std::weak_ptr<int> alive = alive_;
  for (Effect& effect : batch->effects) {
    effect({});
    if (alive.expired()) return;
  }
}

void Ledger::fail(Error error) {
  failed_ = true;
  const std::list<std::unique_ptr<Batch>> lost = std::move(batches_);
  batches_.clear();
  const std::weak_ptr<int> alive = alive_;
  for (const auto& batch : lost) {
    for (Effect& effect : batch->effects) effect(not_stored());
  }
  if (!alive.expired() && failed_handler_) {
    const auto handler = std::make_unique<UniqueFunction<void(Error)>>(std::move(failed_handler_));
    (*handler)(std::move(error));
  }
}

}  // namespace atelier::core
