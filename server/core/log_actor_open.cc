// LogActor: opening from the log, and what happens when the log fails.
#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/log.h"
#include "core/log_actor.h"
#include "core/log_actor_item.h"

namespace atelier::core {
namespace {

constexpr DurationMs kRetryOpenMs = 500;
constexpr int kMostDoublings = 6;  // 32 s
constexpr DurationMs kLookAgainMs = 10;

Error cannot_open() {
  return {Errc::kUnavailable, "the server cannot open this now; try again", kRetryOpenMs};
}

}  // namespace

void LogActor::open() {
  if (ports_.clock.mono() < retry_at_) return refuse_all(cannot_open());
  state_ = State::kOpening;
  features_ = owner_.make_features();
  ledger_ = std::make_unique<Ledger>(ports_.store, ports_.executor, options_,
                                     [this](Error error) { on_failed(std::move(error)); });
  ledger_->load(loader());
}

Ledger::Loader LogActor::loader() {
  Ledger::Loader loader;
  loader.snapshot = [this](std::uint64_t seq, std::string bytes) { load_snapshot(seq, bytes); };
  loader.entries = [this](std::vector<LedgerEntry> entries, Task go_on) {
    load_entries(std::move(entries), std::move(go_on));
  };
  loader.done = [this](Result<std::uint64_t> head) { on_opened(std::move(head)); };
  return loader;
}

void LogActor::load_snapshot(std::uint64_t seq, const std::string& bytes) {
  const auto state = parse_json(bytes);
  if (!state || !state->is_object()) {
    log::error("snapshot_damaged", {{"partition", options_.partition}, {"seq", seq}});
    return;
  }
  const json::object& object = state->as_object();
  chain_ = string_member(object, "chain").value_or("");
  seen_.set_horizon(int_member(object, "horizon").value_or(0));
  const json::value* features = object.if_contains("features");
  if (features == nullptr || !features->is_object()) return;
  for (const auto& each : features_) {
    const json::value* mine = features->as_object().if_contains(each->name());
    if (mine != nullptr && mine->is_object()) each->load(mine->as_object());
  }
}

void LogActor::load_entries(std::vector<LedgerEntry> entries, Task go_on) {
  const std::uint64_t first = entries.front().seq;
  const std::uint64_t last = entries.back().seq;
  auto kept = std::make_shared<std::vector<LedgerEntry>>(std::move(entries));
  auto next = std::make_shared<Task>(std::move(go_on));
  // Contents of a page of entries may need several pages themselves.
  auto ask = std::make_shared<UniqueFunction<void(std::uint64_t)>>();
  auto contents = std::make_shared<port::Page>();
  *ask = [this, kept, next, contents, last, weak = std::weak_ptr(ask)](std::uint64_t from) {
    const auto again = weak.lock();
    ports_.store.query(
        {options_.partition, content_key(from), content_key(last + 1), 1000},
        on(ports_.executor, generation_, [this, kept, next, contents, again](port::Page page) {
          if (page.status != port::StoreStatus::kOk) return on_opened(cannot_open());
          const bool has_more = page.has_more;
          for (port::Record& record : page.records) contents->records.push_back(std::move(record));
          if (has_more) return (*again)(Ledger::sequence_of(contents->records.back().key.sort) + 1);
          apply_page(*kept, *contents);
          (*next)();
        }));
  };
  (*ask)(first);
}

void LogActor::apply_page(std::vector<LedgerEntry>& entries, const port::Page& contents) {
  std::map<std::string_view, const std::string*> by_key;
  for (const port::Record& record : contents.records) by_key[record.key.sort] = &record.value;
  for (const LedgerEntry& entry : entries) {
    auto event = decode_event(entry.bytes, chain_);
    if (!event) {
      log::error("log_entry_damaged", {{"partition", options_.partition}, {"seq", entry.seq}});
      continue;
    }
    const auto content = by_key.find(content_key(entry.seq));
    if (content != by_key.end()) event->content = *content->second;
    seen_.replayed(event->id);
    for (const auto& each : features_) each->apply(*event);
    if (event->seq > delivered_ && was_open_) deliver_late(*event);
  }
}

// COR43: stored although we were told otherwise, and those who had joined wait for it.
void LogActor::deliver_late(const Event& event) {
  delivered_ = event.seq;
  if (auto delivery = owner_.render(event)) send(std::move(*delivery));
  owner_.delivered_late(event);
}

void LogActor::on_opened(Result<std::uint64_t> head) {
  if (!head) {
    log::warn("log_not_opened",
              {{"partition", options_.partition}, {"error", head.error().message}});
    close();
    retry_at_ = ports_.clock.mono() + kRetryOpenMs;
    refuse_all(cannot_open());
    reopen_later();
    return;
  }
  state_ = State::kOpen;
  failed_openings_ = 0;
  was_open_ = true;
  delivered_ = *head;
  owner_.opened();
  for (const auto& item : queue_) prepare(*item);
  process();
}

// The memory holds events that were not stored: it goes, and the log says what is true.
void LogActor::on_failed(Error error) {
  log::warn("log_failed", {{"partition", options_.partition}, {"error", error.message}});
  close();
  ports_.executor.post([this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired() && state_ == State::kClosed) open();
  });
}

// Those who had joined wait for what was in doubt (COR43), so it is not left to the next command.
// Every actor has its own delay: a store that comes back is not met by all at once.
void LogActor::reopen_later() {
  if (!was_open_) return;
  const DurationMs delay = kRetryOpenMs << std::min(failed_openings_++, kMostDoublings);
  const auto spread = static_cast<DurationMs>(std::hash<std::string>{}(options_.partition) %
                                              static_cast<std::size_t>(delay));
  ports_.executor.run_after(delay + spread, [this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired() && state_ == State::kClosed) open();
  });
}

void LogActor::close_soon() {
  ports_.executor.run_after(kLookAgainMs, [this, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired() || state_ == State::kClosed) return;
    if (!is_quiet()) return close_soon();
    close();
  });
}

void LogActor::close() {
  state_ = State::kClosed;
  generation_ = std::make_shared<int>(0);
  ledger_.reset();
  for (const auto& item : queue_) {
    item->feature = nullptr;
    item->reading = false;
    item->needs.clear();
  }
  owner_.closed();
  features_.clear();
  seen_ = {};
  chain_.clear();
}

void LogActor::refuse_all(const Error& error) {
  const auto queue = std::exchange(queue_, {});
  for (const auto& item : queue) {
    if (item->turn) {
      item->turn(error);
    } else {
      answer(item->slot, error);
    }
  }
}

}  // namespace atelier::core
