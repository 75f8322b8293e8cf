// Moves the write-ahead log into the database file on its own thread and connection, so that a
// commit never waits for it. Any thread may wake it.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapter/sqlite/database.h"

namespace atelier::adapter {

class Checkpointer {
 public:
  explicit Checkpointer(Database database);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  void wake();

 private:
  void run();

  Database database_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace atelier::adapter
