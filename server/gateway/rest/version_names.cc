#include "gateway/rest/version_names.h"

#include <algorithm>

#include "base/ids.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;

json::object describe_named(const docs::NamedVersion& named) {
  docs::Version version;
  version.at = named.at;
  version.named = &named;
  json::object described = describe(version);
  described.erase("authors");
  return described;
}

// The same id again is answered alike (VER4).
void answer_kept(const Call& call, const docs::NamedVersion& version,
                 const port::WriteResult& result) {
  if (result.status == port::StoreStatus::kOk) return call->reply(201, describe_named(version));
  if (result.status != port::StoreStatus::kConflict || !result.current) {
    return call->fail(version_not_kept());
  }
  const auto kept = docs::decode_named(*result.current);
  if (!kept) return call->fail(kept.error());
  if (kept->name != version.name) {
    return call->fail({Errc::kConflict, "This id belongs to a version with another name."});
  }
  call->reply(201, describe_named(*kept));
}

void keep(Services& services, const Call& call, const docs::DocumentId& id,
          const docs::NamedVersion& version, std::function<void(const port::WriteResult&)> then) {
  const std::string partition = docs::document_partition(services.options.workspace, id);
  std::vector<port::Write> writes;
  writes.push_back(port::Put{
      {partition, docs::version_key(version.id)}, docs::encode_named(version), port::IfAbsent{}});
  services.store.transact(std::move(writes),
                          core::on(*services.loops[call->loop()], services.alive, std::move(then)));
}

/// The record of {version}, for an editor.
void with_named(Services& services, const Call& call,
                UniqueFunction<void(port::Record, docs::NamedVersion)> then) {
  const auto id = document_of(call);
  if (!id) return;
  require_role(services, call, Purpose::kWriting, core::Role::kEditor, "Naming a version",
               [&services, call, id = *id, then = std::move(then)]() mutable {
                 const std::string partition =
                     docs::document_partition(services.options.workspace, id);
                 services.store.get(
                     {{partition, docs::version_key(call->parameter(2))}},
                     core::on(*services.loops[call->loop()], services.alive,
                              [call, then = std::move(then)](port::ReadResult read) mutable {
                                if (read.status != port::StoreStatus::kOk)
                                  return call->fail(version_not_kept());
                                if (read.records.empty()) {
                                  return call->fail(not_found("There is no version with this id."));
                                }
                                auto named = docs::decode_named(read.records.front());
                                if (!named) return call->fail(named.error());
                                then(std::move(read.records.front()), std::move(*named));
                              }));
               });
}

// VER31
void tell_room(Services& services, const Call& call) {
  core::CommandRequest request;
  request.room = call->parameter(0);
  request.name = "room.broadcast";
  request.body = json::serialize(json::object{{"versions", call->parameter(1)}});
  request.access = call->identity.access(request.room);
  request.wants_answer = false;
  services.hub.execute(call->loop(), std::move(request), [](const Result<core::Answer>&) {});
}

void write_named(Services& services, const Call& call, port::Write write, json::object answer) {
  std::vector<port::Write> writes;
  writes.push_back(std::move(write));
  services.store.transact(
      std::move(writes),
      core::on(*services.loops[call->loop()], services.alive,
               [&services, call, answer = std::move(answer)](const port::WriteResult& result) {
                 if (result.status != port::StoreStatus::kOk) return call->fail(version_not_kept());
                 call->reply(200, answer);
                 tell_room(services, call);
               }));
}

}  // namespace

json::object describe(const docs::Version& version) {
  json::object described{{"at", version.at}, {"kind", "automatic"}};
  if (version.named != nullptr && !version.named->name.empty()) {
    described["kind"] = "named";
    described["id"] = version.named->id;
    described["name"] = version.named->name;
    described["from"] = describe(version.named->from);
  }
  json::array authors;
  for (const std::string& author : version.authors) authors.emplace_back(author);
  described["authors"] = std::move(authors);
  return described;
}

Error version_not_kept() {
  return unavailable("The version could not be stored; try again.");
}

