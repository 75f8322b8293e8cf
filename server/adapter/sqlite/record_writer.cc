#include "adapter/sqlite/record_writer.h"

#include <variant>

#include "port/record_limits.h"

namespace atelier::adapter {
namespace {

using port::StoreStatus;
using port::WriteResult;

// STO4: an expired record is no record, so its successor starts at 1.
constexpr const char* kPut =
    "INSERT INTO records (partition, sort, value, version, expires_at) VALUES (?1, ?2, ?3, 1, ?4)"
    " ON CONFLICT (partition, sort) DO UPDATE SET value = excluded.value,"
    " version = CASE WHEN expires_at > 0 AND expires_at <= ?5 THEN 1 ELSE version + 1 END,"
    " expires_at = excluded.expires_at";
constexpr const char* kErase =
    "DELETE FROM records WHERE partition = ?1 AND sort IN"
    " (SELECT sort FROM records WHERE partition = ?1 AND sort >= ?2 ORDER BY sort LIMIT ?4)";
constexpr const char* kEraseUntil =
    "DELETE FROM records WHERE partition = ?1 AND sort IN (SELECT sort FROM records"
    " WHERE partition = ?1 AND sort >= ?2 AND sort < ?3 ORDER BY sort LIMIT ?4)";
constexpr const char* kSweep =
    "DELETE FROM records WHERE (partition, sort) IN (SELECT partition, sort FROM records"
    " WHERE expires_at > 0 AND expires_at <= ?1 LIMIT ?2)";

}  // namespace

RecordWriter::RecordWriter(Database& database)
    : database_(database),
      begin_(database.raw(), "BEGIN IMMEDIATE"),
      commit_(database.raw(), "COMMIT"),
      roll_back_(database.raw(), "ROLLBACK"),
      read_(database.raw(),
            "SELECT value, version, expires_at FROM records WHERE partition = ?1 AND sort = ?2"
            " AND (expires_at = 0 OR expires_at > ?3)"),
      put_(database.raw(), kPut),
      delete_(database.raw(), "DELETE FROM records WHERE partition = ?1 AND sort = ?2"),
      erase_(database.raw(), kErase),
      erase_until_(database.raw(), kEraseUntil),
      sweep_(database.raw(), kSweep) {}

bool RecordWriter::begin() {
  return begin_.run_and_reset() == SQLITE_DONE;
}

std::optional<WriteResult> RecordWriter::apply(const std::vector<port::Write>& writes, WallMs now) {
  auto judged = judge(writes, now);
  if (!judged || judged->status != StoreStatus::kOk) return judged;
  for (const port::Write& write : writes) {
    const port::Put* value = std::get_if<port::Put>(&write);
    if (value != nullptr ? !put(*value, now) : !remove(port::key_of(write))) return std::nullopt;
  }
  return judged;
}

std::optional<WriteResult> RecordWriter::judge(const std::vector<port::Write>& writes, WallMs now) {
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const port::Condition& condition = port::condition_of(writes[i]);
    if (std::holds_alternative<std::monostate>(condition)) continue;
    std::optional<port::Record> current;
    if (!read(port::key_of(writes[i]), now, current)) return std::nullopt;
    if (port::holds(condition, current ? &*current : nullptr)) continue;
    return WriteResult{StoreStatus::kConflict, i, std::move(current)};
  }
  return WriteResult{};
}

bool RecordWriter::read(const port::RecordKey& key, WallMs now,
                        std::optional<port::Record>& current) {
  read_.bind_blob(1, key.partition);
  read_.bind_blob(2, key.sort);
  read_.bind(3, now);
  const int code = read_.step();
  if (code == SQLITE_ROW) {
    current = port::Record{key, std::string(read_.bytes(0)),
                           static_cast<std::uint64_t>(read_.number(1)), read_.number(2)};
  }
  read_.reset();
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

bool RecordWriter::put(const port::Put& put, WallMs now) {
  put_.bind_blob(1, put.key.partition);
  put_.bind_blob(2, put.key.sort);
  put_.bind_blob(3, put.value);
  put_.bind(4, put.expires_at);
  put_.bind(5, now);
  return put_.run_and_reset() == SQLITE_DONE;
}

bool RecordWriter::remove(const port::RecordKey& key) {
  delete_.bind_blob(1, key.partition);
  delete_.bind_blob(2, key.sort);
  return delete_.run_and_reset() == SQLITE_DONE;
}

std::optional<std::size_t> RecordWriter::erase(const std::string& partition,
                                               const std::string& from, const std::string& until,
                                               std::size_t limit) {
  Statement& statement = until.empty() ? erase_ : erase_until_;
  statement.bind_blob(1, partition);
  statement.bind_blob(2, from);
  if (!until.empty()) statement.bind_blob(3, until);
  statement.bind(4, static_cast<std::int64_t>(limit));
  if (statement.run_and_reset() != SQLITE_DONE) return std::nullopt;
  return static_cast<std::size_t>(database_.changes());
}

std::optional<std::size_t> RecordWriter::sweep(WallMs now, std::size_t limit) {
  sweep_.bind(1, now);
  sweep_.bind(2, static_cast<std::int64_t>(limit));
  if (sweep_.run_and_reset() != SQLITE_DONE) return std::nullopt;
  return static_cast<std::size_t>(database_.changes());
}

StoreStatus RecordWriter::commit() {
  const int code = commit_.run_and_reset();
  if (code == SQLITE_DONE) return StoreStatus::kOk;
  roll_back();
  // STO24: the bytes may have reached the disk although the sync failed, and a crash before the
  // next commit would then bring them back.
  return (code & 0xFF) == SQLITE_IOERR ? StoreStatus::kUnknown : StoreStatus::kUnavailable;
}

void RecordWriter::roll_back() {
  reason_ = database_.last_error();
  // After some errors SQLite has rolled back by itself; then this changes nothing.
  roll_back_.run_and_reset();
}

}  // namespace atelier::adapter
