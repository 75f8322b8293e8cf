// RST6 and RST7: my account, my password, and tokens for other programs of mine.
#include "gateway/rest/password.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

bool is_member(const Call& call) {
  if (call->identity.workspace_member) return true;
  call->fail(forbidden("Only people with an account can do this."));
  return false;
}

void update(Services& services, const Call& call) {
  if (!is_member(call)) return;
  const auto body = body_of(call);
  if (!body) return;
  json::object change{{"account", call->identity.principal.id}};
  for (const char* key : {"name", "timezone", "language", "status", "color"}) {
    if (body->contains(key)) change[key] = body->at(key);
  }
  ask(services, call, call->identity.principal, "account.update", change,
      [call](const json::object&) { call->reply(200, json::object()); });
}

// AUTH98: somebody who came by a provider has none yet.
void set_first_password(Services& services, const Call& call, const std::string& next) {
  const Identity& me = call->identity;
  services.throttle.try_password(
      call->loop(), call->request().remote_address, me.principal.id,
      [&services, call, next](const Result<void>& may) {
        if (!may) return call->fail(may.error());
        on_pool(
            services, call, [&services, next] { return services.crypto.hash_password(next); },
            [&services, call](const Result<std::string>& hash) {
              if (!hash) return call->fail(hash.error());
              ask(services, call, call->identity.principal, "password.change",
                  {{"account", call->identity.principal.id},
                   {"password", *hash},
                   {"keep", call->identity.login},
                   {"first", true}},
                  [call](const json::object&) { call->reply(200, json::object()); });
            });
      });
}

void change_password(Services& services, const Call& call) {
  if (!is_member(call)) return;
  const auto body = body_of(call);
  if (!body) return;
  if (!body->contains("current")) {
    const auto first = new_password(call, *body, "next");
    if (first) set_first_password(services, call, *first);
    return;
  }
  auto current = text_of(call, *body, "current", 1024);
  if (!current) return;
  const auto next = new_password(call, *body, "next");
  if (!next) return;
  const std::string me = call->identity.principal.id;
  const auto store = [&services, call, me](Result<std::string> hash) {
    if (!hash) return call->fail(hash.error());
    ask(services, call, call->identity.principal, "password.change",
        {{"account", me}, {"password", *hash}, {"keep", call->identity.login}},
        [call](const json::object&) { call->reply(200, json::object()); });
  };
  try_password(services, call, {{"account", me}}, std::move(*current),
               [&services, call, store, next = *next](const json::object&) {
                 on_pool(
                     services, call,
                     [&services, next] { return services.crypto.hash_password(next); }, store);
               });
}

void make_token(Services& services, const Call& call) {
  DurationMs ttl = kMaxOwnTokenMs;
  if (!call->request().body.empty()) {
    const auto body = body_of(call);
    if (!body) return;
    ttl = int_member(*body, "ttl_ms").value_or(kMaxOwnTokenMs);
  }
  if (ttl < 1000 || ttl > kMaxOwnTokenMs) {
    return call->fail(invalid("ttl_ms must be a whole number from 1000 to 3600000."));
  }
  WallMs until = services.clock.wall() + ttl;
  if (call->identity.expires_at != 0) until = std::min(until, call->identity.expires_at);
  call->reply(200, json::object{{"token", services.authenticator.token_for(call->identity, ttl)},
                                {"expires_at", until}});
}

}  // namespace

void add_me_routes(Api& api, Services& services) {
  api.add({"PATCH", "/me", "Change my name, time zone, language or status", Caller::kKnown,
           shared([&services](const Call& call) { update(services, call); }), 8192,
           schema({"name?:string", "timezone?:string", "language?:string", "status?:object",
                   "color?:integer"}),
           schema({})});
  api.add({"POST", "/me/password", "Change my password and end my other logins", Caller::kKnown,
           shared([&services](const Call& call) { change_password(services, call); }), 8192,
           schema({"current?:string", "next:string"}), schema({})});
  api.add({"POST", "/token", "A token of mine, for at most an hour", Caller::kKnown,
           shared([&services](const Call& call) { make_token(services, call); }), 8192,
           schema({"ttl_ms?:integer"}), schema({"token:string", "expires_at:integer"})});
}

}  // namespace atelier::gateway
