// Erases what somebody wrote in a document (spec/safe.md SAF6): their words are deleted from its
// present state, which becomes all that is stored; its history goes. May be begun again after any
// failure.
#pragma once

#include <string>

#include "app/erase/waiting_store.h"
#include "feature/docs/document_log.h"
#include "feature/docs/history/stored_log.h"

namespace atelier::app {

class DocumentErasure {
 public:
  DocumentErasure(WaitingStore& store, feature::docs::DocumentStores stores,
                  port::Executor& executor, std::string person)
      : store_(store),
        stores_(std::move(stores)),
        executor_(executor),
        person_(std::move(person)) {}

  /// True when they had written there.
  Result<bool> run(const feature::docs::DocumentId& id);
  /// Ends what an interrupted run began.
  Result<void> resume();

 private:
  Result<void> replace(const feature::docs::DocumentId& id, const std::string& state,
                       const feature::docs::StoredLog& log);
  Result<void> clean(const std::string& partition);

  WaitingStore& store_;
  feature::docs::DocumentStores stores_;
  port::Executor& executor_;
  std::string person_;
};

}  // namespace atelier::app
