#include "adapter/sqlite/database.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace atelier::adapter {
namespace {

constexpr int kBusyTimeoutMs = 5000;

// SQLite would let everyone read a new file; its companions take over the mode. Only when there is
// none yet: closing a descriptor of an open database would drop SQLite's locks on it.
void create_private(const std::filesystem::path& file) {
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
}

}  // namespace

Statement::Statement(sqlite3* database, const char* sql)
    : prepared_(
          sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr)) {}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

void Statement::bind_blob(int parameter, std::string_view bytes) {
  // A null pointer would bind NULL, which compares like no blob at all.
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  sqlite3_bind_blob64(statement_, parameter, data, bytes.size(), SQLITE_STATIC);
}

void Statement::bind_text(int parameter, std::string_view utf8) {
  const char* data = utf8.data() == nullptr ? "" : utf8.data();
  sqlite3_bind_text64(statement_, parameter, data, utf8.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bind(int parameter, std::int64_t number) {
  sqlite3_bind_int64(statement_, parameter, number);
}

int Statement::step() {
  return statement_ == nullptr ? prepared_ : sqlite3_step(statement_);
}

int Statement::run_and_reset() {
  const int code = step();
  reset();
  return code;
}

void Statement::reset() {
  sqlite3_reset(statement_);
}

std::string_view Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string_view()
                         : std::string_view(data, static_cast<std::size_t>(size));
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

Result<Database> Database::open(const std::filesystem::path& file) {
  create_private(file);
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) return database.failure("cannot open " + file.string());
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyTimeoutMs);
  Statement wal(raw, "PRAGMA journal_mode=WAL");
  if (wal.step() != SQLITE_ROW || wal.bytes(0) != "wal") {
    return database.failure("cannot use " + file.string() + " as a database");
  }
  const auto set = database.execute(
      "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
      "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY");
  if (!set) return set.error();
  return database;
}

Result<Database> Database::open_in_memory() {
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(":memory:", &raw, flags, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) return database.failure("cannot open a database in memory");
  sqlite3_extended_result_codes(raw, 1);
  const auto set = database.execute("PRAGMA temp_store=MEMORY");
  if (!set) return set.error();
  return database;
}

Database::Database(Database&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Database::~Database() {
  sqlite3_close_v2(database_);
}

Result<void> Database::execute(const char* sql) {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return failure("the database refused a statement");
  }
  return {};
}

Result<std::int64_t> Database::read_number(const char* sql) {
  Statement statement(database_, sql);
  if (statement.step() != SQLITE_ROW) return failure("the database cannot be read");
  return statement.number(0);
}

Result<void> Database::migrate(std::int32_t application_id, Migrations migrations) {
  ATELIER_TRY(const std::int64_t version, read_number("PRAGMA user_version"));
  if (auto fine = check_owner(application_id, version, migrations.size()); !fine) return fine;
  if (static_cast<std::size_t>(version) == migrations.size()) return {};
  std::string script = "BEGIN IMMEDIATE;";
  for (const char* step : migrations.subspan(static_cast<std::size_t>(version))) {
    script.append(step).append(";");
  }
  script += "PRAGMA application_id=" + std::to_string(application_id) + ";";
  script += "PRAGMA user_version=" + std::to_string(migrations.size()) + ";COMMIT";
  auto done = execute(script.c_str());
  if (!done) {
    // Without an open transaction this fails, which is fine too.
    sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  return done;
}

Result<void> Database::check_owner(std::int32_t application_id, std::int64_t version,
                                   std::size_t newest_known) {
  ATELIER_TRY(const std::int64_t found, read_number("PRAGMA application_id"));
  ATELIER_TRY(const std::int64_t tables, read_number("SELECT count(*) FROM sqlite_schema"));
  const bool empty = version == 0 && found == 0 && tables == 0;
  if (!empty && found != application_id) {
    return Error{Errc::kUnsupported, "the database file was not made by Atelier; move it away"};
  }
  if (version < 0 || static_cast<std::size_t>(version) > newest_known) {
    return Error{Errc::kUnsupported, "the database has schema version " + std::to_string(version) +
                                         ", this server knows versions up to " +
                                         std::to_string(newest_known) + "; install a newer server"};
  }
  return {};
}

Error Database::failure(std::string_view what) const {
  const char* reason = database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_);
  return unavailable(std::string(what) + ": " + reason);
}

}  // namespace atelier::adapter
