// The full-text index on one connection: FTS5 over the documents' text. One thread.
#pragma once

#include <string>
#include <vector>

#include "adapter/sqlite/database.h"
#include "port/search_index.h"

namespace atelier::adapter {

class SearchTable {
 public:
  /// Opens or creates the index; in memory without a file. A file that is damaged, foreign or of
  /// another schema is set aside and begun anew (STO47); `is_new` then says so.
  static Result<Database> open(const std::filesystem::path& file, bool& is_new);

  explicit SearchTable(Database& database);

  // False when the database failed.
  bool begin() { return begin_.run_and_reset() == SQLITE_DONE; }
  bool commit() { return commit_.run_and_reset() == SQLITE_DONE; }
  void roll_back() { roll_back_.run_and_reset(); }
  bool put(const port::SearchDocument& document);
  bool remove(const std::string& room, const std::string& kind, const std::string& id);
  bool remove_author(const std::string& author);
  bool remove_room(const std::string& room);

  Result<port::SearchPage> search(const port::SearchQuery& query);

  /// Makes the next open() begin anew: for when the file proves to be damaged.
  void mark_outdated();

 private:
  static Result<Database> open_in_memory(bool& is_new);
  static Result<Database> open_sound(const std::filesystem::path& file, bool& is_new);

  Database& database_;
  Statement begin_;
  Statement commit_;
  Statement roll_back_;
  Statement put_;
  Statement remove_;
  Statement remove_author_;
  Statement remove_room_;
  Statement search_;
};

}  // namespace atelier::adapter
