// RST24: what an invite offers, accepting it with an account, with a new one or as a guest, and
// declining it.
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/password.h"
#include "gateway/rest/routes.h"
#include "wire/auth/secret.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kGuestSecretBytes = 32;

// What is known of an invite on its way through the routes.
struct Shown {
  json::object secret;  // {invite, hash}
  json::object body;
};

/// How somebody without an account may come, as configuration and limits leave it (AUTH74).
struct Ways {
  bool account = false;  // with a new one
  bool guest = false;    // as one
};

template <class F>
void find_ways(Services& services, const Call& call, bool into_room, F then) {
  ask(services, call, server_principal(), "people.state", {},
      [&services, into_room, then = std::move(then)](const json::object& state) mutable {
        Ways ways;
        ways.account = registration_of(services, state) != name_of(Registration::kClosed);
        ways.guest = into_room && guests_of(services, state) != name_of(GuestPolicy::kOff);
        then(ways);
      });
}

/// Whoever comes by something that lasts: not a guest whom the server let in unasked.
bool is_known(const Call& call) {
  return call->identity.credential != Credential::kNone && call->identity.guest_secret.empty();
}

core::Principal asker(const Call& call) {
  return is_known(call) ? call->identity.principal : server_principal();
}

/// AUTH63: limited per address before anything is looked at.
template <class F>
void read_shown(Services& services, const Call& call, F then) {
  const auto body = body_of(call);
  if (!body) return;
  const auto secret = text_of(call, *body, "secret", 128);
  if (!secret) return;
  Shown shown{{{"invite", call->parameter(0)},
               {"hash", feature::people::hash_of(services.crypto, *secret)}},
              *body};
  services.throttle.try_link(
      call->loop(), call->request().remote_address,
      [call, shown = std::move(shown), then = std::move(then)](const Result<void>& may) mutable {
        if (!may) return call->fail(may.error());
        then(std::move(shown));
      });
}

/// TRS7: the room of an offer, if it has one, has to be there. `then` is told what it says of
/// itself.
template <class F>
void check_room(Services& services, const Call& call, const json::object& offer, F then) {
  if (!offer.contains("room")) return then(json::object());
  const std::string room(offer.at("room").at("id").as_string());
  ask_room(
      services, call, server_access(asker(call)), room, "room.look", {},
      [then = std::move(then)](const core::Answer& look) mutable { then(object_of(look.body)); });
}

void look(Services& services, const Call& call) {
  read_shown(services, call, [&services, call](const Shown& shown) {
    ask(services, call, asker(call), "invite.look", shown.secret,
        [&services, call](json::object offer) {
          const bool into_room = offer.contains("room");
          check_room(services, call, offer,
                     [&services, call, offer, into_room](const json::object& room) mutable {
                       if (room.contains("consent")) offer["consent"] = room.at("consent");
                       find_ways(services, call, into_room,
                                 [call, offer](const Ways& ways) mutable {
                                   offer["account"] = ways.account;
                                   // Offered only where nobody can make an account.
                                   offer["guest"] = ways.guest && !ways.account;
                                   if (is_known(call))
                                     offer["signed_in_as"] = describe(call->identity.principal);
                                   call->reply(200, offer);
                                 });
                     });
        });
  });
}

/// The acceptance is stored: now the room hears of it (AUTH65).
void enter(Services& services, const Call& call, const std::string& invite, json::object answer,
           UniqueFunction<void(json::object)> then) {
  answer["principal"] = describe(call->identity);
  if (!answer.contains("room")) return then(std::move(answer));
  const std::string room(answer.at("room").at("id").as_string());
  const auto role = core::parse_role(string_member(answer, "role").value_or(""));
  services.hub.add_member(
      call->loop(), room, call->identity.principal, role.value_or(core::Role::kViewer),
      [&services, call, invite, answer,
       then = std::move(then)](const Result<core::Answer>& added) mutable {
        if (added || added.error().code == Errc::kNotFound) {
          ask_workspace(services.workspace, call->loop(), server_principal(), "invite.settle",
                        {{"invite", invite}}, [](const auto&) {});
        }
        if (!added) return call->fail(added.error());
        answer["role"] = core::name_of(added->role);
        then(std::move(answer));
      });
}

void accept_as_oneself(Services& services, const Call& call, const Shown& shown) {
  take_invite(services, call, shown.secret,
              [call](const json::object& answer) { call->reply(200, answer); });
}

void accept_as_guest(Services& services, const Call& call, const Shown& shown) {
  const auto name = text_of(call, shown.body, "name", feature::people::kNameBytes);
  if (!name) return;
  const core::Principal guest{make_id("g", services.random), *name, core::PrincipalKind::kGuest};
  const std::string secret = wire::format_secret("guest", services.random.bytes(kGuestSecretBytes));
  ask(services, call, guest, "guest.create",
      {{"name", *name}, {"hash", feature::people::hash_of(services.crypto, secret)}},
      [&services, call, shown, guest, secret](const json::object&) {
        call->identity = {};
        call->identity.principal = guest;
        call->identity.credential = Credential::kGuestCookie;
        set_cookie(*call, kGuestCookie, secret, kGuestCookieSeconds);
        accept_as_oneself(services, call, shown);
      });
}

