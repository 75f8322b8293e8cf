// The SearchIndex of one machine: FTS5 in its own file with its own thread (STO40 to STO47).
// Callbacks come on that thread. The destructor writes and answers what waits; no call may come
// after it.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>
#include <variant>

#include "adapter/sqlite/search_table.h"
#include "adapter/threads/bounded_queue.h"
#include "port/search_index.h"

namespace atelier::adapter {

class SqliteSearch final : public port::SearchIndex {
 public:
  /// Without a file the index is in memory, and new at each opening.
  static Result<std::unique_ptr<SqliteSearch>> open(const std::filesystem::path& file);
  ~SqliteSearch() override;

  void put(port::SearchDocument document) override;
  void remove(std::string room, std::string kind, std::string id) override;
  void remove_author(std::string author) override;
  void remove_room(std::string room) override;
  void search(port::SearchQuery query,
              UniqueFunction<void(Result<port::SearchPage>)> done) override;
  void flush(UniqueFunction<void()> done) override;

  /// The index was begun anew at opening: fill it from the logs (STO47).
  bool is_new() const { return is_new_; }
  /// Puts and removes that could not be stored; above 0 the index lacks something.
  std::uint64_t lost() const { return lost_; }

 private:
  struct PutJob {
    port::SearchDocument document;
  };
  struct RemoveJob {
    std::string room, kind, id;
  };
  struct RemoveAuthorJob {
    std::string author;
  };
  struct RemoveRoomJob {
    std::string room;
  };
  struct SearchJob {
    port::SearchQuery query;
    UniqueFunction<void(Result<port::SearchPage>)> done;
  };
  struct FlushJob {
    UniqueFunction<void()> done;
  };
  using Job = std::variant<PutJob, RemoveJob, RemoveAuthorJob, RemoveRoomJob, SearchJob, FlushJob>;

  SqliteSearch(Database database, bool is_new);
  void submit_change(Job job, std::size_t bytes);
  void run();
  void handle(std::vector<Job> jobs);
  void answer(Job& job);
  bool apply(const Job& job);
  void write(const std::vector<Job>& changes);

  const bool is_new_;
  Database database_;
  SearchTable table_;
  std::atomic<std::uint64_t> lost_ = 0;
  BoundedQueue<Job> queue_;
  std::thread thread_;
};

}  // namespace atelier::adapter
