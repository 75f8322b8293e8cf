#include "port/fake/memory_store.h"

#include <algorithm>
#include <iterator>

#include "base/result.h"
#include "port/record_limits.h"

namespace atelier::port {

MemoryStore::MemoryStore(Executor& executor, const Clock& clock)
    : executor_(executor), clock_(clock) {}

MemoryStore::~MemoryStore() = default;

void MemoryStore::get(std::vector<RecordKey> keys, UniqueFunction<void(ReadResult)> done) {
  ATELIER_ASSERT(std::ranges::all_of(keys, [](const auto& key) { return is_within_limits(key); }));
  run([this, keys = std::move(keys), done = std::move(done)]() mutable {
    ReadResult result{read_fault(), {}};
    if (result.status == StoreStatus::kOk) result = read(keys);
    answer([done = std::move(done), result = std::move(result)]() mutable {
      done(std::move(result));
    });
  });
}

void MemoryStore::query(Range range, UniqueFunction<void(Page)> done) {
  ATELIER_ASSERT(is_within_limits({range.partition, range.from}) && range.limit > 0);
  run([this, range = std::move(range), done = std::move(done)]() mutable {
    Page result{read_fault(), {}, false};
    if (result.status == StoreStatus::kOk) result = page(range);
    answer([done = std::move(done), result = std::move(result)]() mutable {
      done(std::move(result));
    });
  });
}

void MemoryStore::transact(std::vector<Write> writes, UniqueFunction<void(WriteResult)> done) {
  ATELIER_ASSERT(is_within_limits(writes));
  run([this, writes = std::move(writes), done = std::move(done)]() mutable {
    ++transactions_;
    const std::optional<Fault> fault = write_fault(writes);
    WriteResult result;
    if (!fault || fault->applied) result = apply(writes);
    if (fault) result = {fault->status};
    answer([done = std::move(done), result = std::move(result)]() mutable {
      done(std::move(result));
    });
  });
}

void MemoryStore::delete_range(std::string partition, std::string from, std::string until,
                               UniqueFunction<void(StoreStatus)> done) {
  ATELIER_ASSERT(is_within_limits({partition, from}));
  run([this, partition = std::move(partition), from = std::move(from), until = std::move(until),
       done = std::move(done)]() mutable {
    const std::optional<Fault> fault = write_fault({});
    if (!fault || fault->applied) erase(partition, from, until);
    answer([done = std::move(done), status = fault ? fault->status : StoreStatus::kOk]() mutable {
      done(status);
    });
  });
}

void MemoryStore::fail_next_writes(std::size_t count, Fault fault) {
  write_faults_.insert(write_faults_.end(), count, fault);
}

void MemoryStore::fail_next_reads(std::size_t count, StoreStatus status) {
  read_faults_.insert(read_faults_.end(), count, status);
}

bool MemoryStore::release_one() {
  if (held_.empty()) return false;
  run(std::move(held_.front()));
  held_.pop_front();
  return true;
}

void MemoryStore::release_all() {
  holding_ = false;
  while (release_one()) {
  }
}

void MemoryStore::crash() {
  life_ = std::make_shared<int>(0);
  held_.clear();
}

void MemoryStore::run(Task operation) {
  executor_.post(
      [this, life = std::weak_ptr<const int>(life_), operation = std::move(operation)]() mutable {
        if (life.expired()) return;
        running_ = life;
        operation();
      });
}

void MemoryStore::answer(Task callback) {
  if (running_.expired()) return;  // the write hook has crashed us
  if (holding_) {
    held_.push_back(std::move(callback));
    return;
  }
  callback();
}

std::optional<MemoryStore::Fault> MemoryStore::write_fault(const std::vector<Write>& writes) {
  if (hook_) {
    if (auto fault = hook_(writes)) return fault;
  }
  if (write_faults_.empty()) return std::nullopt;
  const Fault fault = write_faults_.front();
  write_faults_.pop_front();
  return fault;
}

StoreStatus MemoryStore::read_fault() {
  if (read_faults_.empty()) return StoreStatus::kOk;
  const StoreStatus status = read_faults_.front();
  read_faults_.pop_front();
  return status;
}

const Record* MemoryStore::visible(const RecordKey& key) const {
  const auto found = records_.find(key);
  if (found == records_.end()) return nullptr;
  const WallMs expires_at = found->second.expires_at;
  return expires_at != 0 && expires_at <= clock_.wall() ? nullptr : &found->second;
}

ReadResult MemoryStore::read(const std::vector<RecordKey>& keys) const {
  ReadResult result;
  for (const RecordKey& key : keys) {
    if (const Record* record = visible(key)) result.records.push_back(*record);
  }
  return result;
}

Page MemoryStore::page(const Range& range) const {
  const auto from = records_.lower_bound({range.partition, range.from});
  // Partition + NUL is the next possible partition in byte order.
  const RecordKey end = range.until.empty() ? RecordKey{range.partition + '\0', ""}
                                            : RecordKey{range.partition, range.until};
  const auto until =
      end < RecordKey{range.partition, range.from} ? from : records_.lower_bound(end);
  return range.reverse
             ? fill(std::reverse_iterator(until), std::reverse_iterator(from), range.limit)
             : fill(from, until, range.limit);
}

template <class Iterator>
Page MemoryStore::fill(Iterator at, Iterator end, std::size_t limit) const {
  Page page;
  std::size_t bytes = 0;
  for (; at != end; ++at) {
    const Record* record = visible(at->first);
    if (record == nullptr) continue;
    bytes += size_of(*record);
    const bool full = page.records.size() == limit ||
                      (!page.records.empty() && bytes > RecordStore::kMaxPageBytes);
    if (full) {
      page.has_more = true;
      break;
    }
    page.records.push_back(*record);
  }
  return page;
}

WriteResult MemoryStore::apply(const std::vector<Write>& writes) {
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Record* current = visible(key_of(writes[i]));
    if (holds(condition_of(writes[i]), current)) continue;
    WriteResult conflict{StoreStatus::kConflict, i};
    if (current != nullptr) conflict.current = *current;
    return conflict;
  }
  for (const Write& each : writes) write(each);
  return {};
}

void MemoryStore::write(const Write& write) {
  const RecordKey& key = key_of(write);
  const Put* put = std::get_if<Put>(&write);
  if (put == nullptr) {
    records_.erase(key);
    return;
  }
  const Record* before = visible(key);
  const std::uint64_t version = before == nullptr ? 1 : before->version + 1;
  records_[key] = {key, put->value, version, put->expires_at};
}

void MemoryStore::erase(const std::string& partition, const std::string& from,
                        const std::string& until) {
  std::erase_if(records_, [&](const auto& entry) {
    const RecordKey& key = entry.first;
    return key.partition == partition && key.sort >= from && (until.empty() || key.sort < until);
  });
}

}  // namespace atelier::port
