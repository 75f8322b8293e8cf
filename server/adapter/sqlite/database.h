// SQLite in our words: one connection and its prepared statements, each used by one thread. The
// only place that opens database files: WAL, synchronous=FULL, numbered migrations (STO25).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::adapter {

/// A prepared statement. Bound bytes must stay valid until reset(). A statement that could not be
/// prepared answers every step() with the reason's code.
class Statement {
 public:
  Statement(sqlite3* database, const char* sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Parameters count from 1.
  void bind_blob(int parameter, std::string_view bytes);
  void bind_text(int parameter, std::string_view utf8);
  void bind(int parameter, std::int64_t number);

  int step();           // SQLITE_ROW, SQLITE_DONE or an error code
  int run_and_reset();  // for statements without rows: SQLITE_DONE or an error code
  void reset();

  /// Columns count from 0; the view is valid until the next step() or reset().
  std::string_view bytes(int column) const;
  std::int64_t number(int column) const;

 private:
  sqlite3_stmt* statement_ = nullptr;
  int prepared_;
};

/// One step of a schema: its SQL brings version index to index + 1.
using Migrations = std::span<const char* const>;

class Database {
 public:
  /// Opens or creates the file, sets the pragmas.
  static Result<Database> open(const std::filesystem::path& file);
  /// One that is gone with its connection, and never in a file.
  static Result<Database> open_in_memory();
  /// STO25: refuses files of others and newer schemas; migrates older ones in one transaction.
  Result<void> migrate(std::int32_t application_id, Migrations migrations);

  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  Result<void> execute(const char* sql);
  Result<std::int64_t> read_number(const char* sql);
  int changes() const { return sqlite3_changes(database_); }
  sqlite3* raw() const { return database_; }
  /// The last error of this connection, for the log.
  std::string_view last_error() const { return sqlite3_errmsg(database_); }

 private:
  explicit Database(sqlite3* database) : database_(database) {}
  Error failure(std::string_view what) const;
  Result<void> check_owner(std::int32_t application_id, std::int64_t version,
                           std::size_t newest_known);

  sqlite3* database_;
};

}  // namespace atelier::adapter
