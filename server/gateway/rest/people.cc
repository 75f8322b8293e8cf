// RST16: the people one shares a room with.
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {

void add_people_routes(Api& api, Services& services) {
  api.add({"GET", "/people", "Who shares a room with me", Caller::kKnown,
           shared([&services](const Call& call) {
             list_people(services, call->loop(), call->identity, [call](Result<People> people) {
               if (!people) return call->fail(people.error());
               json::array list;
               for (const auto& [id, who] : *people) list.push_back(describe(who));
               call->reply(200, json::object{{"people", std::move(list)}});
             });
           }),
           8192, "", schema({"people:array"})});
}

}  // namespace atelier::gateway
