#include "gateway/rest/trash.h"

#include <algorithm>
#include <utility>

#include "core/on_executor.h"
#include "core/trash.h"
#include "crdt/update.h"
#include "gateway/rest/document_calls.h"
#include "gateway/rest/room_purge.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

using Done = UniqueFunction<void(Result<void>)>;
using Visit = std::shared_ptr<DocumentVisit>;

const core::Principal kServer{"atelier", "Atelier", core::PrincipalKind::kBot};
constexpr DurationMs kFirstLookMs = 60LL * 1000;
constexpr DurationMs kLookEveryMs = 3600LL * 1000;

/// The edit that deletes everything: whatever kind of document it is.
Result<std::string> emptying(const std::string& state) {
  ATELIER_TRY(const crdt::Update whole, crdt::decode_update(state));
  crdt::Update edit;
  const crdt::StateVector known = crdt::state_vector_of(whole);
  for (const auto& [client, clock] : known.clocks()) {
    edit.deletes.add(client, {0, clock});
  }
  return crdt::encode_update(edit);
}

void remove_past(const Visit& visit, Done done) {
  visit->purge(
      [visit, done = std::move(done)](Result<void> purged) mutable { done(std::move(purged)); });
}

void empty(Services& services, std::size_t loop, const Visit& visit, Done done) {
  if (visit->is_empty()) return done({});
  port::Executor& executor = *services.loops[loop];
  auto then = std::make_shared<Done>(std::move(done));
  const bool taken = services.pool.submit("trash", [&executor, visit, then] {
    executor.post([visit, then, edit = emptying(*visit->state())]() mutable {
      if (!edit) return (*then)(edit.error());
      visit->send(std::move(*edit), [visit, then](const Result<void>& sent) {
        if (!sent) return (*then)(sent.error());
        remove_past(visit, std::move(*then));
      });
    });
  });
  if (!taken) (*then)(unavailable("The server is busy: try again."));
}

void forget(Services& services, std::size_t loop, const ThrownSurface& surface, core::Principal who,
            Done done) {
  core::CommandRequest request;
  request.room = surface.room;
  request.name = "surface.purge";
  request.body = json::serialize(json::object{{"surface", surface.id}});
  request.access = server_access(std::move(who));
  services.hub.execute(loop, std::move(request),
                       [done = std::move(done)](const Result<core::Answer>& answer) mutable {
                         if (!answer) return done(answer.error());
                         done({});
                       });
}

const json::object* find(const json::array& surfaces, std::string_view id) {
  for (const json::value& each : surfaces) {
    if (atelier::text_of(each.as_object(), "id") == id) return &each.as_object();
  }
  return nullptr;
}

void purge(Services& services, DocumentVisits& visits, const Call& call) {
  const std::string room = call->parameter(0);
  const std::string id = call->parameter(1);
  const auto purge_found = [&services, &visits, call, room, id](const core::Answer& answer) {
    const json::object said = object_of(answer.body);
    const json::object* found = find(said.at("surfaces").as_array(), id);
    if (found == nullptr) {
      return call->fail(not_found("There is no such surface in the trash of this room."));
    }
    purge_surface(services, visits, call->loop(), {room, id, atelier::text_of(*found, "kind")},
                  call->identity.access(room), [call](const Result<void>& done) {
                    if (!done) return call->fail(done.error());
                    call->reply(200, json::object());
                  });
  };
  require_role(services, call, Purpose::kWriting, core::Role::kOwner, "Removing for good",
               [&services, call, room, purge_found] {
                 ask_room(services, call, call->identity.access(room), room, "surface.trash", {},
                          purge_found);
               });
}

}  // namespace

void purge_surface(Services& services, DocumentVisits& visits, std::size_t loop,
                   const ThrownSurface& surface, core::Access access, Done done) {
  core::Principal who = access.principal;
  visits.open({surface.room, surface.kind + "." + surface.id}, std::move(access),
              [&services, loop, surface, who = std::move(who),
               done = std::move(done)](Result<Visit> visit) mutable {
                if (!visit) return done(visit.error());
                empty(services, loop, *visit,
                      [&services, loop, surface, who = std::move(who),
                       done = std::move(done)](const Result<void>& emptied) mutable {
                        if (!emptied) return done(emptied.error());
                        forget(services, loop, surface, std::move(who), std::move(done));
                      });
              });
}

void TrashSweep::start() {
  services_.loops[loop_]->run_after(kFirstLookMs, [self = shared_from_this()] { self->look(); });
}

void TrashSweep::wait() {
  services_.loops[loop_]->run_after(kLookEveryMs, [self = shared_from_this()] { self->look(); });
}

void TrashSweep::look() {
  read(std::string(core::kTrashPrefix));
}

void TrashSweep::read(std::string from) {
  const WallMs now = services_.clock.wall();
  const std::string& workspace = services_.options.workspace;
  port::RecordKey until = core::trash_key(workspace, now, "", "");
  services_.store.query({until.partition, std::move(from), until.sort, 100, false},
                        core::on(*services_.loops[loop_], services_.alive,
                                 [self = shared_from_this()](port::Page page) {
                                   if (page.status != port::StoreStatus::kOk) return self->wait();
                                   self->purge(std::make_shared<port::Page>(std::move(page)), 0);
                                 }));
}

// What cannot go now, for instance from an archived room, is tried again an hour later.
void TrashSweep::purge(std::shared_ptr<port::Page> page, std::size_t next) {
  if (next >= page->records.size()) {
    if (!page->has_more) return wait();
    return read(page->records.back().key.sort + '\0');
  }
  const port::Record& record = page->records[next];
  // trash/<until>/<room>/surface/<id>
  const std::string rest = record.key.sort.substr(core::kTrashPrefix.size() + 9);
  const std::size_t slash = rest.find('/');
  const auto go_on = [self = shared_from_this(), page, next](const Result<void>&) {
    self->purge(page, next + 1);
  };
  if (rest.substr(slash + 1) == core::kWholeRoom) {
    // trash/<until>/<room>/room: TRS10
    return std::make_shared<RoomPurge>(services_, visits_, loop_, rest.substr(0, slash))
        ->start(server_access(kServer), go_on);
  }
  const std::size_t last = rest.rfind('/');
  const ThrownSurface surface{rest.substr(0, slash), rest.substr(last + 1),
                              atelier::text_of(object_of(record.value), "kind")};
  purge_surface(services_, visits_, loop_, surface, server_access(kServer), go_on);
}

void add_trash_routes(Api& api, Services& services, DocumentVisits& visits) {
  api.add({"DELETE", "/rooms/{room}/trash/surfaces/{surface}",
           "Remove a surface in the trash for good", Caller::kKnown,
           shared([&services, &visits](const Call& call) { purge(services, visits, call); }), 8192,
           "", schema({})});
}

}  // namespace atelier::gateway
