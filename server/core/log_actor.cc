#include "core/log_actor.h"

#include <utility>

#include "base/limits.h"
#include "core/log_actor_item.h"

namespace atelier::core {

LogActor::LogActor(Owner& owner, ActorPorts ports, const CommandTable& table, LedgerOptions options)
    : owner_(owner), ports_(ports), table_(table), options_(std::move(options)) {}

LogActor::~LogActor() {
  flush_outgoing();
}

void LogActor::submit(CommandRequest request, AnswerSlot slot) {
  const CommandSpec* spec = table_.find(request.name);
  if (spec == nullptr) {
    slot.finish(Error{Errc::kUnsupported, "there is no command " + request.name});
    return;
  }
  if (queue_.size() >= limits::kCommandsQueuedPerRoom) {
    slot.finish(Error{Errc::kUnavailable, "too much is waiting in this room; try again", 500});
    return;
  }
  auto item = std::make_shared<Item>();
  item->spec = spec;
  item->access = std::move(request.access);
  item->command.name = std::move(request.name);
  item->command.body = std::move(request.body);
  item->command.attachments = std::move(request.attachments);
  item->command.principal = item->access.principal;
  item->command.peer = request.peer;
  item->command.wants_answer = request.wants_answer;
  item->slot = std::move(slot);
  queue_.push_back(std::move(item));
  if (state_ == State::kOpen) prepare(*queue_.back());
  process();
}

void LogActor::enqueue(Turn turn) {
  auto item = std::make_shared<Item>();
  item->turn = std::move(turn);
  queue_.push_back(std::move(item));
  process();
}

void LogActor::prepare(Item& item) {
  if (item.spec == nullptr) return;
  item.feature = feature(item.spec->feature);
  item.needs.clear();
  item.rows = {};
  item.problem.reset();
  item.reading = false;
  if (item.feature == nullptr) {
    item.problem = Error{Errc::kUnsupported, "this server does not offer " + item.command.name};
    return;
  }
  if (item.spec->kind == CommandClass::kQuery) return;
  if (item.spec->idempotent) {
    auto once = Idempotency::read(item.command.name, item.command.body, item.command.principal.id,
                                  ports_.crypto);
    if (!once) {
      item.problem = once.error();
      return;
    }
    item.once = std::move(*once);
    item.command.id = item.once->id;
    if (seen_.needs_row(*item.once)) {
      item.needs.push_back(Idempotency::row_key(options_.partition, *item.once));
    }
  }
  for (port::RecordKey& key : item.feature->needs(item.command)) {
    item.needs.push_back(std::move(key));
  }
  if (!item.needs.empty()) read_rows(item);
}

// Rows written before the command came are stored when the read starts; those written while it
// waits are patched in (patch_queued), so decide never sees an old row.
void LogActor::read_rows(Item& item) {
  item.reading = true;
  const std::weak_ptr<Item> weak = item.weak_from_this();
  ledger_->after_all([this, weak](Result<void> stored) {
    const auto waiting = weak.lock();
    if (waiting == nullptr || !stored) return;
    const auto filled = [this, weak](const port::ReadResult& read) {
      const auto found = weak.lock();
      if (found == nullptr) return;
      found->reading = false;
      if (read.status != port::StoreStatus::kOk) {
        found->problem =
            Error{Errc::kUnavailable, "the server cannot read this now; try again", 500};
      }
      for (const port::Record& record : read.records) {
        if (!found->rows.knows(record.key)) found->rows.put(record.key, record.value);
      }
      process();
    };
    ports_.store.get(waiting->needs, on(ports_.executor, generation_, filled));
  });
}

void LogActor::patch_queued(const std::vector<port::Write>& rows) {
  for (const auto& item : queue_) {
    for (const port::RecordKey& key : item->needs) {
      for (const port::Write& row : rows) {
        if (const auto* put = std::get_if<port::Put>(&row)) {
          if (put->key == key) item->rows.put(key, put->value);
        } else if (std::get<port::Delete>(row).key == key) {
          item->rows.erase(key);
        }
      }
    }
  }
}

void LogActor::process() {
  if (processing_) return;
  if (state_ == State::kClosed && !queue_.empty()) open();
  processing_ = true;
  while (state_ == State::kOpen && !queue_.empty() && !queue_.front()->reading) {
    const std::shared_ptr<Item> item = std::move(queue_.front());
    queue_.pop_front();
    run(*item);
  }
  processing_ = false;
}

void LogActor::run(Item& item) {
  if (item.turn) {
    item.turn({});
    return;
  }
  run_command(item);
}

void LogActor::run_command(Item& item) {
  const Result<Role> role = owner_.authorize(item.access);
  if (!role) return answer(item.slot, role.error());
  if (*role < item.spec->least) return answer(item.slot, role_too_low(*item.spec));
  if (auto refused = owner_.refusal(*item.spec)) return answer(item.slot, std::move(*refused));
  if (item.problem) return answer(item.slot, *item.problem);
  item.command.role = *role;
  item.command.at = now();
  item.command.next_seq = head() + 1;
  switch (item.spec->kind) {
    case CommandClass::kDurable:
    case CommandClass::kEphemeral:
      if (!answer_again(item)) decide(item);
      break;
    case CommandClass::kQuery:
      run_query(item);
      break;
  }
}

// COR20: sent again, acknowledged alike; COR21: the same id for something else is a conflict.
bool LogActor::answer_again(Item& item) {
  if (!item.once) return false;
  const auto known =
      seen_.find(*item.once, item.rows.find(Idempotency::row_key(options_.partition, *item.once)));
  if (!known) return false;
  if (known->hash != item.once->hash) {
    answer(item.slot,
           Error{Errc::kConflict, "this id was used for something else; take a new one"});
    return true;
  }
  Answer again{known->answer, known->seq};
  after_all([this, slot = std::move(item.slot), again](Result<void> stored) mutable {
    if (stored) {
      answer(slot, std::move(again));
    } else {
      answer(slot, stored.error());
    }
  });
  return true;
}

void LogActor::decide(Item& item) {
  Result<Decision> decision = item.feature->decide(item.command, item.rows);
  if (!decision) return answer(item.slot, decision.error());
  accept(item, std::move(*decision));
}

void LogActor::run_query(Item& item) {
  auto slot = std::make_shared<AnswerSlot>(std::move(item.slot));
  after_all(
      [this, slot, command = std::move(item.command), feature = item.feature](Result<void> stored) {
        if (!stored) return answer(*slot, stored.error());
        feature->query(command, [this, slot, alive = alive()](Result<Answer> result) {
          if (const auto guard = alive.lock()) answer(*slot, std::move(result));
        });
      });
}

void LogActor::after_all(Effect effect) {
  ATELIER_ASSERT(ledger_ != nullptr);
  ledger_->after_all(std::move(effect));
}

void LogActor::send(Outgoing outgoing) {
  if (outgoing_.empty()) {
    ports_.executor.at_turn_end([this, alive = std::weak_ptr<int>(alive_)] {
      if (!alive.expired()) flush_outgoing();
    });
  }
  outgoing_.push_back(std::move(outgoing));
}

void LogActor::answer(AnswerSlot& slot, Result<Answer> result) {
  std::vector<Outgoing> one;
  slot.finish(std::move(result), one);
  for (Outgoing& each : one) send(std::move(each));
}

void LogActor::flush_outgoing() {
  if (outgoing_.empty()) return;
  ports_.outlet.send(std::exchange(outgoing_, {}));
}

bool LogActor::is_quiet() const {
  const bool stored = ledger_ == nullptr || ledger_->stored() == ledger_->head();
  return queue_.empty() && outgoing_.empty() && state_ != State::kOpening && stored;
}

LogFeature* LogActor::feature(std::string_view name) const {
  for (const auto& each : features_) {
    if (each->name() == name) return each.get();
  }
  return nullptr;
}

}  // namespace atelier::core
