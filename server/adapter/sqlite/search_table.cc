#include "adapter/sqlite/search_table.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "base/json_text.h"
#include "base/log.h"
#include "port/search_words.h"

namespace atelier::adapter {
namespace {

constexpr std::int32_t kSearchApplicationId = 0x41544C53;  // "ATLS"
// Grows with every change of the schema: the index is then built anew, never migrated.
constexpr std::int64_t kSearchVersion = 1;

constexpr std::array<const char*, kSearchVersion> kSchema{
    "CREATE TABLE documents (number INTEGER PRIMARY KEY, room TEXT NOT NULL, kind TEXT NOT NULL,"
    " id TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL,"
    " UNIQUE (room, kind, id));"
    "CREATE VIRTUAL TABLE words USING fts5 (text, content='documents', content_rowid='number',"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3');"
    "CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN"
    " INSERT INTO words (rowid, text) VALUES (new.number, new.text); END;"
    "CREATE TRIGGER documents_removed AFTER DELETE ON documents BEGIN"
    " INSERT INTO words (words, rowid, text) VALUES ('delete', old.number, old.text); END;"
    "CREATE TRIGGER documents_changed AFTER UPDATE ON documents BEGIN"
    " INSERT INTO words (words, rowid, text) VALUES ('delete', old.number, old.text);"
    " INSERT INTO words (rowid, text) VALUES (new.number, new.text); END"};

constexpr const char* kPut =
    "INSERT INTO documents (room, kind, id, author, at, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (room, kind, id) DO UPDATE SET author = excluded.author, at = excluded.at,"
    " text = excluded.text";
constexpr const char* kSearch =
    "SELECT d.room, d.kind, d.id, d.author, d.at, d.text,"
    " snippet(words, 0, ?8, ?9, '\xE2\x80\xA6', 24)"
    " FROM words JOIN documents d ON d.number = words.rowid WHERE words MATCH ?1"
    " AND d.room IN (SELECT value FROM json_each(?2)) AND (?3 = '' OR d.author = ?3)"
    " AND (?4 = 0 OR d.at < ?4) AND (?5 = 0 OR d.at > ?5)"
    " ORDER BY words.rank, d.at DESC, d.number DESC LIMIT ?6 OFFSET ?7";

// STO44: every term is a quoted string of FTS5, and cleaned terms hold no quotes.
std::string match_of(const std::vector<port::SearchTerm>& terms) {
  std::string match;
  for (const port::SearchTerm& term : terms) {
    if (!match.empty()) match += ' ';
    match.append("\"").append(term.text).append(term.prefix ? "\"*" : "\"");
  }
  return match;
}

std::string json_of(const std::vector<std::string>& rooms) {
  std::string out = "[";
  for (const std::string& room : rooms) {
    if (out.size() > 1) out += ',';
    json_text::append_quoted(out, room);
  }
  return out + "]";
}

port::SearchHit hit_of(const Statement& row) {
  const auto text = [&row](int column) { return std::string(row.bytes(column)); };
  return {{text(0), text(1), text(2), text(3), row.number(4), text(5)}, text(6)};
}

}  // namespace

Result<Database> SearchTable::open(const std::filesystem::path& file, bool& is_new) {
  if (file.empty()) return open_in_memory(is_new);
  auto sound = open_sound(file, is_new);
  if (sound) return sound;
  log::warn("the search index is begun anew", {{"reason", sound.error().message}});
  std::error_code ignored;
  std::filesystem::rename(file, file.string() + ".damaged", ignored);
  std::filesystem::remove(file.string() + "-wal", ignored);
  std::filesystem::remove(file.string() + "-shm", ignored);
  return open_sound(file, is_new);
}

Result<Database> SearchTable::open_in_memory(bool& is_new) {
  ATELIER_TRY(Database database, Database::open_in_memory());
  if (auto made = database.migrate(kSearchApplicationId, kSchema); !made) return made.error();
  is_new = true;
  return database;
}

Result<Database> SearchTable::open_sound(const std::filesystem::path& file, bool& is_new) {
  ATELIER_TRY(Database database, Database::open(file));
  ATELIER_TRY(const std::int64_t version, database.read_number("PRAGMA user_version"));
  ATELIER_TRY(const std::int64_t tables,
              database.read_number("SELECT count(*) FROM sqlite_schema"));
  is_new = tables == 0;
  if (!is_new && version != kSearchVersion) return unavailable("another schema");
  if (auto made = database.migrate(kSearchApplicationId, kSchema); !made) return made.error();
  // A projection may lose its last moments in a power cut, so it need not sync every commit.
  const auto set = database.execute("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=1000");
  if (!set) return set.error();
  return database;
}

SearchTable::SearchTable(Database& database)
    : database_(database),
      begin_(database.raw(), "BEGIN IMMEDIATE"),
      commit_(database.raw(), "COMMIT"),
      roll_back_(database.raw(), "ROLLBACK"),
      put_(database.raw(), kPut),
      remove_(database.raw(), "DELETE FROM documents WHERE room = ?1 AND kind = ?2 AND id = ?3"),
      remove_author_(database.raw(), "DELETE FROM documents WHERE author = ?1"),
      remove_room_(database.raw(), "DELETE FROM documents WHERE room = ?1"),
      search_(database.raw(), kSearch) {}

bool SearchTable::put(const port::SearchDocument& document) {
  const std::string text = port::without_match_marks(document.text);
  put_.bind_text(1, document.room);
  put_.bind_text(2, document.kind);
  put_.bind_text(3, document.id);
  put_.bind_text(4, document.author);
  put_.bind(5, document.at);
  put_.bind_text(6, text);
  return put_.run_and_reset() == SQLITE_DONE;
}

bool SearchTable::remove(const std::string& room, const std::string& kind, const std::string& id) {
  remove_.bind_text(1, room);
  remove_.bind_text(2, kind);
  remove_.bind_text(3, id);
  return remove_.run_and_reset() == SQLITE_DONE;
}

bool SearchTable::remove_author(const std::string& author) {
  remove_author_.bind_text(1, author);
  return remove_author_.run_and_reset() == SQLITE_DONE;
}

bool SearchTable::remove_room(const std::string& room) {
  remove_room_.bind_text(1, room);
  return remove_room_.run_and_reset() == SQLITE_DONE;
}

Result<port::SearchPage> SearchTable::search(const port::SearchQuery& query) {
  const std::vector<port::SearchTerm> terms = port::search_terms(query.words);
  if (terms.empty() || query.rooms.empty()) return port::SearchPage{};
  const std::string match = match_of(terms);
  const std::string rooms = json_of(query.rooms);
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, port::kMaxSearchLimit);
  search_.bind_text(1, match);
  search_.bind_text(2, rooms);
  search_.bind_text(3, query.author);
  search_.bind(4, query.before);
  search_.bind(5, query.after);
  search_.bind(6, static_cast<std::int64_t>(limit + 1));
  search_.bind(7, static_cast<std::int64_t>(query.offset));
  search_.bind_text(8, port::kMatchOpen);
  search_.bind_text(9, port::kMatchClose);
  port::SearchPage page;
  int code = search_.step();
  for (; code == SQLITE_ROW && page.hits.size() < limit; code = search_.step()) {
    page.hits.push_back(hit_of(search_));
  }
  search_.reset();
  page.has_more = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE) return page;
  log::error("search failed", {{"reason", database_.last_error()}});
  if ((code & 0xFF) == SQLITE_CORRUPT) mark_outdated();
  return unavailable("search does not work at the moment");
}

void SearchTable::mark_outdated() {
  static_cast<void>(database_.execute("PRAGMA user_version=0"));
}

}  // namespace atelier::adapter
