// VER29: the route of an export: who may, one at a time, and the head of the answer.
#include "gateway/rest/document_visits.h"
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

}  // namespace

void add_export_routes(Api& api, Services& services, DocumentVisits& visits) {
  auto slots = std::make_shared<Slots>(kExportsAtOnce);
  api.add({"GET", "/rooms/{room}/export", "A room as a ZIP archive, made as it is sent",
           Caller::kKnown, shared([&services, &visits, slots](const Call& call) {
             export_room(services, visits, slots, call);
           }),
           8192});
}

}  // namespace atelier::gateway
