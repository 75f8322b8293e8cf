// RST2 and RST4: the first owner's account, and accounts of people who register themselves.
#include "base/mail_address.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/password.h"
#include "gateway/rest/routes.h"
#include "wire/http/cookie.h"

namespace atelier::gateway {
namespace {

using feature::people::hash_of;

void create(Services& services, const Call& call, json::object account,
            const std::string& password) {
  on_pool(
      services, call, [&services, password] { return services.crypto.hash_password(password); },
      [&services, call, account = std::move(account)](Result<std::string> hash) mutable {
        if (!hash) return call->fail(hash.error());
        account["password"] = *hash;
        const std::string name(string_member(account, "name").value_or(""));
        const core::Principal me = new_person(services, call, name, account);
        ask(services, call, me, "account.create", account,
            [&services, call, me](const json::object&) {
              ask(services, call, server_principal(), "account.credentials", {{"account", me.id}},
                  [&services, call](const json::object& found) {
                    begin_login(services, call, found.at("account").as_object());
                  });
            });
      });
}

void set_up(Services& services, const Call& call) {
  const auto body = body_of(call);
  if (!body) return;
  const auto secret = text_of(call, *body, "secret", 128);
  if (!secret) return;
  json::object account{{"role", "owner"}, {"setup", hash_of(services.crypto, *secret)}};
  // Asked first, so that wrong secrets cost no password hash; decided again with the account.
  ask(services, call, server_principal(), "setup.check", {{"setup", account.at("setup")}},
      [&services, call, body = *body, account](const json::object&) mutable {
        for (const char* key : {"name", "email", "workspace"}) {
          const auto text = text_of(call, body, key, feature::people::kEmailBytes);
          if (!text) return;
          account[key] = *text;
        }
        const auto password = new_password(call, body, "password");
        if (password) create(services, call, std::move(account), *password);
      });
}

// AUTH67: as for a forgotten password, the answer leaves before any work.
void mail_sign_up(Services& services, const Call& call, const json::object& body) {
  const auto email = text_of(call, body, "email", feature::people::kEmailBytes);
  if (!email) return;
  if (!is_mail_address(*email)) return call->fail(invalid("email must be an address."));
  json::object wish{{"email", *email}};
  if (body.contains("language")) wish["language"] = body.at("language");
  call->reply(202, json::object{{"mailed", true}});
  ask_workspace(services.workspace, call->loop(), server_principal(), "signup.ask", wish,
                [&services](const Result<json::object>& asked) {
                  if (asked) post_mail(services, *asked);
                });
}

void sign_up(Services& services, const Call& call) {
  if (services.options.registration != Registration::kOpen) {
    return call->fail(forbidden("Registration is closed here: ask for an invite."));
  }
  const auto body = body_of(call);
  if (!body) return;
  if (services.outbox.has_mail_server()) return mail_sign_up(services, call, *body);
  json::object account{{"role", "member"}};
  for (const char* key : {"name", "email"}) {
    const auto text = text_of(call, *body, key, feature::people::kEmailBytes);
    if (!text) return;
    account[key] = *text;
  }
  const auto password = new_password(call, *body, "password");
  if (password) create(services, call, std::move(account), *password);
}

}  // namespace

core::Principal new_person(Services& services, const Call& call, const std::string& name,
                           json::object& account) {
  const Identity& before = call->identity;
  const bool guest = before.credential == Credential::kGuestCookie && before.guest_secret.empty();
  if (!guest) return {make_id("u", services.random), name};
  for (const auto& [key, value] : call->request().headers) {
    if (key != "cookie") continue;
    if (const auto cookie = wire::http::cookie_value(value, kGuestCookie)) {
      account["guest"] = hash_of(services.crypto, *cookie);
    }
  }
  return {before.principal.id, name};
}

void add_setup_routes(Api& api, Services& services) {
  const std::string session = schema({"principal:object", "csrf:string", "workspace:object"});
  const auto throttled = [&services](void (*handle)(Services&, const Call&)) {
    return shared([&services, handle](const Call& call) {
      services.throttle.try_password(call->loop(), call->request().remote_address, "",
                                     [&services, call, handle](const Result<void>& may) {
                                       if (!may) return call->fail(may.error());
                                       handle(services, call);
                                     });
    });
  };
  api.add({"POST", "/setup", "Make the first owner's account", Caller::kAnyone, throttled(set_up),
           8192,
           schema({"secret:string", "name:string", "email:string", "password:string",
                   "workspace:string"}),
           session});
  api.add({"POST", "/register", "Make an account for oneself", Caller::kOptional,
           throttled(sign_up), 8192,
           schema({"name?:string", "email:string", "password?:string", "language?:string"}),
           session});
}

}  // namespace atelier::gateway
