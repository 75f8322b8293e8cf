// RST1: who I am here, and what the app must know to begin.
#include "core/presence.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

json::object session_of(const Services& services, const ApiCall& call, const json::object& state) {
  const std::string name(string_member(state, "name").value_or(""));
  const RestOptions& options = services.options;
  const std::string logo = atelier::text_of(state, "logo");
  json::object workspace{{"id", options.workspace}, {"name", name.empty() ? "Atelier" : name}};
  if (!logo.empty()) workspace["logo"] = logo_path(logo);
  json::object out{{"csrf", services.csrf.token_of(call.identity)},
                   {"workspace", std::move(workspace)},
                   {"setup_needed", bool_member(state, "setup_needed", false)},
                   {"registration", registration_of(services, state)},
                   {"mail", services.outbox.has_mail_server()},
                   {"guests", guests_of(services, state)},
                   {"server_time", services.clock.wall()},
                   {"version", options.version}};
  if (services.oidc != nullptr) out["oidc"] = {{"name", services.oidc->settings().name}};
  return out;
}

void add_principal(json::object& session, const Identity& identity, const json::object& account) {
  json::object principal = describe(identity);
  principal["color"] = core::color_of(identity.principal.id);
  for (const char* key : {"email", "timezone", "language", "verified", "status", "picture", "color",
                          "color_chosen"}) {
    if (account.contains(key)) principal[key] = account.at(key);
  }
  session["principal"] = std::move(principal);
}

}  // namespace

std::string_view name_of(Registration registration) {
  switch (registration) {
    case Registration::kClosed:
      return "closed";
    case Registration::kInvite:
      return "invite";
    case Registration::kOpen:
      return "open";
  }
  return "closed";
}

void reply_session(Services& services, const Call& call) {
  ask(services, call, server_principal(), "people.state", {},
      [&services, call](const json::object& state) {
        json::object session = session_of(services, *call, state);
        const Identity& me = call->identity;
        if (me.credential == Credential::kNone) return call->reply(200, session);
        if (!me.workspace_member) {
          add_principal(session, me, {});
          return call->reply(200, session);
        }
        ask(services, call, server_principal(), "account.credentials",
            {{"account", me.principal.id}},
            [call, session = std::move(session)](json::object found) mutable {
              if (found.empty()) return call->fail(not_found("This account is gone."));
              add_principal(session, call->identity, found.at("account").as_object());
              call->reply(200, session);
            });
      });
}

void add_session_routes(Api& api, Services& services) {
  api.add({"GET", "/session", "Who I am, and what the app must know to begin", Caller::kOptional,
           shared([&services](const Call& call) { reply_session(services, call); }), 64 * 1024, "",
           schema({"principal?:object", "csrf:string", "workspace:object", "setup_needed:boolean",
                   "registration:string", "mail:boolean", "guests:string", "server_time:integer",
                   "version:string", "oidc?:object"})});
}

}  // namespace atelier::gateway
