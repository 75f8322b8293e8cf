// RST30: erasing a person's data, one's own or as an owner of the workspace (spec/safe.md). The
// answer leaves first: what they left goes when the server begins anew, which takes seconds.
#include "gateway/rest/password.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

constexpr DurationMs kAnswerLeavesMs = 300;

void erase(Services& services, const Call& call, const std::string& person) {
  ask(services, call, call->identity.principal, "account.erase", {{"account", person}},
      [&services, call](const json::object&) {
        call->reply(202, json::object());
        services.loops[call->loop()]->run_after(kAnswerLeavesMs,
                                                [restart = services.restart] { restart(); });
      });
}

void erase_me(Services& services, const Call& call) {
  if (!call->identity.workspace_member) {
    return call->fail(forbidden("Only people with an account can do this."));
  }
  const auto body = body_of(call);
  if (!body) return;
  auto password = text_of(call, *body, "password", 1024);
  if (!password) return;
  const std::string me = call->identity.principal.id;
  try_password(services, call, {{"account", me}}, std::move(*password),
               [&services, call, me](const json::object&) { erase(services, call, me); });
}

void erase_person(Services& services, const Call& call) {
  if (!call->identity.workspace_owner) {
    return call->fail(forbidden("Only owners of the workspace erase other people."));
  }
  const std::string& person = call->parameter(0);
  if (person == call->identity.principal.id) {
    return call->fail(invalid("Erase your own account with your password: DELETE /me."));
  }
  ask(services, call, call->identity.principal, "person.check", {{"person", person}},
      [&services, call](const json::object&) { erase(services, call, call->parameter(0)); });
}

}  // namespace

void add_erasing_routes(Api& api, Services& services) {
  api.add({"DELETE", "/me", "Erase my account and all that I wrote", Caller::kKnown,
           shared([&services](const Call& call) { erase_me(services, call); }), 8192,
           schema({"password:string"}), schema({})});
  api.add({"DELETE", "/people/{person}", "Erase a person and all that they wrote", Caller::kKnown,
           shared([&services](const Call& call) { erase_person(services, call); }), 8192, "",
           schema({})});
}

}  // namespace atelier::gateway
