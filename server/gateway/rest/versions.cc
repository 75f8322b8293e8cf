// VER23..VER28: the history of a document: its versions, what changed, restoring, who wrote what,
// and removing it for good.
#include <algorithm>
#include <limits>
#include <set>

#include "crdt/revert.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/history/authorship.h"
#include "feature/docs/history/difference.h"
#include "gateway/rest/routes.h"
#include "gateway/rest/version_names.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
using Desk = std::shared_ptr<DocumentDesk>;

constexpr std::size_t kMomentsShown = 2000;
constexpr std::int64_t kEndOfTime = std::numeric_limits<std::int64_t>::max();

/// Versions newest first, moments oldest first (VER23).
Result<json::object> versions_of(docs::History& history) {
  json::array versions;
  std::vector<docs::Version> all = history.versions();
  std::for_each(all.rbegin(), all.rend(), [&versions](const docs::Version& version) {
    versions.push_back(describe(version));
  });
  json::array moments;
  const auto& every = history.moments();
  for (std::size_t i = every.size() - std::min(every.size(), kMomentsShown); i < every.size();
       ++i) {
    moments.push_back(json::object{{"at", every[i].at},
                                   {"author", every[i].author},
                                   {"added", docs::units_in(every[i].inserted)},
                                   {"removed", docs::units_in(every[i].deleted)}});
  }
  return json::object{{"versions", std::move(versions)}, {"moments", std::move(moments)}};
}

using Ids = std::set<std::string>;

Ids named_in_versions(const json::object& answer) {
  Ids ids;
  for (const json::value& version : answer.at("versions").as_array()) {
    for (const json::value& author : version.at("authors").as_array()) {
      ids.emplace(author.as_string());
    }
  }
  for (const json::value& moment : answer.at("moments").as_array()) {
    ids.emplace(moment.at("author").as_string());
  }
  return ids;
}

Ids named_in_difference(const json::object& answer) {
  Ids ids;
  for (const json::value& block : answer.at("blocks").as_array()) {
    for (const json::value& run : block.at("runs").as_array()) {
      if (const json::value* from = run.as_object().if_contains("from")) {
        ids.emplace(from->as_string());
      }
    }
  }
  return ids;
}

/// `answer` with those who are named in it.
void reply_with_people(Services& services, const Call& call, const Ids& ids, json::object answer) {
  with_people(services, call, ids, [call, answer = std::move(answer)](json::object people) mutable {
    answer["people"] = std::move(people);
    call->reply(200, answer);
  });
}

void list(DocumentDesk& desk, const Call& call) {
  const auto id = document_of(call);
  if (!id) return;
  with_history(desk, call, *id, versions_of, [&desk, call](json::object versions) {
    const Ids ids = named_in_versions(versions);
    reply_with_people(desk.services, call, ids, std::move(versions));
  });
}

void compare(DocumentDesk& desk, const Call& call) {
  const auto id = document_of(call);
  if (!id) return;
  const auto from = call->query_int("from", -1, 0, kEndOfTime);
  const auto to = call->query_int("to", kEndOfTime, 0, kEndOfTime);
  if (!from) return call->fail(from.error());
  if (!to) return call->fail(to.error());
  with_history(
      desk, call, *id,
      [from = *from, to = *to](docs::History& history) -> Result<json::object> {
        ATELIER_TRY(const auto earlier, history.as_of(from));
        ATELIER_TRY(const auto later, history.as_of(to));
        return docs::difference(history, *earlier, *later);
      },
      [&desk, call](json::object difference) {
        const Ids ids = named_in_difference(difference);
        reply_with_people(desk.services, call, ids, std::move(difference));
      });
}

/// The edit that brings back what was at that time; empty if nothing is different.
Result<std::string> restoring_edit(port::Random& random, docs::History& history, WallMs at) {
  ATELIER_TRY(const auto then, history.as_of(at));
  crdt::Doc& now = history.all();
  return crdt::revert(now, *then, fresh_client(random, now.state_vector()));
}

void send_edit(DocumentDesk& desk, const Call& call, const docs::DocumentId& id, std::string update,
               WallMs before) {
  const auto opened = [&desk, call, before, update = std::move(update)](
                          Result<std::shared_ptr<DocumentVisit>> visit) mutable {
    if (!visit) return call->fail(visit.error());
    DocumentVisit& at = **visit;
    at.send(std::move(update), [&desk, call, before, held = *visit](const Result<void>& stored) {
      if (!stored) return call->fail(stored.error());
      call->reply(200, json::object{{"at", desk.services.clock.wall()}, {"before", before}});
    });
  };
  desk.visits.open(id, call->identity.access(id.room), opened);
}

