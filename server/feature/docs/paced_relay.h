// When updates go to everyone in a document: at once, or, where that takes a loop milliseconds,
// with those that come within a pause (DOC20). Knows no peer. One executor.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/function.h"
#include "base/time.h"
#include "port/clock.h"
#include "port/executor.h"

namespace atelier::feature::docs {

class PacedRelay {
 public:
  using Update = std::shared_ptr<const std::string>;

  /// `relay` gets the updates in the order of add, and does not destroy this.
  PacedRelay(port::Executor& executor, const port::Clock& clock,
             UniqueFunction<void(const Update&)> relay)
      : executor_(executor), clock_(clock), relay_(std::move(relay)) {}
  PacedRelay(const PacedRelay&) = delete;
  PacedRelay& operator=(const PacedRelay&) = delete;

  void add(Update update, std::size_t readers);
  /// Relays what waits.
  void flush();

 private:
  port::Executor& executor_;
  const port::Clock& clock_;
  UniqueFunction<void(const Update&)> relay_;
  std::vector<Update> waiting_;
  std::size_t waiting_bytes_ = 0;
  DurationMs pause_ = 0;
  MonoMs pause_ends_ = 0;
  port::Executor::TimerId timer_ = port::Executor::kNoTimer;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
