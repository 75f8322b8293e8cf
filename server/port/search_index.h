// Full-text search: a projection that can be rebuilt, so a lost write is not lost content.
// Callbacks as in record_store.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "base/time.h"

namespace atelier::port {

struct SearchDocument {
  std::string room;
  std::string kind;  // "chat", later "card", "document"...
  std::string id;    // unique within room and kind; put again replaces
  std::string author;
  WallMs at = 0;
  std::string text;
};

struct SearchQuery {
  std::vector<std::string> rooms;  // only these; the caller has checked that they may be read
  std::string words;               // plain words and "quoted phrases"; any input is safe
  std::string author;              // empty: anyone
  WallMs before = 0;               // 0: no bound
  WallMs after = 0;
  std::size_t limit = 20;  // <= 100
  std::size_t offset = 0;
};

struct SearchHit {
  SearchDocument document;
  std::string snippet;  // the passage with matches between U+E000 and U+E001
};

struct SearchPage {
  std::vector<SearchHit> hits;  // best first, newer first among equals
  bool has_more = false;
};

class SearchIndex {
 public:
  virtual ~SearchIndex() = default;
  virtual void put(SearchDocument document) = 0;
  virtual void remove(std::string room, std::string kind, std::string id) = 0;
  /// Everything somebody has written.
  virtual void remove_author(std::string author) = 0;
  /// Everything in a room.
  virtual void remove_room(std::string room) = 0;
  virtual void search(SearchQuery query, UniqueFunction<void(Result<SearchPage>)> done) = 0;
  /// After all puts and removes that came before.
  virtual void flush(UniqueFunction<void()> done) = 0;
};

}  // namespace atelier::port