/// Marks the state before, so that it can be brought back (VER12).
void mark_and_send(DocumentDesk& desk, const Call& call, const docs::DocumentId& id,
                   std::string update) {
  Services& services = desk.services;
  // What was read is older than this, what is sent is not.
  const WallMs before = services.clock.wall() - 1;
  if (update.empty()) {
    return call->reply(200, json::object{{"at", services.clock.wall()}, {"before", before}});
  }
  if (update.size() > docs::kMessageBytes) {
    return call->fail(too_large("So much changed since that restoring is above 16 MB."));
  }
  const docs::NamedVersion mark{services.random.uuid_v7(before), before, "",
                                call->identity.principal};
  keep_version(
      services, call, id, mark,
      [&desk, call, id, before, update = std::move(update)](const port::WriteResult& kept) mutable {
        if (kept.status != port::StoreStatus::kOk) return call->fail(version_not_kept());
        send_edit(desk, call, id, std::move(update), before);
      });
}

void restore(DocumentDesk& desk, const Call& call) {
  const auto id = document_of(call);
  if (!id) return;
  const auto body = body_of(call);
  if (!body) return;
  const auto at = int_member(*body, "at");
  if (!at || *at < 0) return call->fail(invalid("at must be a time in milliseconds."));
  const auto read_and_send = [&desk, call, id = *id, at = *at] {
    with_history(
        desk, call, id,
        [&random = desk.services.random, at](docs::History& history) {
          return restoring_edit(random, history, at);
        },
        [&desk, call, id](std::string update) {
          mark_and_send(desk, call, id, std::move(update));
        });
  };
  require_role(desk.services, call, Purpose::kWriting, core::Role::kEditor, "Restoring a document",
               read_and_send);
}

void authors(DocumentDesk& desk, const Call& call) {
  const auto id = document_of(call);
  if (!id) return;
  with_history(
      desk, call, *id,
      [](docs::History& history) -> Result<docs::Authorship> { return docs::authorship(history); },
      [&desk, call](docs::Authorship written) {
        const Ids ids(written.authors.begin(), written.authors.end());
        with_people(desk.services, call, ids,
                    [call, written = std::move(written)](const json::object& known) mutable {
                      json::array people;
                      for (const std::string& author : written.authors) {
                        json::object person{{"id", author}};
                        if (const auto* found = known.if_contains(author)) {
                          person["name"] = found->as_object().at("name");
                          person["kind"] = found->as_object().at("kind");
                        }
                        people.push_back(std::move(person));
                      }
                      call->reply(200, json::object{{"parts", std::move(written.parts)},
                                                    {"people", std::move(people)}});
                    });
      });
}

void purge(DocumentDesk& desk, const Call& call) {
  const auto id = document_of(call);
  if (!id) return;
  desk.visits.open(*id, call->identity.access(id->room),
                   [call](Result<std::shared_ptr<DocumentVisit>> opened) {
                     if (!opened) return call->fail(opened.error());
                     const std::shared_ptr<DocumentVisit> visit = *opened;
                     if (visit->is_empty()) {
                       return call->fail(not_found("There is no such document."));
                     }
                     visit->purge([call, visit](const Result<void>& done) {
                       if (!done) return call->fail(done.error());
                       call->reply(200, json::object());
                     });
                   });
}

}  // namespace

void add_version_routes(Api& api, const Desk& desk) {
  Services& services = desk->services;
  const std::string base = "/rooms/{room}/documents/{document}";
  const auto on_desk = [&desk](void (*handle)(DocumentDesk&, const Call&)) {
    return shared([desk, handle](const Call& call) { handle(*desk, call); });
  };
  const auto on_services = [&services](void (*handle)(Services&, const Call&)) {
    return shared([&services, handle](const Call& call) { handle(services, call); });
  };
  const std::string version =
      schema({"at:integer", "kind:string", "id?:string", "name?:string", "from?:object"});
  api.add({"GET", base + "/versions", "Versions of a document, newest first, and its moments",
           Caller::kKnown, on_desk(list), 8192, "",
           schema({"versions:array", "moments:array", "people:object"})});
  api.add({"POST", base + "/versions", "Name the document as it is now, or as of a time",
           Caller::kKnown, on_desk(name_version), 8192,
           schema({"id:string", "name:string", "at?:integer"}), version});
  api.add({"PATCH", base + "/versions/{version}", "Give a version another name", Caller::kKnown,
           on_services(rename_version), 8192, schema({"name:string"}), version});
  api.add({"DELETE", base + "/versions/{version}", "Take the name away; the history stays",
           Caller::kKnown, on_services(forget_version), 8192, "", schema({})});
  api.add({"GET", base + "/difference", "What changed between two times", Caller::kKnown,
           on_desk(compare), 8192, "",
           schema({"blocks:array", "added:integer", "removed:integer", "people:object"})});
  api.add({"POST", base + "/restore", "Bring back what was at a time, as a new edit",
           Caller::kKnown, on_desk(restore), 8192, schema({"at:integer"}),
           schema({"at:integer", "before:integer"})});
  api.add({"GET", base + "/authors", "Who wrote which units of the document", Caller::kKnown,
           on_desk(authors), 8192, "", schema({"parts:array", "people:array"})});
  api.add({"DELETE", base + "/history", "Remove the history for good", Caller::kKnown,
           on_desk(purge), 8192, "", schema({})});
}

}  // namespace atelier::gateway
