// RST5: the devices one is logged in on.
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

bool is_member(const Call& call) {
  if (call->identity.workspace_member) return true;
  call->fail(forbidden("Only people with an account have logins."));
  return false;
}

void list(Services& services, const Call& call) {
  if (!is_member(call)) return;
  ask(services, call, call->identity.principal, "account.logins",
      {{"account", call->identity.principal.id}}, [call](json::object found) {
        for (json::value& login : found.at("logins").as_array()) {
          json::object& each = login.as_object();
          each["current"] = string_member(each, "id") == call->identity.login;
        }
        call->reply(200, found);
      });
}

void end(Services& services, const Call& call, const char* key, const std::string& login) {
  if (!is_member(call)) return;
  ask(services, call, call->identity.principal, "login.end",
      {{"account", call->identity.principal.id}, {key, login}},
      [call](const json::object&) { call->reply(200, json::object()); });
}

}  // namespace

void add_device_routes(Api& api, Services& services) {
  api.add({"GET", "/logins", "The devices I am logged in on", Caller::kKnown,
           shared([&services](const Call& call) { list(services, call); }), 8192, "",
           schema({"logins:array"})});
  api.add({"POST", "/logins/end-others", "End all my other logins", Caller::kKnown,
           shared([&services](const Call& call) {
             end(services, call, "others_of", call->identity.login);
           }),
           8192, "", schema({})});
  api.add(
      {"DELETE", "/logins/{id}", "End one of my logins", Caller::kKnown,
       shared([&services](const Call& call) { end(services, call, "login", call->parameter(0)); }),
       8192, "", schema({})});
}

}  // namespace atelier::gateway
