// The queue in front of a thread of an adapter: bounded jobs, and notices that always fit (an
// answer to whoever did not fit must come from some thread). Any thread pushes, takers block.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "base/function.h"
#include "base/time.h"

namespace atelier::adapter {

template <class Job>
class BoundedQueue {
 public:
  struct Bounds {
    std::size_t jobs = 10'000;
    std::size_t bytes = 64 * 1024 * 1024;
  };
  struct Taken {
    std::vector<Job> jobs;
    std::vector<Task> notices;
    bool ended = false;  // closed and empty: nothing will come any more
  };

  explicit BoundedQueue(Bounds bounds) : bounds_(bounds) {}

  /// False, with `job` untouched, when the queue is full or closed.
  bool push(Job& job, std::size_t bytes) {
    const std::scoped_lock lock(mutex_);
    const bool full = jobs_.size() >= bounds_.jobs || bytes_ + bytes > bounds_.bytes;
    if (closed_ || (full && !jobs_.empty())) return false;
    jobs_.emplace_back(std::move(job), bytes);
    bytes_ += bytes;
    ready_.notify_one();
    return true;
  }
  void push_notice(Task notice) {
    const std::scoped_lock lock(mutex_);
    notices_.push_back(std::move(notice));
    ready_.notify_one();
  }

  /// Waits at most `wait` for something, then takes the oldest jobs within `most`.
  Taken take(Bounds most, DurationMs wait) {
    std::unique_lock lock(mutex_);
    ready_.wait_for(lock, std::chrono::milliseconds(wait),
                    [this] { return closed_ || !jobs_.empty() || !notices_.empty(); });
    Taken taken;
    std::size_t bytes = 0;
    while (!jobs_.empty() && taken.jobs.size() < most.jobs) {
      bytes += jobs_.front().second;
      if (bytes > most.bytes && !taken.jobs.empty()) break;
      bytes_ -= jobs_.front().second;
      taken.jobs.push_back(std::move(jobs_.front().first));
      jobs_.pop_front();
    }
    taken.notices = std::exchange(notices_, {});
    taken.ended = closed_ && taken.jobs.empty() && taken.notices.empty();
    return taken;
  }

  /// Refuses further jobs; what waits can still be taken.
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    ready_.notify_all();
  }
  bool is_closed() const {
    const std::scoped_lock lock(mutex_);
    return closed_;
  }
  std::size_t size() const {
    const std::scoped_lock lock(mutex_);
    return jobs_.size();
  }

 private:
  const Bounds bounds_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::pair<Job, std::size_t>> jobs_;
  std::vector<Task> notices_;
  std::size_t bytes_ = 0;
  bool closed_ = false;
};

}  // namespace atelier::adapter
