#include "port/fake/memory_search.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "port/search_words.h"

namespace atelier::port {
namespace {

using Spans = std::vector<std::pair<std::size_t, std::size_t>>;

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Appends all occurrences that begin, and unless `prefix` end, at a word boundary.
bool find_all(const std::string& text, const std::string& word, bool prefix, Spans& spans) {
  const std::size_t before = spans.size();
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_word_byte(text[at - 1]);
    const bool ends = prefix || end == text.size() || !is_word_byte(text[end]);
    if (starts && ends) spans.emplace_back(at, end);
  }
  return spans.size() > before;
}

std::string marked(std::string_view text, Spans spans) {
  std::ranges::sort(spans);
  std::string out;
  std::size_t at = 0;
  for (const auto& [from, to] : spans) {
    if (from < at) continue;
    out.append(text.substr(at, from - at)).append(kMatchOpen);
    out.append(text.substr(from, to - from)).append(kMatchClose);
    at = to;
  }
  return out.append(text.substr(at));
}

std::optional<SearchHit> match(const SearchDocument& document, const SearchQuery& query,
                               const std::vector<SearchTerm>& terms) {
  if (std::ranges::find(query.rooms, document.room) == query.rooms.end()) return std::nullopt;
  if (!query.author.empty() && query.author != document.author) return std::nullopt;
  if (query.before != 0 && document.at >= query.before) return std::nullopt;
  if (query.after != 0 && document.at <= query.after) return std::nullopt;
  const std::string text = folded(document.text);
  Spans spans;
  for (const SearchTerm& term : terms) {
    if (!find_all(text, folded(term.text), term.prefix, spans)) return std::nullopt;
  }
  return SearchHit{document, marked(document.text, spans)};
}

}  // namespace

void MemorySearch::put(SearchDocument document) {
  document.text = without_match_marks(document.text);
  executor_.post([this, document = std::move(document)]() mutable {
    Key key{document.room, document.kind, document.id};
    documents_.insert_or_assign(std::move(key), std::move(document));
  });
}

void MemorySearch::remove(std::string room, std::string kind, std::string id) {
  executor_.post([this, key = Key{std::move(room), std::move(kind), std::move(id)}] {
    documents_.erase(key);
  });
}

void MemorySearch::remove_author(std::string author) {
  executor_.post([this, author = std::move(author)] {
    std::erase_if(documents_, [&author](const auto& each) { return each.second.author == author; });
  });
}

void MemorySearch::remove_room(std::string room) {
  executor_.post([this, room = std::move(room)] {
    std::erase_if(documents_, [&room](const auto& each) { return each.second.room == room; });
  });
}

void MemorySearch::search(SearchQuery query, UniqueFunction<void(Result<SearchPage>)> done) {
  executor_.post([this, query = std::move(query), done = std::move(done)]() mutable {
    done(search_now(query));
  });
}

void MemorySearch::flush(UniqueFunction<void()> done) {
  executor_.post([done = std::move(done)]() mutable { done(); });
}

SearchPage MemorySearch::search_now(const SearchQuery& query) const {
  const std::vector<SearchTerm> terms = search_terms(query.words);
  if (terms.empty()) return {};
  std::vector<SearchHit> hits;
  for (const auto& [key, document] : documents_) {
    if (auto hit = match(document, query, terms)) hits.push_back(std::move(*hit));
  }
  std::ranges::stable_sort(
      hits, [](const auto& a, const auto& b) { return a.document.at > b.document.at; });
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, kMaxSearchLimit);
  const std::size_t from = std::min(query.offset, hits.size());
  const std::size_t to = std::min(from + limit, hits.size());
  SearchPage page;
  page.has_more = to < hits.size();
  page.hits.assign(std::make_move_iterator(hits.begin() + static_cast<std::ptrdiff_t>(from)),
                   std::make_move_iterator(hits.begin() + static_cast<std::ptrdiff_t>(to)));
  return page;
}

}  // namespace atelier::port