/// Only of documents that are there, and not beyond the limit.
void keep_version(Services& services, const Call& call, const docs::DocumentId& id,
                  const docs::NamedVersion& version,
                  std::function<void(const port::WriteResult&)> then) {
  const std::string partition = docs::document_partition(services.options.workspace, id);
  const auto counted = [&services, call, id, version, then](const port::Page& page) {
    if (page.status != port::StoreStatus::kOk) return call->fail(version_not_kept());
    const bool is_there =
        std::any_of(page.records.begin(), page.records.end(), [&version](const auto& record) {
          return record.key.sort == docs::version_key(version.id);
        });
    if (page.records.size() >= docs::kNamedVersions && !is_there) {
      return call->fail({Errc::kConflict, "A document has 500 versions with a name at most."});
    }
    keep(services, call, id, version, then);
  };
  port::Executor& loop = *services.loops[call->loop()];
  services.store.get(
      {{docs::room_documents_partition(services.options.workspace, id.room), id.name}},
      core::on(loop, services.alive,
               [&services, &loop, call, partition, counted](const port::ReadResult& read) {
                 if (read.status != port::StoreStatus::kOk) return call->fail(version_not_kept());
                 if (read.records.empty()) {
                   return call->fail(not_found("There is no such document."));
                 }
                 services.store.query(
                     {partition, docs::kVersionsBegin, docs::kVersionsEnd, docs::kNamedVersions},
                     core::on(loop, services.alive, counted));
               }));
}

namespace {

void keep_name(Services& services, const Call& call, const docs::DocumentId& id,
               const docs::NamedVersion& version) {
  keep_version(services, call, id, version,
               [&services, call, version](const port::WriteResult& result) {
                 answer_kept(call, version, result);
                 if (result.status == port::StoreStatus::kOk) tell_room(services, call);
               });
}

/// VER24: the end of what was there at `version.at`, so that no moment is cut in two.
void keep_older(DocumentDesk& desk, const Call& call, const docs::DocumentId& id,
                docs::NamedVersion version) {
  with_history(
      desk, call, id,
      [at = version.at,
       now = desk.services.clock.wall()](const docs::History& history) -> Result<WallMs> {
        if (history.moments().empty() || at < history.moments().front().at) {
          return invalid("at is before there was anything in the document.");
        }
        return std::min(history.same_until(at).value_or(now), now);
      },
      [&desk, call, id, version = std::move(version)](WallMs at) mutable {
        version.at = at;
        keep_name(desk.services, call, id, version);
      });
}

}  // namespace

void name_version(DocumentDesk& desk, const Call& call) {
  Services& services = desk.services;
  const auto id = document_of(call);
  if (!id) return;
  const auto body = body_of(call);
  if (!body) return;
  const auto version_id = text_of(call, *body, "id", 36);
  if (!version_id) return;
  if (!is_uuid_v7(*version_id)) return call->fail(invalid("id must be a UUIDv7."));
  const auto text = text_of(call, *body, "name", docs::kVersionNameBytes);
  if (!text) return;
  const json::value* at = body->if_contains("at");
  if (at != nullptr && (!at->is_int64() || at->get_int64() < 0)) {
    return call->fail(invalid("at must be a time in milliseconds."));
  }
  const WallMs when = at == nullptr ? services.clock.wall() : at->get_int64();
  const docs::NamedVersion version{*version_id, when, *text, call->identity.principal};
  require_role(services, call, Purpose::kWriting, core::Role::kEditor, "Naming a version",
               [&desk, call, id = *id, is_older = at != nullptr, version]() mutable {
                 if (is_older) return keep_older(desk, call, id, std::move(version));
                 keep_name(desk.services, call, id, version);
               });
}

void rename_version(Services& services, const Call& call) {
  const auto body = body_of(call);
  if (!body) return;
  const auto text = text_of(call, *body, "name", docs::kVersionNameBytes);
  if (!text) return;
  with_named(services, call,
             [&services, call, text = *text](port::Record record, docs::NamedVersion named) {
               named.name = text;
               write_named(services, call,
                           port::Put{std::move(record.key), docs::encode_named(named),
                                     port::IfVersion{record.version}},
                           describe_named(named));
             });
}

void forget_version(Services& services, const Call& call) {
  with_named(services, call, [&services, call](port::Record record, const docs::NamedVersion&) {
    write_named(services, call,
                port::Delete{std::move(record.key), port::IfVersion{record.version}}, {});
  });
}

}  // namespace atelier::gateway
