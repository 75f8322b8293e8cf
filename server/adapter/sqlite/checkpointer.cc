#include "adapter/sqlite/checkpointer.h"

#include <utility>

#include "base/log.h"

namespace atelier::adapter {

Checkpointer::Checkpointer(Database database)
    : database_(std::move(database)), thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    woken_.notify_one();
  }
  thread_.join();
}

void Checkpointer::wake() {
  const std::scoped_lock lock(mutex_);
  wanted_ = true;
  woken_.notify_one();
}

void Checkpointer::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_.wait(lock, [this] { return wanted_ || stopping_; });
    if (stopping_) return;
    wanted_ = false;
    lock.unlock();
    const int code = sqlite3_wal_checkpoint_v2(database_.raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                               nullptr, nullptr);
    // Busy means that the writer does the same: fine. All else is tried again after a commit.
    if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) {
      log::warn("checkpoint failed", {{"reason", database_.last_error()}});
    }
    lock.lock();
  }
}

}  // namespace atelier::adapter
