// The one thread that writes: it takes all transactions that wait and commits them with one sync
// (STO21). Answers come on its thread, after the commit. Any thread may submit.
#pragma once

#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "adapter/sqlite/checkpointer.h"
#include "adapter/sqlite/record_writer.h"
#include "adapter/sqlite/store_options.h"
#include "adapter/threads/bounded_queue.h"
#include "port/clock.h"

namespace atelier::adapter {

struct TransactJob {
  std::vector<port::Write> writes;
  UniqueFunction<void(port::WriteResult)> done;
};
struct EraseJob {
  std::string partition;
  std::string from;
  std::string until;
  UniqueFunction<void(port::StoreStatus)> done;
};
using WriteJob = std::variant<TransactJob, EraseJob>;

class GroupCommitter {
 public:
  GroupCommitter(Database database, Checkpointer& checkpointer, const port::Clock& clock,
                 std::filesystem::path folder, StoreOptions options);
  ~GroupCommitter();
  GroupCommitter(const GroupCommitter&) = delete;
  GroupCommitter& operator=(const GroupCommitter&) = delete;

  void submit(WriteJob job, std::size_t bytes);
  /// Runs `answer` on the writing thread: for answers that must not come within a call.
  void answer_later(Task answer) { queue_.push_notice(std::move(answer)); }
  void count_throttled();
  /// No more jobs; what waits is written and answered (STO26), then the thread ends.
  void close();
  StoreStats stats() const;

 private:
  // What one job of a group came to; its place is the job's.
  struct Outcome {
    port::WriteResult result;
    bool unfinished = false;  // an erase that has more to do
  };

  void run();
  void commit_group(std::vector<WriteJob> jobs);
  port::StoreStatus write_group(const std::vector<WriteJob>& jobs, std::vector<Outcome>& outcomes);
  std::optional<Outcome> write_one(const WriteJob& job, bool disk_is_low);
  void answer(std::vector<WriteJob>& jobs, std::vector<Outcome>& outcomes);
  void note_group(const std::vector<Outcome>& outcomes, port::StoreStatus status,
                  std::uint64_t elapsed_us);
  void note_disk(bool is_low);
  void sweep_if_due();
  void keep_log_short();
  static int on_wal_pages(void* self, sqlite3*, const char*, int pages);

  Database database_;
  RecordWriter writer_;
  Checkpointer& checkpointer_;
  const port::Clock& clock_;
  const std::filesystem::path folder_;
  const StoreOptions options_;
  BoundedQueue<WriteJob> queue_;
  std::vector<WriteJob> unfinished_;  // erases that go on with the next group
  MonoMs next_sweep_;
  int wal_pages_ = 0;
  mutable std::mutex stats_mutex_;
  StoreStats
      stats_;  // written by the thread only (but for `throttled`), which may read it unlocked
  std::thread thread_;
};

}  // namespace atelier::adapter
