#include "adapter/sqlite/sqlite_search.h"

#include <utility>

#include "base/log.h"

namespace atelier::adapter {
namespace {

constexpr std::size_t kMaxQueuedJobs = 20'000;
constexpr std::size_t kMaxQueuedBytes = 64 * 1024 * 1024;
constexpr std::size_t kMaxGroupJobs = 500;
constexpr DurationMs kIdleWaitMs = 60'000;

}  // namespace

Result<std::unique_ptr<SqliteSearch>> SqliteSearch::open(const std::filesystem::path& file) {
  bool is_new = false;
  ATELIER_TRY(Database database, SearchTable::open(file, is_new));
  return std::unique_ptr<SqliteSearch>(new SqliteSearch(std::move(database), is_new));
}

SqliteSearch::SqliteSearch(Database database, bool is_new)
    : is_new_(is_new),
      database_(std::move(database)),
      table_(database_),
      queue_({kMaxQueuedJobs, kMaxQueuedBytes}),
      thread_([this] { run(); }) {}

SqliteSearch::~SqliteSearch() {
  queue_.close();
  thread_.join();
}

void SqliteSearch::put(port::SearchDocument document) {
  const std::size_t bytes = document.text.size();
  submit_change(PutJob{std::move(document)}, bytes);
}

void SqliteSearch::remove(std::string room, std::string kind, std::string id) {
  submit_change(RemoveJob{std::move(room), std::move(kind), std::move(id)}, 0);
}

void SqliteSearch::remove_author(std::string author) {
  submit_change(RemoveAuthorJob{std::move(author)}, 0);
}

void SqliteSearch::remove_room(std::string room) {
  submit_change(RemoveRoomJob{std::move(room)}, 0);
}

void SqliteSearch::search(port::SearchQuery query,
                          UniqueFunction<void(Result<port::SearchPage>)> done) {
  const std::size_t bytes = query.words.size();
  Job job = SearchJob{std::move(query), std::move(done)};
  if (queue_.push(job, bytes)) return;
  queue_.push_notice([job = std::move(job)]() mutable {
    std::get<SearchJob>(job).done(Error{Errc::kUnavailable, "search is busy; try again", 1000});
  });
}

void SqliteSearch::flush(UniqueFunction<void()> done) {
  Job job = FlushJob{std::move(done)};
  // A full queue: what it refuses to take is lost and need not be waited for.
  if (queue_.push(job, 0)) return;
  queue_.push_notice([job = std::move(job)]() mutable { std::get<FlushJob>(job).done(); });
}

void SqliteSearch::submit_change(Job job, std::size_t bytes) {
  if (!queue_.push(job, bytes)) ++lost_;
}

void SqliteSearch::run() {
  while (true) {
    auto taken = queue_.take({kMaxGroupJobs, kMaxQueuedBytes}, kIdleWaitMs);
    if (taken.ended) return;
    for (Task& notice : taken.notices) notice();
    handle(std::move(taken.jobs));
  }
}

// Changes between two questions are one transaction; questions see all changes before them.
void SqliteSearch::handle(std::vector<Job> jobs) {
  std::vector<Job> changes;
  for (Job& job : jobs) {
    const bool asks =
        std::holds_alternative<SearchJob>(job) || std::holds_alternative<FlushJob>(job);
    if (!asks) {
      changes.push_back(std::move(job));
      continue;
    }
    write(std::exchange(changes, {}));
    answer(job);
  }
  write(changes);
}

void SqliteSearch::answer(Job& job) {
  if (auto* search = std::get_if<SearchJob>(&job)) {
    search->done(table_.search(search->query));
  } else {
    std::get<FlushJob>(job).done();
  }
}

bool SqliteSearch::apply(const Job& job) {
  if (const auto* put = std::get_if<PutJob>(&job)) return table_.put(put->document);
  if (const auto* by = std::get_if<RemoveAuthorJob>(&job)) return table_.remove_author(by->author);
  if (const auto* of = std::get_if<RemoveRoomJob>(&job)) return table_.remove_room(of->room);
  const auto& gone = std::get<RemoveJob>(job);
  return table_.remove(gone.room, gone.kind, gone.id);
}

void SqliteSearch::write(const std::vector<Job>& changes) {
  if (changes.empty()) return;
  bool fine = table_.begin();
  for (const Job& job : changes) fine = fine && apply(job);
  if (fine && table_.commit()) return;
  log::error("the search index could not be written", {{"reason", database_.last_error()}});
  const bool damaged = (sqlite3_errcode(database_.raw()) & 0xFF) == SQLITE_CORRUPT;
  table_.roll_back();
  if (damaged) table_.mark_outdated();
  lost_ += changes.size();
}

}  // namespace atelier::adapter
