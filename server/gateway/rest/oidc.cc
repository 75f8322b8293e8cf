// RST32: signing in with a provider, there and back; RST33 and RST34: the ways one can sign in.
#include <algorithm>

#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/oidc/provider.h"
#include "gateway/rest/oidc_people.h"
#include "gateway/rest/routes.h"
#include "wire/http/cookie.h"

namespace atelier::gateway {
namespace {

constexpr std::string_view kLogin = "/login";

void keep_visit(const Call& call, const std::string& value, std::int64_t max_age_seconds) {
  wire::http::SetCookie cookie;
  cookie.name = kOidcCookie;
  cookie.value = value;
  cookie.path = kOidcCookiePath;
  cookie.max_age_seconds = max_age_seconds;
  cookie.secure = call->request().secure;
  if (auto header = wire::http::format_set_cookie(cookie)) {
    call->add_header("Set-Cookie", std::move(*header));
  }
}

std::optional<OidcVisit> kept_visit(Services& services, const Call& call) {
  for (const auto& [name, value] : call->request().headers) {
    if (name != "cookie") continue;
    const auto cookie = wire::http::cookie_value(value, kOidcCookie);
    if (!cookie) continue;
    return open_visit(*cookie, services.crypto, services.oidc->settings().server_secret,
                      services.clock.wall());
  }
  return std::nullopt;
}

/// Fails without a provider, and where one address asks too often.
template <class F>
void throttled(Services& services, const Call& call, F then) {
  if (services.oidc == nullptr) {
    return call->fail(not_found("No provider is set up here: sign in with a password."));
  }
  services.throttle.try_link(call->loop(), call->request().remote_address,
                             [call, then = std::move(then)](const Result<void>& may) mutable {
                               if (!may) return call->fail(may.error());
                               then();
                             });
}

template <class F>
void set_out(Services& services, const Call& call, const OidcVisit& visit, F then) {
  services.oidc->begin(
      call->loop(), visit,
      [&services, call, visit, then = std::move(then)](const Result<std::string>& address) {
        if (!address) return call->fail(address.error());
        keep_visit(call,
                   seal_visit(visit, services.crypto, services.oidc->settings().server_secret),
                   kOidcVisitMs / 1000);
        then(*address);
      });
}

void start(Services& services, const Call& call) {
  call->fail_at(std::string(kLogin));
  throttled(services, call, [&services, call] {
    OidcVisit visit = new_visit(services.random, services.clock.wall());
    visit.to = own_place(call->query("to").value_or("/"));
    set_out(services, call, visit, [call](const std::string& address) { call->redirect(address); });
  });
}

/// From a page of ours: with what does not belong into an address.
void start_from_page(Services& services, const Call& call) {
  throttled(services, call, [&services, call] {
    const auto body = body_of(call);
    if (!body) return;
    OidcVisit visit = new_visit(services.random, services.clock.wall());
    visit.to = own_place(string_member(*body, "to").value_or("/"));
    const json::value* invite = body->if_contains("invite");
    if (invite != nullptr && invite->is_object()) {
      visit.invite = atelier::text_of(invite->get_object(), "id").substr(0, 128);
      visit.invite_hash = feature::people::hash_of(
          services.crypto, atelier::text_of(invite->get_object(), "secret").substr(0, 128));
    }
    if (bool_member(*body, "link", false)) {
      if (!call->identity.workspace_member) {
        return call->fail(forbidden("Only people with an account can link it."));
      }
      visit.link = call->identity.principal.id;
    }
    set_out(services, call, visit, [call](const std::string& address) {
      call->reply(200, json::object{{"url", address}});
    });
  });
}

void link(Services& services, const Call& call, const OidcVisit& visit,
          const wire::IdClaims& claims) {
  // The browser may have another login by now (AUTH97).
  if (!call->identity.workspace_member || call->identity.principal.id != visit.link) {
    return call->fail_with("expired");
  }
  ask(services, call, call->identity.principal, "provider.link",
      {{"account", visit.link}, {"issuer", claims.issuer}, {"subject", claims.subject}},
      [call, to = visit.to](const json::object&) { call->redirect(to); });
}

std::string word_of(const Error& error) {
  if (error.code == Errc::kNotFound) return "expired";
  return error.code == Errc::kUnavailable ? "unavailable" : "refused";
}

void come_back(Services& services, const Call& call) {
  const auto visit = kept_visit(services, call);
  keep_visit(call, "", 0);
  const auto state = call->query("state").value_or("");
  if (!visit || !services.crypto.equal(state, visit->state)) return call->fail_with("expired");
  if (!visit->link.empty()) call->fail_at(visit->to);
  if (const auto error = call->query("error")) {
    return call->fail_with(*error == "access_denied" ? "denied" : "refused");
  }
  // RFC 9207: another provider's answer is not for us.
  if (call->query("iss").value_or(services.oidc->settings().issuer) !=
      services.oidc->settings().issuer) {
    return call->fail_with("refused");
  }
  services.oidc->finish(call->loop(), *visit, call->query("code").value_or(""),
                        [&services, call, visit = *visit](const Result<wire::IdClaims>& claims) {
                          if (!claims) return call->fail_with(word_of(claims.error()));
                          if (!visit.link.empty()) return link(services, call, visit, *claims);
                          sign_in_person(services, call, visit, *claims);
                        });
}

void callback(Services& services, const Call& call) {
  call->fail_at(std::string(kLogin));
  throttled(services, call, [&services, call] { come_back(services, call); });
}

template <class F>
void with_account(Services& services, const Call& call, F then) {
  if (!call->identity.workspace_member) {
    return call->fail(forbidden("Only people with an account can do this."));
  }
  ask(services, call, server_principal(), "account.credentials",
      {{"account", call->identity.principal.id}}, [call, then](const json::object& found) {
        if (found.empty()) return call->fail(not_found("This account is gone."));
        then(found);
      });
}

void ways(Services& services, const Call& call) {
  with_account(services, call, [&services, call](const json::object& found) {
    json::object out{{"password", !atelier::text_of(found, "password").empty()}};
    if (services.oidc != nullptr) {
      const OidcSettings& settings = services.oidc->settings();
      const json::array& issuers = found.at("issuers").as_array();
      const bool linked = std::ranges::find(issuers, json::value(settings.issuer)) != issuers.end();
      out["oidc"] = {{"name", settings.name}, {"linked", linked}};
    }
    call->reply(200, out);
  });
}

void unlink(Services& services, const Call& call) {
  if (services.oidc == nullptr) return call->fail(not_found("No provider is set up here."));
  with_account(services, call, [&services, call](const json::object&) {
    ask(services, call, call->identity.principal, "provider.unlink",
        {{"account", call->identity.principal.id}, {"issuer", services.oidc->settings().issuer}},
        [call](const json::object&) { call->reply(200, json::object()); });
  });
}

}  // namespace

void add_oidc_routes(Api& api, Services& services) {
  const auto with = [&services](void (*handle)(Services&, const Call&)) {
    return shared([&services, handle](const Call& call) { handle(services, call); });
  };
  api.add({"GET", "/oidc/start", "Go to the provider to sign in", Caller::kAnyone, with(start)});
  api.add({"POST", "/oidc/start", "The same for a page, with an invite or to link",
           Caller::kOptional, with(start_from_page), 8192,
           schema({"to?:string", "invite?:object", "link?:boolean"}), schema({"url:string"})});
  api.add(
      {"GET", "/oidc/callback", "Come back from the provider", Caller::kOptional, with(callback)});
  api.add({"DELETE", "/oidc/link", "No longer sign in with the provider", Caller::kKnown,
           with(unlink), 8192, "", schema({})});
  api.add({"GET", "/me/ways", "The ways I can sign in", Caller::kKnown, with(ways), 8192, "",
           schema({"password:boolean", "oidc?:object"})});
}

}  // namespace atelier::gateway
