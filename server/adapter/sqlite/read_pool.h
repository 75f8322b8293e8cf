// Threads that read, each with its own connection, so that reads never wait for a commit. Answers
// come on these threads. Any thread may submit.
#pragma once

#include <memory>
#include <thread>
#include <variant>
#include <vector>

#include "adapter/sqlite/record_reader.h"
#include "adapter/threads/bounded_queue.h"
#include "port/clock.h"

namespace atelier::adapter {

struct GetJob {
  std::vector<port::RecordKey> keys;
  UniqueFunction<void(port::ReadResult)> done;
};
struct QueryJob {
  port::Range range;
  UniqueFunction<void(port::Page)> done;
};
using ReadJob = std::variant<GetJob, QueryJob>;

/// Answers a job with a status other than kOk.
void refuse(ReadJob& job, port::StoreStatus status);

class ReadPool {
 public:
  ReadPool(std::vector<Database> databases, const port::Clock& clock,
           BoundedQueue<ReadJob>::Bounds bounds);
  ~ReadPool();
  ReadPool(const ReadPool&) = delete;
  ReadPool& operator=(const ReadPool&) = delete;

  /// False, with `job` untouched, when the queue is full or closed.
  bool submit(ReadJob& job);
  bool is_closed() const { return queue_.is_closed(); }
  /// No more jobs; what waits is answered (STO26), then the threads end.
  void close();

 private:
  void run(Database& database);

  std::vector<Database> databases_;
  const port::Clock& clock_;
  BoundedQueue<ReadJob> queue_;
  std::vector<std::thread> threads_;
};

}  // namespace atelier::adapter