// The account and the acceptance are one transaction; the acceptance is asked for again, which
// changes nothing, to learn where it leads.
void begin(Services& services, const Call& call, const Shown& shown) {
  ask(services, call, server_principal(), "account.credentials",
      {{"account", call->identity.principal.id}},
      [&services, call, shown](const json::object& found) {
        start_login(services, call, found.at("account").as_object(),
                    [&services, call, shown] { accept_as_oneself(services, call, shown); });
      });
}

void accept_with_account(Services& services, const Call& call, const Shown& shown) {
  const auto name = text_of(call, shown.body, "name", feature::people::kNameBytes);
  if (!name) return;
  const auto password = new_password(call, shown.body, "password");
  if (!password) return;
  json::object account = shown.secret;
  account["name"] = *name;
  account["mail_server"] = services.outbox.has_mail_server();
  for (const char* key : {"email", "language"}) {
    if (shown.body.contains(key)) account[key] = shown.body.at(key);
  }
  on_pool(
      services, call,
      [&services, password = *password] { return services.crypto.hash_password(password); },
      [&services, call, shown, name = *name, account](Result<std::string> hash) mutable {
        if (!hash) return call->fail(hash.error());
        account["password"] = *hash;
        const core::Principal me = new_person(services, call, name, account);
        ask(services, call, me, "account.create", account,
            [&services, call, shown, me](const json::object& made) {
              post_mail(services, made);
              call->identity = {};
              call->identity.principal = me;
              begin(services, call, shown);
            });
      });
}

void accept_as_newcomer(Services& services, const Call& call, const Shown& shown,
                        const Ways& ways) {
  if (shown.body.contains("password")) {
    if (ways.account) return accept_with_account(services, call, shown);
    return call->fail(forbidden("No accounts are made here: come as a guest."));
  }
  if (ways.guest) return accept_as_guest(services, call, shown);
  call->fail({Errc::kUnauthenticated, "Log in first, or make an account."});
}

void accept(Services& services, const Call& call) {
  read_shown(services, call, [&services, call](const Shown& shown) {
    const bool guest = call->identity.principal.kind == core::PrincipalKind::kGuest;
    const bool new_account = shown.body.contains("password");
    if (is_known(call) && !(guest && new_account)) return accept_as_oneself(services, call, shown);
    // Looked at first, so that wrong secrets cost no password hash and make no guest.
    ask(services, call, asker(call), "invite.look", shown.secret,
        [&services, call, shown](const json::object& offer) {
          const bool into_room = offer.contains("room");
          check_room(
              services, call, offer, [&services, call, shown, into_room](const json::object&) {
                find_ways(services, call, into_room, [&services, call, shown](const Ways& ways) {
                  accept_as_newcomer(services, call, shown, ways);
                });
              });
        });
  });
}

void decline(Services& services, const Call& call) {
  read_shown(services, call, [&services, call](const Shown& shown) {
    ask(services, call, asker(call), "invite.decline", shown.secret,
        [call](const json::object&) { call->reply(200, json::object()); });
  });
}

void settle_one(Services& services, const json::object& each) {
  const json::object& who = each.at("principal").as_object();
  const core::Principal principal{
      std::string(who.at("id").as_string()), std::string(who.at("name").as_string()),
      core::parse_kind(who.at("kind").as_string()).value_or(core::PrincipalKind::kUser)};
  const auto role = core::parse_role(each.at("role").as_string()).value_or(core::Role::kViewer);
  services.hub.add_member(
      0, std::string(each.at("room").as_string()), principal, role,
      [&services, invite = each.at("invite")](const Result<core::Answer>& added) {
        if (!added && added.error().code != Errc::kNotFound) return;  // the next start tries again
        ask_workspace(services.workspace, 0, server_principal(), "invite.settle",
                      {{"invite", invite}}, [](const auto&) {});
      });
}

}  // namespace

void take_invite(Services& services, const Call& call, const json::object& secret,
                 UniqueFunction<void(json::object)> then) {
  ask(services, call, call->identity.principal, "invite.accept", secret,
      [&services, call, invite = atelier::text_of(secret, "invite"),
       then = std::move(then)](json::object answer) mutable {
        enter(services, call, invite, std::move(answer), std::move(then));
      });
}

void settle_invites(Services& services) {
  ask_workspace(services.workspace, 0, server_principal(), "invite.unsettled", {},
                [&services](const Result<json::object>& found) {
                  if (!found) return;
                  for (const json::value& each : found->at("invites").as_array()) {
                    settle_one(services, each.as_object());
                  }
                });
}

void add_joining_routes(Api& api, Services& services) {
  const auto with = [&services](void (*handle)(Services&, const Call&)) {
    return shared([&services, handle](const Call& call) { handle(services, call); });
  };
  api.add({"POST", "/invites/{invite}/look", "What an invite offers", Caller::kOptional, with(look),
           8192, schema({"secret:string"}),
           schema({"workspace:object", "room?:object", "role:string", "host:object",
                   "email?:string", "expires_at:integer", "account:boolean", "guest:boolean",
                   "signed_in_as?:object", "consent?:string"})});
  api.add({"POST", "/invites/{invite}/accept", "Accept an invite", Caller::kOptional, with(accept),
           8192,
           schema({"secret:string", "name?:string", "email?:string", "password?:string",
                   "language?:string"}),
           schema({"room?:object", "role:string", "principal:object"})});
  api.add({"POST", "/invites/{invite}/decline", "Decline an invite", Caller::kOptional,
           with(decline), 8192, schema({"secret:string"}), schema({})});
}

}  // namespace atelier::gateway
