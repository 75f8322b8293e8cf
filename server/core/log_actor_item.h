// One place in a LogActor's queue: a command with the rows it waits for, or a turn of the owner.
// Private to log_actor*.cc.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/log_actor.h"

namespace atelier::core {

struct LogActor::Item : std::enable_shared_from_this<LogActor::Item> {
  Turn turn;  // if set, nothing else is
  const CommandSpec* spec = nullptr;
  LogFeature* feature = nullptr;  // of the present opening
  Access access;
  Command command;
  AnswerSlot slot;
  std::optional<Idempotency::Request> once;
  std::optional<Error> problem;
  std::vector<port::RecordKey> needs;
  Rows rows;
  bool reading = false;
};

}  // namespace atelier::core
