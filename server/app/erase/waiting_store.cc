#include "app/erase/waiting_store.h"

#include <future>
#include <memory>
#include <utility>

#include "port/record_limits.h"

namespace atelier::app {
namespace {

constexpr std::size_t kRecordsPerPage = 200;
constexpr std::size_t kWritesPerTransaction = 40;
constexpr std::size_t kBytesPerTransaction = 1024 * 1024;

Error not_answered() {
  return unavailable("The store does not answer: is the disk full?");
}

// The stores answer everything they were asked, also when they close.
template <class T, class Ask>
T wait_for(Ask ask) {
  auto answer = std::make_shared<std::promise<T>>();
  std::future<T> result = answer->get_future();
  ask([answer](T value) { answer->set_value(std::move(value)); });
  return result.get();
}

}  // namespace

Result<std::optional<std::string>> WaitingStore::get(port::RecordKey key) {
  port::ReadResult read =
      wait_for<port::ReadResult>([&](auto done) { records_.get({std::move(key)}, done); });
  if (read.status != port::StoreStatus::kOk) return not_answered();
  if (read.records.empty()) return std::optional<std::string>();
  return std::optional<std::string>(std::move(read.records[0].value));
}

Result<port::Page> WaitingStore::page(port::Range range) {
  port::Page page =
      wait_for<port::Page>([&](auto done) { records_.query(std::move(range), done); });
  if (page.status != port::StoreStatus::kOk) return not_answered();
  return page;
}

Result<void> WaitingStore::each(const std::string& partition, std::string from,
                                const std::string& until, const Visit& visit) {
  while (true) {
    ATELIER_TRY(const port::Page found, page({partition, from, until, kRecordsPerPage}));
    for (const port::Record& record : found.records) {
      if (auto visited = visit(record); !visited) return visited;
    }
    if (!found.has_more || found.records.empty()) return {};
    from = found.records.back().key.sort + '\0';
  }
}

Result<void> WaitingStore::write(std::vector<port::Write> writes) {
  if (writes.empty()) return {};
  const port::WriteResult written =
      wait_for<port::WriteResult>([&](auto done) { records_.transact(std::move(writes), done); });
  if (written.status != port::StoreStatus::kOk) return not_answered();
  return {};
}

Result<void> WaitingStore::remove(const std::string& partition, const std::string& from,
                                  const std::string& until) {
  const port::StoreStatus status = wait_for<port::StoreStatus>(
      [&](auto done) { records_.delete_range(partition, from, until, done); });
  if (status != port::StoreStatus::kOk) return not_answered();
  return {};
}

Result<void> WaitingStore::put_blob(std::string key, std::string bytes) {
  return wait_for<Result<void>>(
      [&](auto done) { blobs_.put(std::move(key), std::move(bytes), done); });
}

Result<void> WaitingStore::remove_blob(std::string key) {
  return wait_for<Result<void>>([&](auto done) { blobs_.remove(std::move(key), done); });
}

void WriteBatch::add(port::Write write) {
  const port::RecordKey key = port::key_of(write);
  if (const auto* put = std::get_if<port::Put>(&write)) bytes_ += put->value.size();
  bytes_ += key.partition.size() + key.sort.size();
  writes_.insert_or_assign(key, std::move(write));
}

Result<void> WriteBatch::pause() {
  if (writes_.size() < kWritesPerTransaction && bytes_ < kBytesPerTransaction) return {};
  return flush();
}

Result<void> WriteBatch::flush() {
  std::vector<port::Write> all;
  for (auto& [key, write] : writes_) all.push_back(std::move(write));
  writes_.clear();
  bytes_ = 0;
  return store_.write(std::move(all));
}

}  // namespace atelier::app
