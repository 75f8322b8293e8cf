// RST22: the outbox and test mails, for owners of the workspace.
#include "feature/mail/outbox.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

using feature::mail::MailState;

bool is_owner(const Call& call) {
  if (call->identity.workspace_owner) return true;
  call->fail(forbidden("Only owners of the workspace see its mail."));
  return false;
}

json::object describe(const MailState& mail) {
  json::object out{{"id", mail.id},
                   {"to", mail.to},
                   {"template", mail.template_name},
                   {"state", mail.state},
                   {"attempts", mail.attempts},
                   {"at", mail.at}};
  if (!mail.error.empty()) out["error"] = mail.error;
  if (!mail.link.empty()) out["link"] = mail.link;
  if (mail.next_at != 0) out["next_at"] = mail.next_at;
  if (mail.sent_at != 0) out["sent_at"] = mail.sent_at;
  return out;
}

void outbox(Services& services, const Call& call) {
  if (!is_owner(call)) return;
  const auto limit = call->query_int("limit", 100, 1, 500);
  if (!limit) return call->fail(limit.error());
  services.outbox.list(
      static_cast<std::size_t>(*limit),
      core::on(*services.loops[call->loop()], services.alive,
               [&services, call](const Result<std::vector<MailState>>& listed) {
                 if (!listed) return call->fail(listed.error());
                 json::array mails;
                 for (const MailState& mail : *listed) mails.push_back(describe(mail));
                 call->reply(200, json::object{{"mail_server", services.outbox.has_mail_server()},
                                               {"from", services.outbox.from()},
                                               {"mails", std::move(mails)}});
               }));
}

void put_test(Services& services, const Call& call, core::Mail mail) {
  const std::string id = mail.id;
  services.outbox.put(std::move(mail), core::on(*services.loops[call->loop()], services.alive,
                                                [call, id](const Result<void>& stored) {
                                                  if (!stored) return call->fail(stored.error());
                                                  call->reply(202, json::object{{"id", id}});
                                                }));
}

/// To the address of the body, else to the owner's own, in their language.
void send_test(Services& services, const Call& call) {
  if (!is_owner(call)) return;
  if (!services.outbox.has_mail_server()) {
    return call->fail(unavailable(
        "No mail server is set up: set mail_url and mail_from, and start the server again."));
  }
  std::string to;
  if (!call->request().body.empty()) {
    const auto body = body_of(call);
    if (!body) return;
    to = string_member(*body, "to").value_or("");
    if (to.empty() && body->contains("to")) return call->fail(invalid("to is a mail address."));
  }
  const core::Principal& me = call->identity.principal;
  ask(services, call, me, "account.credentials", {{"account", me.id}},
      [&services, call, to](const json::object& found) {
        core::Mail mail{services.random.uuid_v7(services.clock.wall()), to, "en", "test"};
        if (const json::value* account = found.if_contains("account")) {
          const json::object& mine = account->as_object();
          if (to.empty()) mail.to = string_member(mine, "email").value_or("");
          mail.language = string_member(mine, "language").value_or("en");
        }
        ask(services, call, call->identity.principal, "people.state", {},
            [&services, call, mail](const json::object& state) mutable {
              mail.values["workspace"] = string_member(state, "name").value_or("");
              if (mail.values["workspace"].empty()) mail.values["workspace"] = "Atelier";
              put_test(services, call, std::move(mail));
            });
      });
}

void retry(Services& services, const Call& call) {
  if (!is_owner(call)) return;
  services.outbox.hurry();
  call->reply(200, json::object());
}

}  // namespace

void add_mail_routes(Api& api, Services& services) {
  api.add({"GET", "/mail/outbox", "What mail waits, was sent or could not be", Caller::kKnown,
           shared([&services](const Call& call) { outbox(services, call); }), 8192, "",
           schema({"mail_server:boolean", "from:string", "mails:array"})});
  api.add({"POST", "/mail/test", "Send a test mail", Caller::kKnown,
           shared([&services](const Call& call) { send_test(services, call); }), 8192,
           schema({"to?:string"}), schema({"id:string"})});
  api.add({"POST", "/mail/retry", "Try again now what failed", Caller::kKnown,
           shared([&services](const Call& call) { retry(services, call); }), 8192, "", schema({})});
}

}  // namespace atelier::gateway
