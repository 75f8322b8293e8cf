#include "gateway/rest/oidc_people.h"

#include "base/utf8.h"
#include "feature/people/people_limits.h"
#include "gateway/oidc/provider.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

struct Person {
  OidcVisit visit;
  wire::IdClaims claims;
};

/// What others will read: no control characters, and no more than fits.
std::string shown_name(const wire::IdClaims& claims) {
  std::string name =
      claims.name.empty() ? claims.email.substr(0, claims.email.find('@')) : claims.name;
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  name.resize(std::min(name.size(), feature::people::kNameBytes));
  while (!name.empty() && !utf8::is_valid(name)) name.pop_back();
  return name.empty() ? "Somebody" : name;
}

void go_in(Services& services, const Call& call, const Person& person,
           const json::object& account) {
  start_login(services, call, account, [&services, call, visit = person.visit] {
    if (visit.invite.empty()) return call->redirect(visit.to);
    // Signed in all the same when the invite does not work any more.
    call->fail_at("/");
    take_invite(services, call, {{"invite", visit.invite}, {"hash", visit.invite_hash}},
                [call](const json::object& accepted) {
                  if (!accepted.contains("room")) return call->redirect("/");
                  const json::object& room = accepted.at("room").as_object();
                  call->redirect("/r/" + atelier::text_of(room, "id"));
                });
  });
}

void find_and_go_in(Services& services, const Call& call, const Person& person) {
  ask(services, call, server_principal(), "provider.find",
      {{"issuer", person.claims.issuer}, {"subject", person.claims.subject}},
      [&services, call, person](const json::object& found) {
        if (found.empty()) return call->fail(not_found("This account is gone."));
        go_in(services, call, person, found.at("account").as_object());
      });
}

// AUTH95: registration is open, or an invite is shown, or the domain is one of ours.
bool may_come(const Services& services, const Person& person) {
  const Registration registration = services.options.registration;
  if (registration == Registration::kOpen) return true;
  if (!person.visit.invite.empty() && registration == Registration::kInvite) return true;
  return allows_address(services.oidc->settings(), person.claims);
}

void make_account(Services& services, const Call& call, const Person& person) {
  const wire::IdClaims& claims = person.claims;
  const OidcVisit& visit = person.visit;
  if (!may_come(services, person)) return call->fail_with("invite");
  if (claims.email.empty() && visit.invite.empty()) return call->fail_with("address");
  json::object account{{"name", shown_name(claims)},
                       {"email", claims.email},
                       {"role", "member"},
                       {"verified", claims.email_verified},
                       {"mail_server", services.outbox.has_mail_server()},
                       {"provider", {{"issuer", claims.issuer}, {"subject", claims.subject}}}};
  if (!visit.invite.empty() && services.options.registration != Registration::kClosed) {
    account["invite"] = visit.invite;
    account["hash"] = visit.invite_hash;
  }
  const core::Principal me = new_person(services, call, shown_name(claims), account);
  ask(services, call, me, "account.create", account,
      [&services, call, person](const json::object& made) {
        post_mail(services, made);
        find_and_go_in(services, call, person);
      });
}

// AUTH96: whoever has the mailbox could have the account by a forgotten password; but an address
// that only one side has seen proves nothing.
void link_by_address(Services& services, const Call& call, const Person& person,
                     const json::object& account) {
  const wire::IdClaims& claims = person.claims;
  if (!claims.email_verified || !bool_member(account, "verified", false)) {
    return call->fail_with("taken");
  }
  ask(services, call, server_principal(), "provider.link",
      {{"account", account.at("id")},
       {"issuer", claims.issuer},
       {"subject", claims.subject},
       {"email", account.at("email")}},
      [&services, call, person](const json::object&) { find_and_go_in(services, call, person); });
}

void look_for_address(Services& services, const Call& call, const Person& person) {
  if (person.claims.email.empty()) return make_account(services, call, person);
  ask(services, call, server_principal(), "account.credentials", {{"email", person.claims.email}},
      [&services, call, person](const json::object& found) {
        if (found.empty()) return make_account(services, call, person);
        link_by_address(services, call, person, found.at("account").as_object());
      });
}

}  // namespace

void sign_in_person(Services& services, const Call& call, const OidcVisit& visit,
                    const wire::IdClaims& claims) {
  const Person person{visit, claims};
  ask(services, call, server_principal(), "provider.find",
      {{"issuer", claims.issuer}, {"subject", claims.subject}},
      [&services, call, person](const json::object& found) {
        if (found.empty()) return look_for_address(services, call, person);
        go_in(services, call, person, found.at("account").as_object());
      });
}

}  // namespace atelier::gateway
