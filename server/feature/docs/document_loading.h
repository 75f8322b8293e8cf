// What reading a document's log makes, step by step: on the pool where it is much, for it takes
// longer than a loop may. Knows no log and no peers. One executor.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/function.h"
#include "crdt/doc.h"
#include "crdt/readiness.h"
#include "port/executor.h"

namespace atelier::feature::docs {

class DocumentLoading {
 public:
  struct Loaded {
    crdt::StateTracker tracker;
    std::shared_ptr<crdt::Doc> state = std::make_shared<crdt::Doc>();
    std::size_t bytes = 0;
  };

  DocumentLoading(port::Executor& executor, port::Pool& pool, std::string owner)
      : executor_(executor), pool_(pool), owner_(std::move(owner)) {}
  DocumentLoading(const DocumentLoading&) = delete;
  DocumentLoading& operator=(const DocumentLoading&) = delete;

  /// Stored updates in order. `done` runs at once or later, with false when one cannot be read or
  /// the pool is full; not after this is gone. One call at a time.
  void add(std::vector<std::string> updates, UniqueFunction<void(bool)> done);
  Loaded take() { return std::move(*loaded_); }

 private:
  port::Executor& executor_;
  port::Pool& pool_;
  std::string owner_;
  std::shared_ptr<Loaded> loaded_ = std::make_shared<Loaded>();  // the pool's while it works
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
