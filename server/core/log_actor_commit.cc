// LogActor: from a decision to the log.
#include <utility>

#include "base/base64.h"
#include "base/limits.h"
#include "core/log_actor.h"
#include "core/log_actor_item.h"

namespace atelier::core {
namespace {

bool fits(const Decision& decision) {
  if (decision.events.size() > limits::kEventsPerCommand) return false;
  constexpr std::size_t kMost = port::RecordStore::kMaxValueBytes - 4096;
  for (const NewEvent& event : decision.events) {
    if (event.body.size() > kMost || event.content.size() > kMost) return false;
  }
  return true;
}

}  // namespace

std::string content_key(std::uint64_t seq) {
  return Ledger::sequence_key("content/", seq);
}

void LogActor::accept(Item& item, Decision decision) {
  const Command& command = item.command;
  if (!fits(decision)) {
    answer(item.slot, too_large("this is too large to be stored"));
    return;
  }
  const bool stores = !decision.events.empty() || !decision.writes.empty();
  if (stores && decision.answer == "{}" && !decision.events.empty()) {
    decision.answer = "{\"seq\":" + std::to_string(command.next_seq) +
                      ",\"at\":" + std::to_string(command.at) + "}";
  }
  Answer good{decision.answer, decision.events.empty() ? 0 : command.next_seq};
  if (!stores) {
    for (Delivery& delivery : decision.deliveries) send(owner_.address(std::move(delivery)));
    decision.deliveries.clear();
    if (item.spec->kind == CommandClass::kEphemeral) {
      answer(item.slot, std::move(good));
      return;
    }
  }
  if (item.once && stores) {
    std::string row = seen_.remember(*item.once, good.body, good.seq);
    decision.writes.push_back(port::Put{Idempotency::row_key(options_.partition, *item.once),
                                        std::move(row),
                                        {},
                                        now() + Idempotency::kKeepRowsMs});
  }
  auto slot = std::make_shared<AnswerSlot>(std::move(item.slot));
  commit_as({command.principal, command.peer, command.id, command.at}, std::move(decision),
            [this, slot, good](Result<void> stored) {
              answer(*slot, stored ? Result<Answer>(good) : Result<Answer>(stored.error()));
            });
}

void LogActor::commit(const Principal& actor, PeerId peer, Decision decision, Effect effect) {
  ATELIER_ASSERT(fits(decision));
  commit_as({actor, peer, {}, now()}, std::move(decision), std::move(effect));
}

void LogActor::commit_as(const Cause& cause, Decision decision, Effect effect) {
  std::vector<Outgoing> out;
  std::vector<NewEntry> entries = write_events(cause, decision, out);
  for (Delivery& delivery : decision.deliveries) {
    out.push_back(owner_.address(std::move(delivery)));
  }
  const std::uint64_t last = head() + entries.size();
  Effect stored = [this, last, out = std::move(out), after = std::move(decision.after),
                   effect = std::move(effect)](Result<void> result) mutable {
    if (result) {
      delivered_ = last;
      for (Outgoing& each : out) send(std::move(each));
    }
    if (effect) effect(result);
    if (result && after) after();
  };
  patch_queued(decision.writes);
  if (entries.empty()) {
    if (decision.writes.empty()) {
      after_all(std::move(stored));
    } else {
      ledger_->write(std::move(decision.writes), std::move(stored));
    }
    return;
  }
  for (port::Write& row : decision.writes) entries.front().rows.push_back(std::move(row));
  ledger_->append_group(std::move(entries), std::move(stored));
  if (ledger_->wants_snapshot()) put_snapshot();
}

std::vector<NewEntry> LogActor::write_events(const Cause& cause, Decision& decision,
                                             std::vector<Outgoing>& out) {
  std::vector<NewEntry> entries;
  std::uint64_t seq = head();
  for (NewEvent& made : decision.events) {
    Event event{++seq, std::move(made.kind), cause.at, cause.actor};
    if (cause.peer != kNoPeer) event.peer = std::to_string(cause.peer);
    event.id = cause.id;
    event.ref = made.ref;
    event.body = std::move(made.body);
    event.content = std::move(made.content);
    event.content_until = made.content_until;
    NewEntry entry;
    if (!event.content.empty()) {
      event.content_hash = base64::encode_url(ports_.crypto.sha256(event.content));
      entry.rows.push_back(port::Put{
          {options_.partition, content_key(seq)}, event.content, {}, event.content_until});
    }
    entry.bytes = encode_event(event, chain_, ports_.crypto);
    for (const auto& each : features_) each->apply(event);
    for (const auto& each : features_) {
      for (port::Write& row : each->rows(event)) entry.rows.push_back(std::move(row));
    }
    owner_.applied(event);
    patch_queued(entry.rows);
    if (auto delivery = owner_.render(event)) out.push_back(std::move(*delivery));
    entries.push_back(std::move(entry));
  }
  return entries;
}

void LogActor::put_snapshot() {
  const bool has_one = state_ == State::kOpen && head() > 0 && owner_.keeps_snapshots();
  if (has_one) ledger_->put_snapshot(save());
}

std::string LogActor::save() const {
  json::object features;
  for (const auto& each : features_) features[each->name()] = each->save();
  return json::serialize(json::object{
      {"chain", chain_}, {"horizon", seen_.newest()}, {"features", std::move(features)}});
}

}  // namespace atelier::core
