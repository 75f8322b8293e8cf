// Reading the log of a room or of the workspace from its records, page by page, beside whoever owns
// it: for exports. What is not stored yet is not seen. One loop; pages may go to the pool.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "core/event.h"
#include "port/executor.h"
#include "port/record_store.h"

namespace atelier::gateway {

struct LogPage {
  std::vector<port::Record> entries;
  std::vector<port::Record> contents;

  /// In order, with their contents; what is damaged is left out.
  std::vector<core::Event> events() const;
};

class LogWalk : public std::enable_shared_from_this<LogWalk> {
 public:
  static constexpr std::size_t kEntriesAtOnce = 100;
  /// Null: there is no more.
  using Done = UniqueFunction<void(Result<std::shared_ptr<const LogPage>>)>;

  struct Setup {
    port::RecordStore& store;
    port::Executor& loop;
    std::shared_ptr<void> alive;
    std::string partition;
  };
  explicit LogWalk(Setup setup) : setup_(std::move(setup)) {}

  /// One at a time; `done` runs later, on the loop.
  void next(Done done);

 private:
  void read_contents(std::shared_ptr<LogPage> page, std::string from, Done done);

  Setup setup_;
  std::uint64_t next_ = 1;
};

}  // namespace atelier::gateway
