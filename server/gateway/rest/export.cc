// VER29, SAF20: the routes of exports: who may, one at a time, and the head of the answer.
#include "gateway/rest/document_visits.h"
#include "gateway/rest/personal_export.h"
#include "gateway/rest/room_export.h"
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"
#include "gateway/rest/slots.h"

namespace atelier::gateway {
namespace {

port::HttpResponse head_of(const std::string& room) {
  return {200,
          {{"Content-Type", "application/zip"},
           {"Content-Disposition", "attachment; filename=\"" + room + ".zip\""},
           {"Cache-Control", "no-store"},
           {"X-Content-Type-Options", "nosniff"},
           {"X-Accel-Buffering", "no"}},
          {}};
}

void begin(Services& services, DocumentVisits& visits, Slots& slots, const Call& call,
           const json::object& room) {
  if (string_member(room, "role") != "owner") {
    return call->fail(forbidden("Exporting a room needs the role owner."));
  }
  auto slot = slots.take();
  if (slot == nullptr) {
    return call->fail({Errc::kUnavailable, "Another room is being exported: try again.", 5000});
  }
  const std::string& id = call->parameter(0);
  const port::HttpRequest& request = call->request();
  ArchiveStream::Setup setup{*services.loops[call->loop()], services.pool, request.remote_address,
                             id, request.request_id};
  auto archive =
      std::make_shared<ArchiveStream>(std::move(setup), call->take_exchange()->stream(head_of(id)));
  archive->start();
  std::make_shared<RoomExport>(RoomExport::Setup{services, visits, call->loop(), id, call->identity,
                                                 std::move(slot), std::move(archive)})
      ->start(room);
}

void export_room(Services& services, DocumentVisits& visits, const std::shared_ptr<Slots>& slots,
                 const Call& call) {
  look_at_room(services, call->loop(), call->identity, call->parameter(0),
               [&services, &visits, slots, call](Result<json::object> room) {
                 if (!room) return call->fail(room.error());
                 begin(services, visits, *slots, call, *room);
               });
}

struct PersonalExports {
  Services& services;
  DocumentVisits& visits;
  Slots slots;
};

void send_person(PersonalExports& exports, const Call& call, const std::string& person,
                 json::object account) {
  Services& services = exports.services;
  auto slot = exports.slots.take();
  if (slot == nullptr) {
    return call->fail(
        {Errc::kUnavailable, "Somebody else's data are being exported: try again.", 5000});
  }
  const port::HttpRequest& request = call->request();
  ArchiveStream::Setup setup{*services.loops[call->loop()], services.pool, request.remote_address,
                             person, request.request_id};
  auto archive = std::make_shared<ArchiveStream>(std::move(setup),
                                                 call->take_exchange()->stream(head_of("my-data")));
  archive->start();
  ArchiveTarget target{services, call->loop(), std::move(archive)};
  std::make_shared<PersonalExport>(PersonalExport::Setup{std::move(target), exports.visits,
                                                         call->identity, person, std::move(account),
                                                         std::move(slot)})
      ->start();
}

// What the workspace knows of the account now; guests have none, and are what the logs say.
void look_up_person(const std::shared_ptr<PersonalExports>& exports, const Call& call,
                    const std::string& person) {
  Services& services = exports->services;
  const json::object body{{"account", person}};
  const core::Principal& who = call->identity.principal;
  ask(services, call, who, "account.credentials", body, [=, &services](json::object found) {
    json::object account{{"id", person}};
    if (found.contains("account")) account = std::move(found.at("account").as_object());
    ask(services, call, call->identity.principal, "account.logins", body,
        [=](json::object logins) mutable {
          account["logins"] = std::move(logins["logins"]);
          send_person(*exports, call, person, std::move(account));
        });
  });
}

// SAF21
void export_person(const std::shared_ptr<PersonalExports>& exports, const Call& call) {
  if (!call->identity.workspace_owner) {
    return call->fail(forbidden("Only owners of the workspace export what belongs to others."));
  }
  Services& services = exports->services;
  const json::object body{{"person", call->parameter(0)}};
  const core::Principal& who = call->identity.principal;
  ask(services, call, who, "person.check", body, [=, &services](const json::object&) {
    ask(services, call, call->identity.principal, "person.export", body,
        [=](const json::object&) { look_up_person(exports, call, call->parameter(0)); });
  });
}

void add_personal_routes(Api& api, Services& services, DocumentVisits& visits) {
  auto exports =
      std::make_shared<PersonalExports>(PersonalExports{services, visits, Slots(kExportsAtOnce)});
  api.add({"GET", "/me/export", "What the workspace has of me, as a ZIP archive", Caller::kKnown,
           shared([exports](const Call& call) {
             look_up_person(exports, call, call->identity.principal.id);
           }),
           8192});
  api.add({"GET", "/people/{person}/export", "What the workspace has of a person, as a ZIP archive",
           Caller::kKnown, shared([exports](const Call& call) { export_person(exports, call); }),
           8192});
}

}  // namespace

void add_export_routes(Api& api, Services& services, DocumentVisits& visits) {
  auto slots = std::make_shared<Slots>(kExportsAtOnce);
  api.add({"GET", "/rooms/{room}/export", "A room as a ZIP archive, made as it is sent",
           Caller::kKnown, shared([&services, &visits, slots](const Call& call) {
             export_room(services, visits, slots, call);
           }),
           8192});
  add_personal_routes(api, services, visits);
}

}  // namespace atelier::gateway
