// Threads for work that may take over a millisecond. The owners of waiting jobs take turns, so one
// that submits a thousand jobs delays the others by one job each. Any thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "port/executor.h"

namespace atelier::net {

class ThreadPool final : public port::Pool {
 public:
  /// `max_waiting`: jobs that may wait, of all owners together.
  ThreadPool(std::size_t threads, std::size_t max_waiting);
  /// As stop().
  ~ThreadPool() override;

  bool submit(std::string_view owner, Task job) override;

  /// Refuses new jobs, runs those that wait and joins the threads. Idempotent; one thread calls it.
  void stop();

  std::size_t waiting() const;

 private:
  void work();
  Task take();

  const std::size_t max_waiting_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::unordered_map<std::string, std::deque<Task>> jobs_;  // only owners with waiting jobs
  std::deque<std::string> turns_;                           // each of them once
  std::size_t waiting_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace atelier::net
