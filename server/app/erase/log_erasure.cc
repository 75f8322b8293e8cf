#include "app/erase/log_erasure.h"

#include <map>
#include <utility>

#include "base/json_text.h"
#include "base/log.h"
#include "core/ledger.h"
#include "core/log_actor.h"
#include "gateway/auth/workspace_calls.h"
#include "gateway/rest/calls.h"
#include "gateway/rest/pictures.h"
#include "port/record_limits.h"

namespace atelier::app {
namespace {

constexpr std::size_t kEntriesPerPage = 200;

std::map<std::uint64_t, std::string> contents_by_seq(const std::vector<port::Record>& records) {
  std::map<std::uint64_t, std::string> contents;
  for (const port::Record& record : records) {
    contents[core::Ledger::sequence_of(record.key.sort)] = record.value;
  }
  return contents;
}

core::NewEvent event_of(std::string kind, const char* key, const std::string& value) {
  return {std::move(kind), json::serialize(json::object{{key, value}})};
}

}  // namespace

Result<void> LogErasure::read(WaitingStore& store, const std::string& partition,
                              const Visit& visit) {
  std::uint64_t next = 1;
  std::string chain;
  while (true) {
    ATELIER_TRY(const port::Page page,
                store.page({partition, core::Ledger::log_key(next), "log0", kEntriesPerPage}));
    if (page.records.empty()) return {};
    const std::uint64_t last = core::Ledger::sequence_of(page.records.back().key.sort);
    std::vector<port::Record> found;
    const auto kept = store.each(partition, core::content_key(next), core::content_key(last + 1),
                                 [&found](const port::Record& record) -> Result<void> {
                                   found.push_back(record);
                                   return {};
                                 });
    if (!kept) return kept.error();
    auto contents = contents_by_seq(found);
    for (const port::Record& record : page.records) {
      auto event = core::decode_event(record.value, chain);
      if (!event) {
        log::error("log_entry_damaged", {{"partition", partition}});
        continue;
      }
      const auto content = contents.find(event->seq);
      if (content != contents.end()) event->content = std::move(content->second);
      if (auto visited = visit(*event, record.value); !visited) return visited;
    }
    next = last + 1;
  }
}

bool LogErasure::concerns(const core::Event& event) const {
  return log_.room.empty() ? person_.concerns_in_workspace(event) : person_.concerns(event);
}

// A quoted id also stands in bodies that name them otherwise: reading once too often does no harm.
Result<bool> LogErasure::is_needed() {
  const std::string named = json_text::quote(person_.id());
  bool found = false;
  const auto read = store_.each(log_.partition, "log/", "log0",
                                [&found, &named](const port::Record& record) -> Result<void> {
                                  found = found || record.value.find(named) != std::string::npos;
                                  return {};
                                });
  if (!read) return read.error();
  return found;
}

Result<void> LogErasure::run() {
  if (auto stripped = strip(); !stripped) return stripped;
  if (is_purged_) return {};
  if (auto projected = project(); !projected) return projected;
  // What they sent, to be known again when it is sent again.
  return store_.remove(log_.partition, "sent/" + person_.id() + "/", "sent/" + person_.id() + "0");
}

Result<void> LogErasure::strip() {
  const std::unique_ptr<Replay> replay = log_.replay();
  WriteBatch batch(store_);
  const auto read =
      LogErasure::read(store_, log_.partition,
                       [&](const core::Event& event, const std::string& text) -> Result<void> {
                         replay->apply(event);
                         if (!concerns(event)) return {};
                         return strip_event(event, text, *replay, batch);
                       });
  if (!read) return read;
  is_purged_ = replay->is_purged();
  return batch.flush();
}

// In one transaction, so that a content that is there means rows that are there.
Result<void> LogErasure::strip_event(const core::Event& event, const std::string& text,
                                     Replay& replay, WriteBatch& batch) {
  if (event.kind == "file.added" && event.actor.id == person_.id()) {
    const std::string file = text_of(object_of(event.body), "file");
    auto removed = store_.remove_blob(gateway::file_blob_key(log_.room, file));
    if (!removed) return removed;
    ++files_;
  }
  const std::string picture = text_of(object_of(event.content), "picture");
  if (event.kind == "account.updated" && !picture.empty()) {
    auto removed = store_.remove_blob(gateway::picture_blob_key(person_.id(), picture));
    if (!removed) return removed;
  }
  if (!event.content_hash.empty()) {
    for (const port::Write& row : replay.rows(event)) batch.add(port::Delete{port::key_of(row)});
    batch.add(port::Delete{{log_.partition, core::content_key(event.seq)}});
  }
  if (event.actor.id == person_.id()) {
    batch.add(
        port::Put{{log_.partition, core::Ledger::log_key(event.seq)}, core::without_name(text)});
  }
  return batch.pause();
}

Result<void> LogErasure::project() {
  const std::unique_ptr<Replay> replay = log_.replay();
  WriteBatch batch(store_);
  std::string chain;
  const auto read =
      LogErasure::read(store_, log_.partition,
                       [&](const core::Event& event, const std::string& text) -> Result<void> {
                         static_cast<void>(core::decode_event(text, chain));
                         replay->apply(event);
                         for (port::Write& row : replay->rows(event)) batch.add(std::move(row));
                         return batch.pause();
                       });
  if (!read) return read;
  if (auto stored = batch.flush(); !stored) return stored;
  if (auto closed = close(*replay, std::move(chain)); !closed) return closed;
  // The name of a snapshot first: one without its parts is no snapshot.
  auto unnamed = store_.write({port::Delete{{log_.partition, "snapshot"}}});
  if (!unnamed) return unnamed;
  return store_.remove(log_.partition, "snapshot/", "snapshot0");
}

Result<void> LogErasure::close(Replay& replay, std::string chain) {
  WriteBatch batch(store_);
  for (core::NewEvent& made : last_words(replay)) {
    core::Event event{replay.head() + 1, std::move(made.kind), log_.now,
                      gateway::server_principal()};
    event.body = std::move(made.body);
    batch.add(port::Put{{log_.partition, core::Ledger::log_key(event.seq)},
                        core::encode_event(event, chain, crypto_),
                        port::IfAbsent{}});
    replay.apply(event);
    for (port::Write& row : replay.rows(event)) batch.add(std::move(row));
    if (auto stored = batch.flush(); !stored) return stored;
  }
  return {};
}

std::vector<core::NewEvent> LogErasure::last_words(const Replay& replay) const {
  std::vector<core::NewEvent> events;
  if (!log_.room.empty()) {
    if (replay.member(person_.id()) != nullptr) {
      events.push_back(event_of("member.removed", "principal", person_.id()));
    }
    return events;
  }
  for (const std::string& invite : person_.open_invites()) {
    events.push_back(event_of("invite.revoked", "invite", invite));
  }
  if (person_.has_account()) {
    events.push_back(event_of("account.erased", "account", person_.id()));
  }
  return events;
}

}  // namespace atelier::app
