// RST25 and RST26: a forgotten password, and proving an address.
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/password.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

// AUTH69: the answer leaves before any work, so that neither it nor its time tells anything.
void forgot(Services& services, const Call& call) {
  const auto body = body_of(call);
  if (!body) return;
  const auto email = text_of(call, *body, "email", feature::people::kEmailBytes);
  if (!email) return;
  services.throttle.try_password(
      call->loop(), call->request().remote_address, "forgot " + *email,
      [&services, call, email = *email](const Result<void>& may) {
        if (!may) return call->fail(may.error());
        call->reply(202, json::object());
        ask_workspace(services.workspace, call->loop(), server_principal(), "password.forgot",
                      {{"email", email}}, [&services](const Result<json::object>& asked) {
                        if (asked) post_mail(services, *asked);
                      });
      });
}

template <class F>
void with_secret(Services& services, const Call& call, F then) {
  const auto body = body_of(call);
  if (!body) return;
  const auto secret = text_of(call, *body, "secret", 128);
  if (!secret) return;
  services.throttle.try_link(
      call->loop(), call->request().remote_address,
      [call, body = *body, hash = feature::people::hash_of(services.crypto, *secret),
       then = std::move(then)](const Result<void>& may) mutable {
        if (!may) return call->fail(may.error());
        then(body, hash);
      });
}

void store_password(Services& services, const Call& call, const std::string& hash,
                    const std::string& password) {
  ask(services, call, server_principal(), "password.reset",
      {{"hash", hash}, {"password", password}}, [&services, call](const json::object& changed) {
        ask(services, call, server_principal(), "account.credentials",
            {{"account", changed.at("account")}}, [&services, call](const json::object& found) {
              begin_login(services, call, found.at("account").as_object());
            });
      });
}

void reset(Services& services, const Call& call) {
  with_secret(services, call, [&services, call](const json::object& body, const std::string& hash) {
    // Asked first, so that wrong secrets cost no password hash; decided again with the password.
    ask(services, call, server_principal(), "proof.check", {{"hash", hash}, {"kind", "reset"}},
        [&services, call, body, hash](const json::object&) {
          const auto password = new_password(call, body, "password");
          if (!password) return;
          on_pool(
              services, call,
              [&services, password = *password] { return services.crypto.hash_password(password); },
              [&services, call, hash](const Result<std::string>& made) {
                if (!made) return call->fail(made.error());
                store_password(services, call, hash, *made);
              });
        });
  });
}

void send_proof(Services& services, const Call& call, const std::string& email) {
  may_write_to(services, call, email, [&services, call, email] {
    ask(services, call, call->identity.principal, "email.ask",
        {{"account", call->identity.principal.id}, {"email", email}},
        [&services, call](const json::object& asked) {
          post_mail(services, asked);
          call->reply(202, json::object());
        });
  });
}

void change_email(Services& services, const Call& call) {
  if (!call->identity.workspace_member) {
    return call->fail(forbidden("Only people with an account can do this."));
  }
  const auto body = body_of(call);
  if (!body) return;
  const auto email = text_of(call, *body, "email", feature::people::kEmailBytes);
  if (!email) return;
  const json::object me{{"account", call->identity.principal.id}};
  const std::string password(string_member(*body, "password").value_or(""));
  ask(services, call, server_principal(), "account.credentials", me,
      [&services, call, me, email = *email, password](const json::object& found) {
        if (found.empty()) return call->fail(not_found("This account is gone."));
        if (found.at("account").at("email") == json::string(email)) {
          return send_proof(services, call, email);
        }
        try_password(services, call, me, password, [&services, call, email](const json::object&) {
          send_proof(services, call, email);
        });
      });
}

void confirm_email(Services& services, const Call& call) {
  with_secret(services, call, [&services, call](const json::object&, const std::string& hash) {
    ask(services, call, server_principal(), "email.confirm", {{"hash", hash}},
        [&services, call](json::object confirmed) {
          post_mail(services, confirmed);
          confirmed.erase("mail");
          call->reply(200, confirmed);
        });
  });
}

}  // namespace

void post_mail(Services& services, const json::object& answer) {
  const auto mail = string_member(answer, "mail").value_or("");
  if (!mail.empty()) services.outbox.look(std::string(mail));
}

void may_write_to(Services& services, const Call& call, const std::string& email, Task then) {
  if (email.empty() || !services.outbox.has_mail_server()) return then();
  services.outbox.may_write_to(
      email, core::on(*services.loops[call->loop()], services.alive,
                      [call, then = std::move(then)](const Result<void>& may) mutable {
                        if (!may) return call->fail(may.error());
                        then();
                      }));
}

void add_recovery_routes(Api& api, Services& services) {
  const auto with = [&services](void (*handle)(Services&, const Call&)) {
    return shared([&services, handle](const Call& call) { handle(services, call); });
  };
  api.add({"POST", "/password/forgot", "Ask for a mail to set a new password", Caller::kAnyone,
           with(forgot), 8192, schema({"email:string"}), schema({})});
  api.add({"POST", "/password/reset", "Set a new password with the mailed secret", Caller::kAnyone,
           with(reset), 8192, schema({"secret:string", "password:string"}),
           schema({"principal:object", "csrf:string", "workspace:object"})});
  api.add({"POST", "/me/email", "Have an address verified, or another one from then on",
           Caller::kKnown, with(change_email), 8192, schema({"email:string", "password?:string"}),
           schema({})});
  api.add({"POST", "/email/confirm", "Verify an address with the mailed secret", Caller::kAnyone,
           with(confirm_email), 8192, schema({"secret:string"}), schema({"email:string"})});
}

}  // namespace atelier::gateway
