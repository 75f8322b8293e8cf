#include "gateway/rest/knocks.h"

#include <utility>

#include "gateway/auth/throttle.h"
#include "gateway/rest/knock_mail.h"

namespace atelier::gateway {
namespace {

json::object said(const core::Answer& answer) {
  return json::parse(answer.body).as_object();
}

/// One answer for what is not for the caller: rooms that do not exist, and doors that they never
/// knocked at.
json::object nothing_here() {
  return {{"state", "knock"}};
}

void ask_door(Services& services, const Call& call, std::string name,
              UniqueFunction<void(json::object)> then) {
  core::CommandRequest request;
  request.room = call->parameter(0);
  request.name = std::move(name);
  request.body = "{}";
  request.access = server_access(call->identity.principal);
  services.hub.execute(call->loop(), std::move(request),
                       [call, then = std::move(then)](Result<core::Answer> answer) mutable {
                         if (answer) return then(said(*answer));
                         if (answer.error().code == Errc::kNotFound) return then(nothing_here());
                         call->fail(answer.error());
                       });
}

// Without knocking there is nothing to wait for: who is asked again by the link comes in.
void wait(Services& services, const Call& call) {
  ask_door(services, call, "knock.wait",
           [call](const json::object& state) { call->reply(200, state); });
}

void leave(Services& services, const Call& call) {
  ask_door(services, call, "knock.leave",
           [call](const json::object&) { call->reply(200, json::object()); });
}

}  // namespace

void pass_door(Services& services, const Call& call, const std::string& room,
               const std::string& link, Task then) {
  if (call->identity.workspace_owner) return then();
  const json::object knock{{"link", link}, {"network", network_of(call->request().remote_address)}};
  ask_room(services, call, server_access(call->identity.principal), room, "knock.ask", knock,
           [&services, call, room, then = std::move(then)](const core::Answer& answer) mutable {
             json::object state = said(answer);
             if (state.at("state") == "in") return then();
             if (state.at("state") == "refused") {
               return call->fail(forbidden("Nobody could let you in just now: ask your host."));
             }
             state["principal"] = describe(call->identity);
             call->reply(202, state);
             if (!bool_member(state, "hosts", true)) {
               mail_hosts(services, call->loop(), room, call->identity.principal.name);
             }
           });
}

void look_at_door(Services& services, const Call& call, core::Principal who,
                  const std::string& room, UniqueFunction<void(json::object)> then) {
  ask_room(services, call, server_access(std::move(who)), room, "knock.wait",
           {{"link", call->parameter(0)}},
           [then = std::move(then)](const core::Answer& answer) mutable { then(said(answer)); });
}

void add_knock_routes(Api& api, Services& services) {
  api.add({"GET", "/rooms/{room}/knock", "Whether one is let in", Caller::kKnown,
           shared([&services](const Call& call) { wait(services, call); }), 8192, "",
           schema({"state:string", "hosts?:boolean"})});
  api.add({"DELETE", "/rooms/{room}/knock", "Stop waiting at a door", Caller::kKnown,
           shared([&services](const Call& call) { leave(services, call); }), 8192, "", schema({})});
}

}  // namespace atelier::gateway
