#include "app/erase/eraser.h"

#include <algorithm>
#include <future>
#include <utility>

#include "app/actors.h"
#include "app/erase/document_erasure.h"
#include "core/erasure.h"
#include "core/keys.h"

namespace atelier::app {
namespace {

constexpr std::string_view kListed = "partition/";
constexpr const char* kScrub = "scrub";

std::string end_of(std::string prefix) {
  ++prefix.back();
  return prefix;
}

void keep_first(Result<void>& all, Result<void> one) {
  if (all && !one) all = std::move(one);
}

Error in_document(Error error, const std::string& name) {
  error.message = "document " + name + ": " + error.message;
  return error;
}

port::RecordKey noted(const std::string& sort) {
  return {core::erasure_partition(kWorkspace), sort};
}

}  // namespace

Eraser::Eraser(Platform& platform, const std::string& server_secret)
    : platform_(platform),
      store_(*platform.store, *platform.blobs),
      room_features_(room_features(platform, no_search_, server_secret)),
      workspace_features_(workspace_features(platform, server_secret, [] { return ""; })) {}

Result<std::string> Eraser::find(const std::string& person_or_email) {
  std::string found;
  bool known = false;
  const auto look = [&](const core::Event& event, const std::string&) -> Result<void> {
    const json::object body = object_of(event.body);
    known = known || event.actor.id == person_or_email;
    if (text_of(object_of(event.content), "email") == person_or_email && body.contains("account")) {
      found = text_of(body, "account");
    }
    return {};
  };
  const std::string workspace = core::workspace_partition(kWorkspace);
  if (auto read = LogErasure::read(store_, workspace, look); !read) return read.error();
  if (!found.empty()) return found;
  ATELIER_TRY(const port::Page rooms, store_.page({workspace, "member/" + person_or_email + "/",
                                                   "member/" + person_or_email + "0", 1}));
  if (known || !rooms.records.empty()) return person_or_email;
  ATELIER_TRY(known, wrote_somewhere(person_or_email));
  if (known) return person_or_email;
  return not_found("There is nobody with this id or e-mail address: " + person_or_email);
}

Result<std::vector<std::string>> Eraser::asked() {
  const std::string prefix(core::kErasedPersonPrefix);
  std::vector<std::string> people;
  const auto read = store_.each(core::erasure_partition(kWorkspace), prefix, end_of(prefix),
                                [&](const port::Record& record) -> Result<void> {
                                  people.push_back(record.key.sort.substr(prefix.size()));
                                  return {};
                                });
  if (!read) return read.error();
  return people;
}

// Somebody of another site who is in no room any more is named in logs of rooms only.
Result<bool> Eraser::wrote_somewhere(const std::string& person) {
  const gateway::PersonTraces somebody(person);
  ATELIER_TRY(const auto rooms, partitions("room/" + std::string(kWorkspace) + "/"));
  for (const std::string& room : rooms) {
    LogErasure erasure(store_, platform_.crypto, somebody, log_of_room(room));
    ATELIER_TRY(const bool named, erasure.is_needed());
    if (named) return true;
  }
  return false;
}

// What an interrupted erasure has learned stays.
Result<void> Eraser::note(const std::string& person) {
  ATELIER_TRY(const auto row, store_.get(noted(std::string(core::kErasedPersonPrefix) + person)));
  if (row) return {};
  return store_.write({core::erasure_row(kWorkspace, person)});
}

Result<bool> Eraser::must_scrub() {
  ATELIER_TRY(const auto row, store_.get(noted(kScrub)));
  return row.has_value();
}

Result<void> Eraser::scrubbed() {
  return store_.write({port::Delete{noted(kScrub)}});
}

// Twice: an invite tells an address before the account does. Kept, since the second run of an
// interrupted erasure finds no contents to learn from.
Result<gateway::PersonTraces> Eraser::learn(const std::string& person) {
  const port::RecordKey key = noted(std::string(core::kErasedPersonPrefix) + person);
  ATELIER_TRY(const auto row, store_.get(key));
  const json::object saved = object_of(row.value_or("{}"));
  if (!saved.empty()) return gateway::PersonTraces::load(person, saved);
  gateway::PersonTraces learned(person);
  for (int pass = 0; pass < 2; ++pass) {
    const auto read = LogErasure::read(store_, core::workspace_partition(kWorkspace),
                                       [&](const core::Event& event, const std::string&) {
                                         learned.learn(event);
                                         return Result<void>();
                                       });
    if (!read) return read.error();
  }
  auto kept = store_.write({port::Put{key, json::serialize(learned.save())}});
  if (!kept) return kept.error();
  return learned;
}

Result<ErasedCounts> Eraser::erase(const std::string& id) {
  ErasedCounts counts;
  ATELIER_TRY(const gateway::PersonTraces person, learn(id));
  // SAF9: what fails in one place does not keep the others from being looked at.
  Result<void> all;
  for (auto step : {&Eraser::erase_rooms, &Eraser::erase_documents, &Eraser::erase_mails,
                    &Eraser::erase_workspace}) {
    keep_first(all, (this->*step)(person, counts));
  }
  erase_from_search(id);
  std::vector<port::Write> over{port::Put{noted(kScrub), "{}"}};
  if (all) over.emplace_back(port::Delete{noted(std::string(core::kErasedPersonPrefix) + id)});
  keep_first(all, store_.write(std::move(over)));
  if (!all) return all.error();
  return counts;
}

Result<std::vector<std::string>> Eraser::partitions(const std::string& prefix) {
  const std::string listed = std::string(kListed) + prefix;
  std::vector<std::string> found;
  const auto read = store_.each(core::directory_partition(kWorkspace), listed, end_of(listed),
                                [&](const port::Record& record) -> Result<void> {
                                  found.push_back(record.key.sort.substr(listed.size()));
                                  return {};
                                });
  if (!read) return read.error();
  return found;
}

ErasedLog Eraser::log_of_room(const std::string& room) {
  ErasedLog log{core::room_partition(kWorkspace, room), room, {}, platform_.clock.wall()};
  log.replay = [this, room, partition = log.partition, now = log.now] {
    auto replay = std::make_unique<Replay>(partition, room, *platform_.store, now);
    replay->add_room_state(core::workspace_partition(kWorkspace));
    for (const auto& [name, make] : room_features_) replay->add(make(*replay));
    return replay;
  };
  return log;
}

ErasedLog Eraser::log_of_workspace() {
  ErasedLog log{core::workspace_partition(kWorkspace), "", {}, platform_.clock.wall()};
  log.replay = [this, partition = log.partition, now = log.now] {
    auto replay = std::make_unique<Replay>(partition, "", *platform_.store, now);
    for (const auto& [name, make] : workspace_features_) replay->add(make(*replay));
    return replay;
  };
  return log;
}

Result<void> Eraser::erase_rooms(const gateway::PersonTraces& person, ErasedCounts& counts) {
  ATELIER_TRY(const auto rooms, partitions("room/" + std::string(kWorkspace) + "/"));
  Result<void> all;
  for (const std::string& room : rooms) {
    LogErasure erasure(store_, platform_.crypto, person, log_of_room(room));
    const auto needed = erasure.is_needed();
    if (!needed) keep_first(all, needed.error());
    if (!needed || !*needed) continue;
    keep_first(all, erasure.run());
    ++counts.rooms;
    counts.files += erasure.files();
  }
  return all;
}

Result<void> Eraser::erase_workspace(const gateway::PersonTraces& person, ErasedCounts&) {
  LogErasure erasure(store_, platform_.crypto, person, log_of_workspace());
  return erasure.run();
}

Result<void> Eraser::erase_documents(const gateway::PersonTraces& person, ErasedCounts& counts) {
  DocumentErasure erasure(store_,
                          {*platform_.store, *platform_.blobs, platform_.clock, platform_.random,
                           *platform_.pool, kWorkspace},
                          platform_.loops[0]->loop(), person.id());
  if (auto resumed = erasure.resume(); !resumed) return resumed;
  ATELIER_TRY(const auto names, partitions("document/" + std::string(kWorkspace) + "/"));
  Result<void> all;
  for (const std::string& name : names) {
    const auto id = feature::docs::parse_document_id(name);
    if (!id) continue;
    const auto wrote = erasure.run(*id);
    if (!wrote) keep_first(all, in_document(wrote.error(), name));
    if (wrote && *wrote) ++counts.documents;
  }
  return all;
}

Result<void> Eraser::erase_mails(const gateway::PersonTraces& person, ErasedCounts& counts) {
  const std::string workspace = core::workspace_partition(kWorkspace);
  WriteBatch batch(store_);
  const auto read =
      store_.each(workspace, "mail/", "mail0", [&](const port::Record& record) -> Result<void> {
        const auto mail = parse_json(record.value);
        const std::size_t slash = record.key.sort.find('/', 5);
        const std::string id = record.key.sort.substr(slash == std::string::npos ? 0 : slash + 1);
        if (!mail || !person.is_in_mail(id, *mail)) return {};
        batch.add(port::Delete{record.key});
        ++counts.mails;
        return batch.pause();
      });
  if (!read) return read;
  return batch.flush();
}

void Eraser::erase_from_search(const std::string& person) {
  std::promise<void> done;
  platform_.search->remove_author(person);
  platform_.search->flush([&done] { done.set_value(); });
  done.get_future().wait();
}

}  // namespace atelier::app
