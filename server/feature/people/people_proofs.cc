// PeopleFeature: secrets that are mailed to prove an address or to set a new password (spec/auth.md
// AUTH67..AUTH70).
#include "base/base64.h"
#include "base/mail_address.h"
#include "feature/people/body.h"
#include "feature/people/people_feature.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

Error no_such_proof() {
  return not_found("This link does not work any more: ask for a new one.");
}

}  // namespace

Result<core::Decision> PeopleFeature::decide_proof(const std::string& name,
                                                   const json::object& body) const {
  if (name == "password.forgot") return forget_password(body);
  if (name == "signup.ask") return ask_for_account(body);
  if (name == "password.reset") return reset_password(body);
  if (name == "email.ask") return ask_for_email(body);
  return confirm_email(body);
}

void PeopleFeature::send_proof(core::Decision& decision, const Account& account,
                               const std::string& kind, const std::string& email) const {
  if (!is_mail_address(email)) return;
  const std::string id = base64::encode_url(needs_.random.bytes(9));
  const std::string secret = kind + "_" + base64::encode_url(needs_.random.bytes(24));
  const WallMs until = context_.now() + (kind == "reset" ? kResetMs : kVerifyMs);
  decision.events.push_back(
      event_of("proof.opened",
               {{"proof", id}, {"kind", kind}, {"account", account.id}, {"expires_at", until}},
               {{"hash", hash_of(crypto_, secret)}, {"email", email}}));
  core::Mail mail;
  mail.id = kind + "-" + id;
  mail.to = email;
  mail.language = account.language;
  mail.template_name = kind;
  mail.until = until;
  mail.values = {{"workspace", state_.shown_workspace_name()},
                 {"link", needs_.public_url() + "/" + kind + "#" + secret},
                 {"name", account.name},
                 {"expires_at", std::to_string(until)}};
  decision.writes.push_back(core::mail_row(needs_.workspace, mail, context_.now()));
  decision.answer = json::serialize(json::object{{"mail", mail.id}});
}

// AUTH69: the answer is the same for an address that nobody has.
Result<core::Decision> PeopleFeature::forget_password(const json::object& body) const {
  core::Decision decision;
  const Account* account = state_.account_by_email(in_lower_case(text_of(body, "email")));
  if (account != nullptr) send_proof(decision, *account, "reset", account->email);
  return decision;
}

Result<core::Decision> PeopleFeature::ask_for_account(const json::object& body) const {
  ATELIER_TRY(const std::string email, address_of(body));
  if (state_.account_by_email(email) != nullptr) return forget_password(body);
  return invites_.ask_for(email, language_of(body));
}

Result<json::object> PeopleFeature::check_proof(const json::object& body) const {
  const Proof* proof = proofs_.find(text_of(body, "hash"), text_of(body, "kind"), context_.now());
  if (proof == nullptr || state_.account(proof->account) == nullptr) return no_such_proof();
  return json::object{{"account", proof->account}};
}

// Whoever has the mail has the address; whoever had the account before is out.
Result<core::Decision> PeopleFeature::reset_password(const json::object& body) const {
  const Proof* proof = proofs_.find(text_of(body, "hash"), "reset", context_.now());
  const Account* account = proof == nullptr ? nullptr : state_.account(proof->account);
  if (account == nullptr) return no_such_proof();
  const json::object who{{"account", account->id}};
  core::Decision decision;
  decision.events.push_back(
      event_of("password.changed", who, {{"password", text_of(body, "password")}}));
  if (account->verified_at == 0 && account->email == proof->email) {
    decision.events.push_back(event_of("account.verified", who));
  }
  for (const Login* login : state_.logins_of(account->id)) add_end(decision, *login, "password");
  decision.answer = json::serialize(who);
  return decision;
}

// AUTH68: an address of somebody else gets no mail, and nobody learns that it is one.
Result<core::Decision> PeopleFeature::ask_for_email(const json::object& body) const {
  const Account* account = state_.account(text_of(body, "account"));
  if (account == nullptr) return not_found("There is no such account.");
  ATELIER_TRY(const std::string email, address_of(body));
  core::Decision decision;
  const Account* owner = state_.account_by_email(email);
  if (owner == nullptr || owner == account) send_proof(decision, *account, "verify", email);
  return decision;
}

std::string PeopleFeature::tell_old_address(core::Decision& decision, const Account& account,
                                            const std::string& email) const {
  core::Mail mail;
  mail.id = "moved-" + base64::encode_url(needs_.random.bytes(9));
  mail.to = account.email;
  mail.language = account.language;
  mail.template_name = "moved";
  mail.values = {
      {"workspace", state_.shown_workspace_name()}, {"email", email}, {"name", account.name}};
  decision.writes.push_back(core::mail_row(needs_.workspace, mail, context_.now()));
  return mail.id;
}

Result<core::Decision> PeopleFeature::confirm_email(const json::object& body) const {
  const Proof* proof = proofs_.find(text_of(body, "hash"), "verify", context_.now());
  const Account* account = proof == nullptr ? nullptr : state_.account(proof->account);
  if (account == nullptr) return no_such_proof();
  const Account* owner = state_.account_by_email(proof->email);
  if (owner != nullptr && owner != account) return no_such_proof();
  const json::object who{{"account", account->id}};
  core::Decision decision;
  if (owner == account) {
    decision.events.push_back(event_of("account.verified", who));
  } else {
    decision.events.push_back(event_of("email.changed", who, {{"email", proof->email}}));
  }
  json::object answer{{"email", proof->email}};
  // Whoever had the account's address should know, if it was not them.
  if (owner == nullptr && account->verified_at != 0) {
    answer["mail"] = tell_old_address(decision, *account, proof->email);
  }
  decision.answer = json::serialize(answer);
  return decision;
}

}  // namespace atelier::feature::people
