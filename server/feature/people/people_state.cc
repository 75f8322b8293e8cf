#include "feature/people/people_state.h"

#include <algorithm>

#include "feature/people/body.h"
#include "feature/people/profile.h"

namespace atelier::feature::people {
namespace {

template <class Map>
auto* find_in(Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

Account read_account(const json::object& from) {
  Account account;
  account.id = text_of(from, "account");
  account.name = text_of(from, "name");
  account.email = text_of(from, "email");
  account.password = text_of(from, "password");
  account.owner = text_of(from, "role") == "owner";
  account.timezone = text_of(from, "timezone");
  account.language = text_of(from, "language");
  account.status = text_of(from, "status");
  account.status_until = int_member(from, "status_until").value_or(0);
  account.picture = text_of(from, "picture");
  account.color = static_cast<int>(int_member(from, "color").value_or(-1));
  account.verified_at = int_member(from, "verified_at").value_or(0);
  account.created_at = int_member(from, "created_at").value_or(0);
  const json::value* providers = from.if_contains("providers");
  if (providers == nullptr || !providers->is_array()) return account;
  for (const json::value& each : providers->get_array()) {
    if (!each.is_object()) continue;
    const json::object& link = each.get_object();
    account.providers[text_of(link, "issuer")] = text_of(link, "subject");
  }
  return account;
}

Login read_login(const json::object& from) {
  Login login;
  login.id = text_of(from, "login");
  login.account = text_of(from, "account");
  login.hash = text_of(from, "hash");
  login.device = text_of(from, "device");
  login.address = text_of(from, "address");
  login.created_at = int_member(from, "created_at").value_or(0);
  login.seen_at = int_member(from, "seen_at").value_or(0);
  return login;
}

std::string provider_key(std::string_view issuer, std::string_view subject) {
  return std::string(issuer).append("\n").append(subject);
}

}  // namespace

void PeopleState::apply(const core::Event& event) {
  if (event.kind == "workspace.named") {
    workspace_name_ = text_of(object_of(event.body), "name");
  } else if (event.kind == "setup.opened") {
    setup_hash_ = text_of(object_of(event.content), "hash");
  } else if (event.kind.starts_with("account.") || event.kind == "password.changed" ||
             event.kind == "email.changed") {
    apply_account(event);
  } else if (event.kind.starts_with("login.")) {
    apply_login(event);
  }
}

void PeopleState::apply_account(const core::Event& event) {
  const json::object body = object_of(event.body);
  const json::object content = object_of(event.content);
  if (event.kind == "account.erased") return erase_account(text_of(body, "account"));
  if (event.kind == "account.created") {
    Account account = read_account(said_by(event));
    account.created_at = event.at;
    if (bool_member(body, "verified", false)) account.verified_at = event.at;
    put_account(std::move(account));
    setup_hash_.clear();
    return;
  }
  Account* const known = find_in(accounts_, text_of(body, "account"));
  if (known != nullptr) change_account(event, *known);
}

void PeopleState::change_account(const core::Event& event, Account& account) {
  const json::object content = object_of(event.content);
  if (event.kind == "account.verified") account.verified_at = event.at;
  const std::string issuer = text_of(content, "issuer");
  if (event.kind == "account.linked" && !issuer.empty()) {
    link_provider(account, issuer, text_of(content, "subject"));
  }
  if (event.kind == "account.unlinked") unlink_provider(account, issuer);
  if (event.kind == "account.role") {
    account.owner = text_of(object_of(event.body), "role") == "owner";
  }
  if (event.kind == "email.changed" && content.contains("email")) {
    by_email_.erase(account.email);
    account.email = text_of(content, "email");
    account.verified_at = event.at;
    by_email_[account.email] = account.id;
  }
  apply_profile(account, content);
}

void PeopleState::erase_account(const std::string& id) {
  const Account* const known = find_in(accounts_, id);
  if (known == nullptr) return;
  by_email_.erase(known->email);
  for (const auto& [issuer, subject] : known->providers) {
    by_provider_.erase(provider_key(issuer, subject));
  }
  accounts_.erase(id);
  for (const Login* login : logins_of(id)) end_login(std::string(login->id));
}

void PeopleState::link_provider(Account& account, const std::string& issuer,
                                const std::string& subject) {
  unlink_provider(account, issuer);
  account.providers[issuer] = subject;
  by_provider_[provider_key(issuer, subject)] = account.id;
}

void PeopleState::unlink_provider(Account& account, const std::string& issuer) {
  const auto linked = account.providers.find(issuer);
  if (linked == account.providers.end()) return;
  by_provider_.erase(provider_key(issuer, linked->second));
  account.providers.erase(linked);
}

void PeopleState::apply_login(const core::Event& event) {
  const json::object body = object_of(event.body);
  if (event.kind == "login.started") {
    Login login = read_login(said_by(event));
    login.created_at = login.seen_at = event.at;
    put_login(std::move(login));
  } else if (event.kind == "login.ended") {
    end_login(text_of(body, "login"));
  } else if (Login* const known = find_in(logins_, text_of(body, "login"))) {
    known->seen_at = event.at;
  }
}

void PeopleState::put_account(Account account) {
  if (!account.email.empty()) by_email_[account.email] = account.id;
  for (const auto& [issuer, subject] : account.providers) {
    by_provider_[provider_key(issuer, subject)] = account.id;
  }
  accounts_[account.id] = std::move(account);
}

void PeopleState::put_login(Login login) {
  if (login.hash.empty()) return;  // erased since
  by_hash_[login.hash] = login.id;
  logins_[login.id] = std::move(login);
}

void PeopleState::end_login(const std::string& id) {
  const auto found = logins_.find(id);
  if (found == logins_.end()) return;
  by_hash_.erase(found->second.hash);
  logins_.erase(found);
}

const Account* PeopleState::account(std::string_view id) const {
  return find_in(accounts_, id);
}

const Account* PeopleState::account_by_email(std::string_view email) const {
  const std::string* id = find_in(by_email_, email);
  return id == nullptr ? nullptr : account(*id);
}

std::size_t PeopleState::owner_count() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(accounts_, [](const auto& each) { return each.second.owner; }));
}

