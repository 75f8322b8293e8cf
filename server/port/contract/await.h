// Waiting for a port's callback in a test, whether the adapter has threads or a fake world drives
// it. `Backend` has `void drive()`: run what can run now.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace atelier::port {

template <class T>
class Awaited {
 public:
  /// Called by the port, on any thread.
  void settle(T value) {
    const std::scoped_lock lock(mutex_);
    EXPECT_FALSE(value_) << "a callback came twice";
    // STO3: callbacks never come within the call.
    EXPECT_FALSE(calling_ && std::this_thread::get_id() == caller_);
    value_ = std::move(value);
    settled_.notify_all();
  }
  void set_calling(bool calling) {
    const std::scoped_lock lock(mutex_);
    calling_ = calling;
  }
  std::optional<T> wait() {
    std::unique_lock lock(mutex_);
    settled_.wait_for(lock, std::chrono::seconds(20), [this] { return value_.has_value(); });
    return std::move(value_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable settled_;
  std::optional<T> value_;
  bool calling_ = false;
  const std::thread::id caller_ = std::this_thread::get_id();
};

/// Calls `start(callback)` and waits for the callback's value. Aborts the test when it never comes.
template <class T, class Backend, class Start>
T await(Backend& backend, Start start) {
  const auto awaited = std::make_shared<Awaited<T>>();
  awaited->set_calling(true);
  start([awaited](T value) { awaited->settle(std::move(value)); });
  awaited->set_calling(false);
  backend.drive();
  std::optional<T> value = awaited->wait();
  if (!value) {
    ADD_FAILURE() << "the callback never came";
    std::abort();
  }
  return std::move(*value);
}

}  // namespace atelier::port
