// A SearchIndex in memory, good enough for tests: all words must occur (the last as a prefix),
// ASCII letters compare without case, hits come newest first. Knows no accents and no ranking.
// One thread only.
#pragma once

#include <map>
#include <tuple>

#include "port/executor.h"
#include "port/search_index.h"

namespace atelier::port {

class MemorySearch final : public SearchIndex {
 public:
  explicit MemorySearch(Executor& executor) : executor_(executor) {}

  void put(SearchDocument document) override;
  void remove(std::string room, std::string kind, std::string id) override;
  void remove_author(std::string author) override;
  void remove_room(std::string room) override;
  void search(SearchQuery query, UniqueFunction<void(Result<SearchPage>)> done) override;
  void flush(UniqueFunction<void()> done) override;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;

  SearchPage search_now(const SearchQuery& query) const;

  Executor& executor_;
  std::map<Key, SearchDocument> documents_;
};

}  // namespace atelier::port