const Account* PeopleState::account_by_provider(std::string_view issuer,
                                                std::string_view subject) const {
  const std::string* id = find_in(by_provider_, provider_key(issuer, subject));
  return id == nullptr ? nullptr : account(*id);
}

const Login* PeopleState::login(std::string_view id) const {
  return find_in(logins_, id);
}

const Login* PeopleState::login_by_hash(std::string_view hash) const {
  const std::string* id = find_in(by_hash_, hash);
  return id == nullptr ? nullptr : login(*id);
}

std::vector<const Login*> PeopleState::logins_of(std::string_view account) const {
  std::vector<const Login*> found;
  for (const auto& [id, login] : logins_) {
    if (login.account == account) found.push_back(&login);
  }
  std::ranges::sort(found, {}, [](const Login* login) { return login->created_at; });
  return found;
}

json::object PeopleState::save() const {
  json::array accounts;
  for (const auto& [id, account] : accounts_) {
    json::array providers;
    for (const auto& [issuer, subject] : account.providers) {
      providers.push_back({{"issuer", issuer}, {"subject", subject}});
    }
    accounts.push_back({{"account", id},
                        {"name", account.name},
                        {"email", account.email},
                        {"password", account.password},
                        {"role", account.owner ? "owner" : "member"},
                        {"timezone", account.timezone},
                        {"language", account.language},
                        {"status", account.status},
                        {"status_until", account.status_until},
                        {"picture", account.picture},
                        {"color", account.color},
                        {"verified_at", account.verified_at},
                        {"created_at", account.created_at},
                        {"providers", std::move(providers)}});
  }
  json::array logins;
  for (const auto& [id, login] : logins_) {
    logins.push_back({{"login", id},
                      {"account", login.account},
                      {"hash", login.hash},
                      {"device", login.device},
                      {"address", login.address},
                      {"created_at", login.created_at},
                      {"seen_at", login.seen_at}});
  }
  return {{"accounts", std::move(accounts)},
          {"logins", std::move(logins)},
          {"setup_hash", setup_hash_},
          {"name", workspace_name_}};
}

void PeopleState::load(const json::object& state) {
  setup_hash_ = text_of(state, "setup_hash");
  workspace_name_ = text_of(state, "name");
  for (const json::value& each : state.at("accounts").as_array()) {
    put_account(read_account(each.as_object()));
  }
  for (const json::value& each : state.at("logins").as_array()) {
    put_login(read_login(each.as_object()));
  }
}

}  // namespace atelier::feature::people
