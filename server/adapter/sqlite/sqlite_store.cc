#include "adapter/sqlite/sqlite_store.h"

#include <algorithm>
#include <string>
#include <utility>

#include "adapter/sqlite/record_schema.h"
#include "port/record_limits.h"

namespace atelier::adapter {
namespace {

using port::StoreStatus;

std::size_t size_of(const std::vector<port::Write>& writes) {
  std::size_t bytes = 0;
  for (const port::Write& write : writes) {
    const port::RecordKey& key = port::key_of(write);
    bytes += key.partition.size() + key.sort.size() + 64;
    if (const auto* put = std::get_if<port::Put>(&write)) bytes += put->value.size();
  }
  return bytes;
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& folder,
                                                       const port::Clock& clock,
                                                       StoreOptions options) {
  ATELIER_TRY(auto lock, FolderLock::take(folder));
  ATELIER_TRY(Connections connections, connect(folder, options));
  return std::unique_ptr<SqliteStore>(
      new SqliteStore(std::move(lock), std::move(connections), folder, clock, options));
}

Result<SqliteStore::Connections> SqliteStore::connect(const std::filesystem::path& folder,
                                                      const StoreOptions& options) {
  const std::filesystem::path file = folder / "records.db";
  ATELIER_TRY(Database writer, Database::open(file));
  const auto migrated = writer.migrate(kRecordsApplicationId, kRecordMigrations);
  if (!migrated) return migrated.error();
  if (options.max_file_pages > 0) {
    const std::string pages = "PRAGMA max_page_count=" + std::to_string(options.max_file_pages);
    if (const auto set = writer.execute(pages.c_str()); !set) return set.error();
  }
  ATELIER_TRY(Database checkpointer, Database::open(file));
  std::vector<Database> readers;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, options.readers); ++i) {
    ATELIER_TRY(Database reader, Database::open(file));
    if (const auto set = reader.execute("PRAGMA query_only=ON"); !set) return set.error();
    readers.push_back(std::move(reader));
  }
  return Connections{std::move(writer), std::move(checkpointer), std::move(readers)};
}

SqliteStore::SqliteStore(std::unique_ptr<FolderLock> lock, Connections connections,
                         const std::filesystem::path& folder, const port::Clock& clock,
                         const StoreOptions& options)
    : lock_(std::move(lock)),
      checkpointer_(std::move(connections.checkpointer)),
      committer_(std::move(connections.writer), checkpointer_, clock, folder, options),
      readers_(std::move(connections.readers), clock,
               {options.max_queued_jobs, options.max_queued_bytes}) {}

SqliteStore::~SqliteStore() {
  // Readers first: the committer is what answers those whom a closed queue refuses.
  readers_.close();
  committer_.close();
}

void SqliteStore::get(std::vector<port::RecordKey> keys,
                      UniqueFunction<void(port::ReadResult)> done) {
  ATELIER_ASSERT(
      std::ranges::all_of(keys, [](const auto& key) { return port::is_within_limits(key); }));
  read(GetJob{std::move(keys), std::move(done)});
}

void SqliteStore::query(port::Range range, UniqueFunction<void(port::Page)> done) {
  ATELIER_ASSERT(port::is_within_limits({range.partition, range.from}) && range.limit > 0);
  read(QueryJob{std::move(range), std::move(done)});
}

void SqliteStore::transact(std::vector<port::Write> writes,
                           UniqueFunction<void(port::WriteResult)> done) {
  ATELIER_ASSERT(port::is_within_stored_limits(writes));
  const std::size_t bytes = size_of(writes);
  committer_.submit(TransactJob{std::move(writes), std::move(done)}, bytes);
}

void SqliteStore::delete_range(std::string partition, std::string from, std::string until,
                               UniqueFunction<void(port::StoreStatus)> done) {
  ATELIER_ASSERT(port::is_within_limits({partition, from}));
  committer_.submit(
      EraseJob{std::move(partition), std::move(from), std::move(until), std::move(done)}, 2048);
}

void SqliteStore::read(ReadJob job) {
  if (readers_.submit(job)) return;
  const bool closed = readers_.is_closed();
  if (!closed) committer_.count_throttled();
  const StoreStatus status = closed ? StoreStatus::kUnavailable : StoreStatus::kThrottled;
  committer_.answer_later([job = std::move(job), status]() mutable { refuse(job, status); });
}

}  // namespace atelier::adapter
