// RST8, RST9 and RST18: the rooms one is in, making one, and direct rooms.
#include "base/ids.h"
#include "base/limits.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kSlugBytes = 40;

/// "Kick-off: Spring 24" -> "kick-off-spring-24-x7Qp".
std::string id_from(std::string_view name, port::Random& random) {
  std::string id;
  for (const char c : name) {
    if (id.size() >= kSlugBytes) break;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (plain) {
      id += lower;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  if (!id.empty() && id.back() != '-') id += '-';
  return "r-" + id + make_id("", random).substr(1, 6);
}

void list(Services& services, const Call& call) {
  list_room_ids(
      services, call->loop(), call->identity,
      [&services, call](Result<std::vector<std::string>> ids) {
        if (!ids) return call->fail(ids.error());
        auto rooms = std::make_shared<std::map<std::string, json::object>>();
        const auto ask_one = [&](std::size_t i, Task done) {
          const std::string& room = (*ids)[i];
          look_at_room(services, call->loop(), call->identity, room,
                       [rooms, room, done = std::move(done)](Result<json::object> summary) mutable {
                         // What may not be entered any more is left out.
                         if (summary) (*rooms)[room] = std::move(*summary);
                         done();
                       });
        };
        for_each_of(ids->size(), ask_one, [rooms, call] {
          json::array list_of;
          for (auto& [id, summary] : *rooms) {
            summary.erase("surfaces");
            list_of.push_back(std::move(summary));
          }
          call->reply(200, json::object{{"rooms", std::move(list_of)}});
        });
      });
}

void look(Services& services, const Call& call, const std::string& room, int status) {
  look_at_room(services, call->loop(), call->identity, room,
               [call, status](Result<json::object> summary) {
                 if (!summary) return call->fail(summary.error());
                 call->reply(status, *summary);
               });
}

void create(Services& services, const Call& call) {
  if (!call->identity.workspace_member && !call->identity.workspace_owner) {
    return call->fail(forbidden("Only members of the workspace make rooms."));
  }
  const auto body = body_of(call);
  if (!body) return;
  const auto name = text_of(call, *body, "name", limits::kRoomTitleBytes);
  if (!name) return;
  std::string room = id_from(*name, services.random);
  if (body->contains("id")) room = std::string(string_member(*body, "id").value_or(""));
  if (!is_room_id(room) || room.starts_with(kDirectPrefix)) {
    return call->fail(invalid("id must be 1 to 64 of A-Z a-z 0-9 _ -, and not begin with dm-."));
  }
  may_make_room(services, call, [&services, call, room, name = *name] {
    services.hub.create(call->loop(), room, name, call->identity.principal,
                        [&services, call, room](const Result<core::Answer>& made) {
                          if (!made) return call->fail(made.error());
                          look(services, call, room, 201);
                        });
  });
}

void direct(Services& services, const Call& call) {
  const auto body = body_of(call);
  if (!body) return;
  const auto other = text_of(call, *body, "principal", limits::kPrincipalIdBytes);
  if (!other) return;
  open_direct_room(services, call->loop(), call->identity, *other,
                   [call](const Result<std::string>& room) {
                     if (!room) return call->fail(room.error());
                     call->reply(200, json::object{{"room", *room}});
                   });
}

}  // namespace

void add_room_routes(Api& api, Services& services) {
  const auto room =
      schema({"id:string", "name:string", "role:string", "kind:string", "head_seq:integer",
              "unread:integer", "last_message?:object", "present:array", "archived:boolean",
              "surfaces?:array", "member_count:integer", "meeting?:object", "person?:object"});
  api.add({"GET", "/rooms", "The rooms I am in", Caller::kKnown,
           shared([&services](const Call& call) { list(services, call); }), 8192, "",
           schema({"rooms:array"})});
  api.add({"POST", "/rooms", "Make a room", Caller::kKnown,
           shared([&services](const Call& call) { create(services, call); }), 8192,
           schema({"name:string", "id?:string"}), room});
  api.add({"GET", "/rooms/{room}", "One room", Caller::kKnown,
           shared([&services](const Call& call) { look(services, call, call->parameter(0), 200); }),
           8192, "", room});
  api.add({"POST", "/direct", "The direct room with somebody", Caller::kKnown,
           shared([&services](const Call& call) { direct(services, call); }), 8192,
           schema({"principal:string"}), schema({"room:string"})});
}

}  // namespace atelier::gateway
