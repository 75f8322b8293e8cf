// RST23: inviting people into a room or the workspace, for who may.
#include "base/ids.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

using Named = UniqueFunction<void(std::string)>;

/// `then(name of the room)` when the caller may invite there; empty: into the workspace (AUTH60).
void may_invite(Services& services, const Call& call, const std::string& room, Named then) {
  if (room.empty()) {
    if (!call->identity.workspace_owner) {
      return call->fail(forbidden("Only owners of the workspace invite into it."));
    }
    return ask(
        services, call, server_principal(), "people.state", {},
        [&services, call, then = std::move(then)](const json::object& state) mutable {
          if (registration_of(services, state) == name_of(Registration::kClosed)) {
            return call->fail(forbidden("No accounts are made here: invite into a room instead."));
          }
          then({});
        });
  }
  if (!is_room_id(room)) return call->fail(core::no_such_room());
  if (room.starts_with(kDirectPrefix)) {
    return call->fail(forbidden("A direct room is for its two people: make a room."));
  }
  ask_room(services, call, call->identity.access(room), room, "room.look", {},
           [call, then = std::move(then)](const core::Answer& answer) mutable {
             const json::object look = json::parse(answer.body).as_object();
             if (string_member(look, "role") != "owner") {
               return call->fail(forbidden("Only owners of the room invite into it."));
             }
             then(std::string(string_member(look, "name").value_or("")));
           });
}

void reply_made(Services& services, const Call& call, int status, json::object made) {
  post_mail(services, made);
  const bool has_mail = !string_member(made, "mail").value_or("").empty();
  made.erase("mail");
  made["mailed"] = has_mail && services.outbox.has_mail_server();
  call->reply(status, made);
}

void create(Services& services, const Call& call) {
  const auto body = body_of(call);
  if (!body) return;
  json::object wish;
  for (const char* key : {"id", "room", "role", "email", "expires_at", "note", "language"}) {
    if (body->contains(key)) wish[key] = body->at(key);
  }
  wish["mail_server"] = services.outbox.has_mail_server();
  const std::string room(string_member(wish, "room").value_or(""));
  const std::string email(string_member(wish, "email").value_or(""));
  const auto make = [&services, call](const json::object& asked) {
    ask(services, call, call->identity.principal, "invite.create", asked,
        [&services, call](json::object made) { reply_made(services, call, 201, std::move(made)); });
  };
  may_invite(services, call, room,
             [&services, call, email, wish = std::move(wish), make](std::string name) mutable {
               if (!name.empty()) wish["room_name"] = std::move(name);
               may_write_to(services, call, email, [wish = std::move(wish), make] { make(wish); });
             });
}

void list(Services& services, const Call& call) {
  const std::string room = call->query("room").value_or("");
  may_invite(services, call, room, [&services, call, room](const std::string&) {
    ask(services, call, server_principal(), "invite.list", {{"room", room}},
        [call](const json::object& found) { call->reply(200, found); });
  });
}

/// `then(invite)` when the caller may invite where this invite leads.
template <class F>
void find(Services& services, const Call& call, F then) {
  ask(services, call, server_principal(), "invite.find", {{"invite", call->parameter(0)}},
      [&services, call, then = std::move(then)](json::object invite) mutable {
        const std::string room(string_member(invite, "room").value_or(""));
        may_invite(services, call, room,
                   [invite = std::move(invite), then = std::move(then)](
                       const std::string&) mutable { then(std::move(invite)); });
      });
}

void resend(Services& services, const Call& call) {
  find(services, call, [&services, call](const json::object& invite) {
    const json::object wish{{"invite", call->parameter(0)},
                            {"mail_server", services.outbox.has_mail_server()}};
    may_write_to(services, call, std::string(string_member(invite, "email").value_or("")),
                 [&services, call, wish] {
                   ask(services, call, call->identity.principal, "invite.renew", wish,
                       [&services, call](json::object made) {
                         reply_made(services, call, 200, std::move(made));
                       });
                 });
  });
}

void revoke(Services& services, const Call& call) {
  find(services, call, [&services, call](const json::object&) {
    ask(services, call, call->identity.principal, "invite.revoke", {{"invite", call->parameter(0)}},
        [&services, call](const json::object& over) {
          post_mail(services, over);
          call->reply(200, json::object());
        });
  });
}

}  // namespace

void add_invite_routes(Api& api, Services& services) {
  const auto with = [&services](void (*handle)(Services&, const Call&)) {
    return shared([&services, handle](const Call& call) { handle(services, call); });
  };
  const std::string made = schema({"invite:object", "secret:string", "mailed:boolean"});
  api.add({"POST", "/invites", "Invite somebody into a room or the workspace", Caller::kKnown,
           with(create), 8192,
           schema({"id:string", "room?:string", "role?:string", "email?:string",
                   "expires_at?:integer", "note?:string", "language?:string"}),
           made});
  api.add({"GET", "/invites", "The invites of a room or of the workspace", Caller::kKnown,
           with(list), 8192, "", schema({"invites:array"})});
  api.add({"POST", "/invites/{invite}/resend", "Send an invite again and begin its time anew",
           Caller::kKnown, with(resend), 8192, "", made});
  api.add({"DELETE", "/invites/{invite}", "Revoke an invite", Caller::kKnown, with(revoke), 8192,
           "", schema({})});
}

}  // namespace atelier::gateway
