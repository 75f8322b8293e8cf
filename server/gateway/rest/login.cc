// RST3: logging in and out.
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/password.h"
#include "gateway/rest/routes.h"
#include "wire/auth/secret.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kSecretBytes = 32;

/// What the list of devices shows, e.g. "Firefox on Linux"; the header itself is not kept.
std::string device_of(const port::HttpRequest& request) {
  const std::string_view agent = request.header("user-agent").value_or("");
  const auto first_of = [agent](std::initializer_list<std::pair<const char*, const char*>> names,
                                const char* otherwise) {
    for (const auto& [mark, shown] : names) {
      if (agent.find(mark) != std::string_view::npos) return shown;
    }
    return otherwise;
  };
  const std::string browser = first_of({{"Edg/", "Edge"},
                                        {"OPR/", "Opera"},
                                        {"Firefox/", "Firefox"},
                                        {"Chrome/", "Chrome"},
                                        {"Safari/", "Safari"}},
                                       "A program");
  const std::string system = first_of({{"Android", "Android"},
                                       {"iPhone", "iPhone"},
                                       {"iPad", "iPad"},
                                       {"Windows", "Windows"},
                                       {"Mac OS X", "macOS"},
                                       {"Linux", "Linux"}},
                                      "");
  return system.empty() ? browser : browser + " on " + system;
}

/// Enough to recognise a place, not a person: the last part of the address is left out.
std::string address_prefix(const std::string& address) {
  const std::size_t colon = address.find(':');
  if (colon == std::string::npos) return address.substr(0, address.rfind('.'));
  return address.substr(0, address.find(':', colon + 1));
}

void log_in(Services& services, const Call& call) {
  const auto body = body_of(call);
  if (!body) return;
  const auto email = text_of(call, *body, "email", feature::people::kEmailBytes);
  if (!email) return;
  auto password = text_of(call, *body, "password", feature::people::kPasswordBytes);
  if (!password) return;
  try_password(services, call, {{"email", *email}}, std::move(*password),
               [&services, call](const json::object& found) {
                 begin_login(services, call, found.at("account").as_object());
               });
}

void log_out(Services& services, const Call& call) {
  if (call->identity.credential == Credential::kLoginCookie) set_cookie(*call, kLoginCookie, "", 0);
  if (call->identity.login.empty()) return call->reply(200, json::object());
  ask(services, call, call->identity.principal, "login.end",
      {{"account", call->identity.principal.id}, {"login", call->identity.login}},
      [call](const json::object&) { call->reply(200, json::object()); });
}

}  // namespace

void begin_login(Services& services, const Call& call, const json::object& account) {
  start_login(services, call, account, [&services, call] { reply_session(services, call); });
}

void start_login(Services& services, const Call& call, const json::object& account, Task then) {
  Identity identity = identity_of_account(account);
  identity.credential = Credential::kLoginCookie;
  identity.login = make_id("l", services.random);
  const std::string secret = wire::format_secret("login", services.random.bytes(kSecretBytes));
  const json::object login{{"account", identity.principal.id},
                           {"login", identity.login},
                           {"hash", feature::people::hash_of(services.crypto, secret)},
                           {"device", device_of(call->request())},
                           {"address", address_prefix(call->request().remote_address)}};
  const core::Principal who = identity.principal;
  ask(services, call, who, "login.start", login,
      [call, secret, identity = std::move(identity),
       then = std::move(then)](const json::object&) mutable {
        set_cookie(*call, kLoginCookie, secret, feature::people::kLoginMs / 1000);
        // Who was a guest before is one no more (AUTH72).
        if (is_own_id("g", identity.principal.id)) set_cookie(*call, kGuestCookie, "", 0);
        call->identity = std::move(identity);
        then();
      });
}

void add_login_routes(Api& api, Services& services) {
  api.add({"POST", "/login", "Log in with e-mail address and password", Caller::kAnyone,
           shared([&services](const Call& call) { log_in(services, call); }), 8192,
           schema({"email:string", "password:string"}),
           schema({"principal:object", "csrf:string", "workspace:object"})});
  api.add({"POST", "/logout", "End this login", Caller::kOptional,
           shared([&services](const Call& call) { log_out(services, call); }), 8192, "",
           schema({})});
}

}  // namespace atelier::gateway
