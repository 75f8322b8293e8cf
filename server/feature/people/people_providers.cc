// PeopleFeature: accounts that a provider of sign-ins knows (spec/auth.md AUTH95..AUTH98).
#include "feature/people/body.h"
#include "feature/people/people_feature.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

struct Link {
  std::string issuer;
  std::string subject;
};

Error conflict(std::string message) {
  return {Errc::kConflict, std::move(message)};
}

Result<Link> link_of(const json::object& body) {
  ATELIER_TRY(std::string issuer, plain_text(body, "issuer", kProviderBytes));
  ATELIER_TRY(std::string subject, plain_text(body, "subject", kProviderBytes));
  return Link{std::move(issuer), std::move(subject)};
}

}  // namespace

Result<void> PeopleFeature::add_provider(const json::object& body, json::object& content) const {
  const json::value* wish = body.if_contains("provider");
  if (wish == nullptr || !wish->is_object()) return {};
  ATELIER_TRY(const Link link, link_of(wish->get_object()));
  if (state_.account_by_provider(link.issuer, link.subject) != nullptr) {
    return conflict("There is an account for this sign-in already.");
  }
  content["providers"] = json::array{{{"issuer", link.issuer}, {"subject", link.subject}}};
  return {};
}

// With `email` it is not the account's owner who asks, but whoever the provider says has that
// address: it has to be verified here too (AUTH96).
Result<core::Decision> PeopleFeature::link_provider(const json::object& body) const {
  const Account* account = state_.account(text_of(body, "account"));
  if (account == nullptr) return not_found("There is no such account.");
  ATELIER_TRY(const Link link, link_of(body));
  const bool by_address = body.contains("email");
  if (by_address && (account->verified_at == 0 || account->email != text_of(body, "email"))) {
    return forbidden("This address has an account that is not known to be yours.");
  }
  const Account* owner = state_.account_by_provider(link.issuer, link.subject);
  core::Decision decision;
  if (owner == account) return decision;
  if (owner != nullptr || account->providers.contains(link.issuer)) {
    return conflict("This account, or this sign-in, is linked already.");
  }
  decision.events.push_back(event_of("account.linked", {{"account", account->id}},
                                     {{"issuer", link.issuer}, {"subject", link.subject}}));
  return decision;
}

Result<core::Decision> PeopleFeature::unlink_provider(const json::object& body) const {
  const Account* account = state_.account(text_of(body, "account"));
  if (account == nullptr) return not_found("There is no such account.");
  const std::string issuer = text_of(body, "issuer");
  if (!account->providers.contains(issuer)) return not_found("Your account is not linked.");
  if (account->password.empty() && account->providers.size() == 1) {
    return conflict("It is your only way in: set a password first.");
  }
  core::Decision decision;
  decision.events.push_back(
      event_of("account.unlinked", {{"account", account->id}}, {{"issuer", issuer}}));
  return decision;
}

// AUTH98: an account without a password has only logins by its provider, so a fresh one proves who
// asks.
Result<void> PeopleFeature::may_set_first_password(const std::string& account,
                                                   const std::string& login) const {
  const Account* mine = state_.account(account);
  if (mine == nullptr || !mine->password.empty()) return forbidden("Give your present password.");
  const Login* current = state_.login(login);
  if (current == nullptr || current->account != account ||
      current->created_at + kFreshLoginMs < context_.now()) {
    return forbidden("Sign in again, then set the password within ten minutes.");
  }
  return {};
}

}  // namespace atelier::feature::people
