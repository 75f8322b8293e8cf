// RST46: rooms in the trash, for who owns them (spec/trash.md, TRS6 to TRS9).
#include <algorithm>
#include <map>

#include "core/keys.h"
#include "core/trash.h"
#include "gateway/rest/room_list.h"
#include "gateway/rest/room_purge.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kRoomsShown = 500;

using Found = std::map<std::string, json::object>;

// The room says who may see it there: a workspace's owner sees all but the direct ones.
void describe_all(Services& services, const Call& call, const std::vector<std::string>& rooms) {
  auto found = std::make_shared<Found>();
  const auto ask_one = [&](std::size_t i, Task done) {
    core::CommandRequest request;
    request.room = rooms[i];
    request.name = "room.trashed";
    request.body = "{}";
    request.access = call->identity.access(rooms[i]);
    services.hub.execute(call->loop(), std::move(request),
                         [found, room = rooms[i],
                          done = std::move(done)](const Result<core::Answer>& answer) mutable {
                           if (answer) (*found)[room] = object_of(answer->body);
                           done();
                         });
  };
  for_each_of(rooms.size(), ask_one, [found, call] {
    json::array list;
    for (auto& [id, room] : *found) {
      room["id"] = id;
      list.push_back(std::move(room));
    }
    std::ranges::sort(list, [](const json::value& a, const json::value& b) {
      return int_member(a.as_object(), "deleted_at") > int_member(b.as_object(), "deleted_at");
    });
    call->reply(200, json::object{{"rooms", std::move(list)}});
  });
}

void list(Services& services, const Call& call) {
  services.store.query(
      {core::workspace_partition(services.options.workspace), std::string(core::kTrashedPrefix),
       std::string(core::kTrashedEnd), kRoomsShown},
      core::on(*services.loops[call->loop()], services.alive,
               [&services, call](const port::Page& page) {
                 if (page.status != port::StoreStatus::kOk) {
                   return call->fail(unavailable("The store does not answer now: try again."));
                 }
                 std::vector<std::string> rooms;
                 for (const port::Record& record : page.records) {
                   rooms.push_back(record.key.sort.substr(core::kTrashedPrefix.size()));
                 }
                 describe_all(services, call, rooms);
               }));
}

/// What the path's room is told by the caller; sent again it changes nothing.
void tell(Services& services, const Call& call, const char* name) {
  const std::string& room = call->parameter(0);
  const std::string id = services.random.uuid_v7(services.clock.wall());
  ask_room(services, call, call->identity.access(room), room, name, {{"id", id}},
           [call](const core::Answer&) { call->reply(200, json::object()); });
}

void purge(Services& services, DocumentVisits& visits, const Call& call) {
  const std::string& room = call->parameter(0);
  std::make_shared<RoomPurge>(services, visits, call->loop(), room)
      ->start(call->identity.access(room), [call](const Result<void>& done) {
        if (!done) return call->fail(done.error());
        call->reply(200, json::object());
      });
}

}  // namespace

void add_room_trash_routes(Api& api, Services& services, DocumentVisits& visits) {
  api.add({"DELETE", "/rooms/{room}", "Move a room to the trash", Caller::kKnown,
           shared([&services](const Call& call) { tell(services, call, "room.delete"); }), 8192, "",
           schema({})});
  api.add({"GET", "/trash/rooms", "My rooms in the trash", Caller::kKnown,
           shared([&services](const Call& call) { list(services, call); }), 8192, "",
           schema({"rooms:array"})});
  api.add({"POST", "/trash/rooms/{room}/restore", "Bring a room back", Caller::kKnown,
           shared([&services](const Call& call) { tell(services, call, "room.restore"); }), 8192,
           "", schema({})});
  api.add({"DELETE", "/trash/rooms/{room}", "Remove a room for good", Caller::kKnown,
           shared([&services, &visits](const Call& call) { purge(services, visits, call); }), 8192,
           "", schema({})});
}

}  // namespace atelier::gateway
