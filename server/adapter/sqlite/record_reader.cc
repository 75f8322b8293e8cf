#include "adapter/sqlite/record_reader.h"

#include <string>

#include "base/log.h"
#include "port/record_limits.h"

namespace atelier::adapter {
namespace {

using port::StoreStatus;

constexpr const char* kForwards =
    "SELECT sort, value, version, expires_at FROM records WHERE partition = ?1 AND sort >= ?2"
    " AND (expires_at = 0 OR expires_at > ?4) ORDER BY sort";
constexpr const char* kForwardsUntil =
    "SELECT sort, value, version, expires_at FROM records WHERE partition = ?1 AND sort >= ?2"
    " AND sort < ?3 AND (expires_at = 0 OR expires_at > ?4) ORDER BY sort";
constexpr const char* kBackwards =
    "SELECT sort, value, version, expires_at FROM records WHERE partition = ?1 AND sort >= ?2"
    " AND (expires_at = 0 OR expires_at > ?4) ORDER BY sort DESC";
constexpr const char* kBackwardsUntil =
    "SELECT sort, value, version, expires_at FROM records WHERE partition = ?1 AND sort >= ?2"
    " AND sort < ?3 AND (expires_at = 0 OR expires_at > ?4) ORDER BY sort DESC";

}  // namespace

RecordReader::RecordReader(Database& database)
    : database_(database),
      begin_(database.raw(), "BEGIN"),
      end_(database.raw(), "COMMIT"),
      get_(database.raw(),
           "SELECT value, version, expires_at FROM records WHERE partition = ?1 AND sort = ?2"
           " AND (expires_at = 0 OR expires_at > ?3)"),
      forwards_(database.raw(), kForwards),
      forwards_until_(database.raw(), kForwardsUntil),
      backwards_(database.raw(), kBackwards),
      backwards_until_(database.raw(), kBackwardsUntil) {}

port::ReadResult RecordReader::get(const std::vector<port::RecordKey>& keys, WallMs now) {
  port::ReadResult result;
  bool fine = begin_.run_and_reset() == SQLITE_DONE;
  fine = fine && read_all(keys, now, result);
  end_.run_and_reset();
  if (fine) return result;
  log::error("storage read failed", {{"reason", database_.last_error()}});
  return {StoreStatus::kUnavailable, {}};
}

bool RecordReader::read_all(const std::vector<port::RecordKey>& keys, WallMs now,
                            port::ReadResult& result) {
  for (const port::RecordKey& key : keys) {
    get_.bind_blob(1, key.partition);
    get_.bind_blob(2, key.sort);
    get_.bind(3, now);
    const int code = get_.step();
    if (code == SQLITE_ROW) {
      result.records.push_back({key, std::string(get_.bytes(0)),
                                static_cast<std::uint64_t>(get_.number(1)), get_.number(2)});
    }
    get_.reset();
    if (code != SQLITE_ROW && code != SQLITE_DONE) return false;
  }
  return true;
}

port::Page RecordReader::query(const port::Range& range, WallMs now) {
  port::Page page;
  Statement& rows = choose(range);
  rows.bind_blob(1, range.partition);
  rows.bind_blob(2, range.from);
  if (!range.until.empty()) rows.bind_blob(3, range.until);
  rows.bind(4, now);
  const int code = fill(rows, range, page);
  rows.reset();
  if (code == SQLITE_ROW || code == SQLITE_DONE) return page;
  log::error("storage query failed", {{"reason", database_.last_error()}});
  return {StoreStatus::kUnavailable, {}, false};
}

Statement& RecordReader::choose(const port::Range& range) {
  if (range.reverse) return range.until.empty() ? backwards_ : backwards_until_;
  return range.until.empty() ? forwards_ : forwards_until_;
}

int RecordReader::fill(Statement& rows, const port::Range& range, port::Page& page) {
  std::size_t bytes = 0;
  int code = rows.step();
  for (; code == SQLITE_ROW; code = rows.step()) {
    bytes += range.partition.size() + rows.bytes(0).size() + rows.bytes(1).size();
    // STO11: never an empty page when there is a record.
    const bool full = page.records.size() == range.limit ||
                      (!page.records.empty() && bytes > port::RecordStore::kMaxPageBytes);
    if (full) {
      page.has_more = true;
      return code;
    }
    page.records.push_back({{range.partition, std::string(rows.bytes(0))},
                            std::string(rows.bytes(1)),
                            static_cast<std::uint64_t>(rows.number(2)),
                            rows.number(3)});
  }
  return code;
}

}  // namespace atelier::adapter
