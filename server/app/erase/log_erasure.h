// Erases somebody from the log of a room or of the workspace (spec/safe.md SAF5): tombstones for
// the contents of their events, their name taken out of the entries, and all rows that follow from
// events made again from what is left. The chain of the log stays whole. May be begun again after
// any failure.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/erase/replay.h"
#include "app/erase/waiting_store.h"
#include "gateway/rest/person_traces.h"
#include "port/crypto.h"

namespace atelier::app {

struct ErasedLog {
  std::string partition;
  std::string room;  // empty: the workspace
  /// With fresh features; one for each reading of the log.
  std::function<std::unique_ptr<Replay>()> replay;
  WallMs now = 0;
};

class LogErasure {
 public:
  LogErasure(WaitingStore& store, const port::Crypto& crypto, const gateway::PersonTraces& person,
             ErasedLog log)
      : store_(store), crypto_(crypto), person_(person), log_(std::move(log)) {}

  /// False when the log does not name them.
  Result<bool> is_needed();
  Result<void> run();
  std::size_t files() const { return files_; }

  using Visit = std::function<Result<void>(const core::Event&, const std::string& text)>;
  /// Every event with its content, in order. Stops with the first error.
  static Result<void> read(WaitingStore& store, const std::string& partition, const Visit& visit);

 private:
  bool concerns(const core::Event& event) const;
  Result<void> strip();
  Result<void> strip_event(const core::Event& event, const std::string& text, Replay& replay,
                           WriteBatch& batch);
  Result<void> project();
  Result<void> close(Replay& replay, std::string chain);
  std::vector<core::NewEvent> last_words(const Replay& replay) const;

  WaitingStore& store_;
  const port::Crypto& crypto_;
  const gateway::PersonTraces& person_;
  ErasedLog log_;
  std::size_t files_ = 0;
  bool is_purged_ = false;  // the room, for good
};

}  // namespace atelier::app
