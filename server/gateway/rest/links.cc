// RST14 and RST15: what a link offers, and joining by it.
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/knocks.h"
#include "gateway/rest/routes.h"
#include "wire/auth/secret.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kGuestSecretBytes = 32;

// What is known of a link on its way through the routes.
struct Wish {
  std::string room;
  json::object link;  // {link, hash}
  std::string name;   // of a new guest
};
using WishDone = UniqueFunction<void(Wish)>;

Error no_such_link() {
  return not_found("This link does not work any more: ask for a new one.");
}

// A guest whom the server let in unasked has no name yet, and gets one here.
bool is_known(const Call& call) {
  return call->identity.credential != Credential::kNone && call->identity.guest_secret.empty();
}

/// Finds the room of the link: asked of the store, for the room itself may not be in memory.
void find_room(Services& services, const Call& call, Wish wish, WishDone then) {
  auto key = feature::people::link_row_key(services.options.workspace, call->parameter(0));
  if (key.sort.size() > port::RecordStore::kMaxKeyBytes) return call->fail(no_such_link());
  services.store.get(
      {std::move(key)},
      core::on(
          *services.loops[call->loop()], services.alive,
          [call, wish = std::move(wish), then = std::move(then)](port::ReadResult read) mutable {
            if (read.status != port::StoreStatus::kOk) {
              return call->fail(unavailable("The store does not answer now: try again."));
            }
            if (read.records.empty()) return call->fail(no_such_link());
            wish.room = std::move(read.records[0].value);
            then(std::move(wish));
          }));
}

void read_wish(Services& services, const Call& call, WishDone then) {
  const auto body = body_of(call);
  if (!body) return;
  const auto secret = text_of(call, *body, "secret", 128);
  if (!secret) return;
  Wish wish;
  wish.link = {{"link", call->parameter(0)},
               {"hash", feature::people::hash_of(services.crypto, *secret)}};
  wish.name = std::string(string_member(*body, "name").value_or(""));
  services.throttle.try_link(call->loop(), call->request().remote_address,
                             [&services, call, wish = std::move(wish),
                              then = std::move(then)](const Result<void>& may) mutable {
                               if (!may) return call->fail(may.error());
                               find_room(services, call, std::move(wish), std::move(then));
                             });
}

/// Who asks the room: oneself, or for its rate limits the address of somebody unknown.
core::Principal asker(const Call& call) {
  if (is_known(call)) return call->identity.principal;
  return {"address:" + call->request().remote_address, "Somebody", core::PrincipalKind::kGuest};
}

template <class F>
void look_up(Services& services, const Call& call, const Wish& wish, F then) {
  ask_room(services, call, server_access(asker(call)), wish.room, "link.look", wish.link,
           [then = std::move(then)](const core::Answer& answer) mutable {
             then(json::parse(answer.body).as_object());
           });
}

void look(Services& services, const Call& call) {
  read_wish(services, call, [&services, call](const Wish& wish) {
    look_up(services, call, wish, [&services, call, wish](json::object offer) {
      if (is_known(call)) offer["signed_in_as"] = describe(call->identity.principal);
      if (call->identity.workspace_owner) return call->reply(200, offer);
      look_at_door(services, call, asker(call), wish.room,
                   [call, offer = std::move(offer)](const json::object& door) mutable {
                     if (door.at("state") != "in") offer["door"] = door;
                     call->reply(200, offer);
                   });
    });
  });
}

void use(Services& services, const Call& call, const Wish& wish) {
  ask_room(services, call, server_access(call->identity.principal), wish.room, "link.use",
           wish.link, [&services, call](const core::Answer& answer) {
             const json::object used = json::parse(answer.body).as_object();
             call->reply(
                 200, json::object{{"room", {{"id", used.at("room")}, {"name", used.at("name")}}},
                                   {"role", used.at("role")},
                                   {"principal", describe(call->identity)},
                                   {"token", services.authenticator.token_for(call->identity,
                                                                              kMaxOwnTokenMs)}});
           });
}

/// AUTH80: a link is looked at before the door is, which knows nothing of what links are worth.
void come_in(Services& services, const Call& call, const Wish& wish) {
  look_up(services, call, wish, [&services, call, wish](const json::object&) {
    pass_door(services, call, wish.room, call->parameter(0),
              [&services, call, wish] { use(services, call, wish); });
  });
}

/// A guest is only made for a link that works.
void use_as_new_guest(Services& services, const Call& call, Wish wish) {
  if (services.options.guests == GuestPolicy::kOff) {
    return call->fail({Errc::kUnauthenticated, "Log in first: this server takes no guests."});
  }
  look_up(services, call, wish, [&services, call, wish](const json::object&) {
    if (wish.name.empty()) return call->fail(invalid("Give a name: others will see it."));
    const core::Principal guest{make_id("g", services.random), wish.name,
                                core::PrincipalKind::kGuest};
    const std::string secret =
        wire::format_secret("guest", services.random.bytes(kGuestSecretBytes));
    ask(services, call, guest, "guest.create",
        {{"name", wish.name}, {"hash", feature::people::hash_of(services.crypto, secret)}},
        [&services, call, wish, guest, secret](const json::object&) {
          call->identity = {};
          call->identity.principal = guest;
          call->identity.credential = Credential::kGuestCookie;
          set_cookie(*call, kGuestCookie, secret, kGuestCookieSeconds);
          come_in(services, call, wish);
        });
  });
}

void join(Services& services, const Call& call) {
  read_wish(services, call, [&services, call](Wish wish) {
    if (is_known(call)) return come_in(services, call, wish);
    use_as_new_guest(services, call, std::move(wish));
  });
}

}  // namespace

void add_link_routes(Api& api, Services& services) {
  api.add({"POST", "/links/{link}/look", "What a link offers", Caller::kOptional,
           shared([&services](const Call& call) { look(services, call); }), 8192,
           schema({"secret:string"}),
           schema({"room:object", "role:string", "host:object", "expires_at?:integer",
                   "signed_in_as?:object", "door?:object", "consent?:string"})});
  api.add({"POST", "/links/{link}/join", "Join a room by a link", Caller::kOptional,
           shared([&services](const Call& call) { join(services, call); }), 8192,
           schema({"secret:string", "name?:string"}),
           schema({"room?:object", "role?:string", "principal:object", "token?:string",
                   "state?:string", "hosts?:boolean"})});
  add_knock_routes(api, services);
}

}  // namespace atelier::gateway
