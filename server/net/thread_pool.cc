#include "net/thread_pool.h"

namespace atelier::net {

ThreadPool::ThreadPool(std::size_t threads, std::size_t max_waiting) : max_waiting_(max_waiting) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() {
  stop();
}

bool ThreadPool::submit(std::string_view owner, Task job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_ >= max_waiting_) return false;
    std::deque<Task>& queue = jobs_[std::string(owner)];
    if (queue.empty()) turns_.emplace_back(owner);
    queue.push_back(std::move(job));
    ++waiting_;
  }
  ready_.notify_one();
  return true;
}

void ThreadPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

std::size_t ThreadPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_;
}

void ThreadPool::work() {
  while (Task job = take()) job();
}

// Waits for a job; an empty one when the pool has stopped and nothing waits any more.
Task ThreadPool::take() {
  std::unique_lock lock(mutex_);
  ready_.wait(lock, [this] { return stopping_ || waiting_ > 0; });
  if (waiting_ == 0) return {};
  --waiting_;
  std::string owner = std::move(turns_.front());
  turns_.pop_front();
  const auto entry = jobs_.find(owner);
  Task job = std::move(entry->second.front());
  entry->second.pop_front();
  if (entry->second.empty()) {
    jobs_.erase(entry);
  } else {
    turns_.push_back(std::move(owner));
  }
  return job;
}

}  // namespace atelier::net
