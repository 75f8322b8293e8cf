#include "feature/people/people_feature.h"

#include <utility>

#include "base/base64.h"
#include "feature/people/body.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

Error conflict(std::string message) {
  return {Errc::kConflict, std::move(message)};
}

Error no_such_account() {
  return not_found("There is no such account.");
}

core::NewEvent event_of(std::string kind, const json::object& body,
                        const json::object& content = {}) {
  core::NewEvent event{std::move(kind), json::serialize(body)};
  if (!content.empty()) event.content = json::serialize(content);
  return event;
}

Result<std::string> email_of(const json::object& body) {
  ATELIER_TRY(std::string email, plain_text(body, "email", kEmailBytes));
  for (char& c : email) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  const std::size_t at = email.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == email.size() ||
      email.find_first_of(" ,<>\"") != std::string::npos) {
    return invalid("email must be an address such as ann@example.org.");
  }
  return email;
}

// Adds the end of one login; connections that came in by it close when it is stored.
void add_end(core::Decision& decision, const Login& login, std::string_view reason) {
  decision.events.push_back(event_of(
      "login.ended", {{"login", login.id}, {"account", login.account}, {"reason", reason}}));
  core::Delivery notice;
  notice.name = kLoginEnded;
  notice.subject = login.id;
  notice.key = login.account;
  notice.audience = core::Audience::kPeers;  // of nobody: sinks look at the name
  decision.deliveries.push_back(std::move(notice));
}

}  // namespace

std::string hash_of(const port::Crypto& crypto, std::string_view secret) {
  return base64::encode_url(crypto.sha256(secret));
}

void register_workspace_commands(core::CommandTable& table) {
  const auto add = [&table](const char* name, core::CommandClass kind) {
    table.add({name, "people", core::Role::kOwner, kind, core::RateBucket::kAdmin});
  };
  for (const char* name :
       {"setup.open", "account.create", "account.update", "password.change", "login.start",
        "login.end", "login.seen", "guest.create", "workspace.name"}) {
    add(name, core::CommandClass::kDurable);
  }
  for (const char* name :
       {"people.state", "people.rooms", "setup.check", "login.check", "guest.check",
        "account.credentials", "account.logins", "workspace.activity"}) {
    add(name, core::CommandClass::kQuery);
  }
}

core::WorkspaceFeatureFactory make_people(const port::Crypto& crypto) {
  return [&crypto](core::LogContext& context) {
    return std::make_unique<PeopleFeature>(context, crypto);
  };
}

Result<core::Decision> PeopleFeature::decide(const core::Command& command, const core::Rows&) {
  const json::object body = object_of(command.body);
  if (command.name == "setup.open") return open_setup(body);
  if (command.name == "account.create") return create_account(command, body);
  if (command.name == "account.update") return update_account(body);
  if (command.name == "password.change") return change_password(body);
  if (command.name == "login.start") return start_login(body);
  if (command.name == "login.end") return end_logins(body);
  if (command.name == "login.seen") return see_login(body);
  if (command.name == "guest.create") return create_guest(command, body);
  ATELIER_TRY(const std::string title, plain_text(body, "name", kNameBytes));
  core::Decision decision;
  decision.events.push_back(event_of("workspace.named", {{"name", title}}));
  return decision;
}

// AUTH46: a new secret at each start replaces the one before.
Result<core::Decision> PeopleFeature::open_setup(const json::object& body) const {
  if (!state_.setup_needed()) return conflict("This workspace has its first owner already.");
  core::Decision decision;
  decision.events.push_back(event_of("setup.opened", {}, {{"hash", text_of(body, "hash")}}));
  return decision;
}

Result<void> PeopleFeature::check_setup(const json::object& body) const {
  const auto hash = string_member(body, "setup");
  if (!hash) return {};
  if (!state_.setup_needed()) return not_found("This workspace is set up already: log in.");
  if (state_.setup_hash().empty() || !crypto_.equal(*hash, state_.setup_hash())) {
    return forbidden("This setup link is not valid: the server prints a new one at each start.");
  }
  return {};
}

Result<core::Decision> PeopleFeature::create_account(const core::Command& command,
                                                     const json::object& body) const {
  const auto setup = check_setup(body);
  if (!setup) return setup.error();
  ATELIER_TRY(const std::string full_name, plain_text(body, "name", kNameBytes));
  ATELIER_TRY(const std::string email, email_of(body));
  const std::string role = text_of(body, "role") == "owner" ? "owner" : "member";
  if (role != "owner" && state_.setup_needed()) {
    return conflict("This workspace has no owner yet: use the setup link first.");
  }
  if (state_.account_by_email(email) != nullptr ||
      state_.account(command.principal.id) != nullptr) {
    return conflict("There is an account with this e-mail address: log in.");
  }
  if (state_.account_count() >= kAccounts) return conflict("This workspace is full.");
  core::Decision decision;
  decision.events.push_back(
      event_of("account.created", {{"account", command.principal.id}, {"role", role}},
               {{"name", full_name}, {"email", email}, {"password", text_of(body, "password")}}));
  if (const auto title = plain_text(body, "workspace", kNameBytes)) {
    decision.events.push_back(event_of("workspace.named", {{"name", *title}}));
  }
  return decision;
}

Result<core::Decision> PeopleFeature::update_account(const json::object& body) const {
  const std::string id = text_of(body, "account");
  if (state_.account(id) == nullptr) return no_such_account();
  json::object content;
  for (const char* key : {"name", "timezone", "language"}) {
    if (!body.contains(key)) continue;
    ATELIER_TRY(content[key], plain_text(body, key, kNameBytes));
  }
  if (content.empty()) return invalid("Give at least one of name, timezone and language.");
  core::Decision decision;
  decision.events.push_back(event_of("account.updated", {{"account", id}}, content));
  return decision;
}

// Ends the other logins with it: whoever stole one is out.
Result<core::Decision> PeopleFeature::change_password(const json::object& body) const {
  const std::string id = text_of(body, "account");
  if (state_.account(id) == nullptr) return no_such_account();
  core::Decision decision;
  decision.events.push_back(
      event_of("password.changed", {{"account", id}}, {{"password", text_of(body, "password")}}));
  for (const Login* login : state_.logins_of(id)) {
    if (login->id != text_of(body, "keep")) add_end(decision, *login, "password");
  }
  return decision;
}

Result<core::Decision> PeopleFeature::start_login(const json::object& body) const {
  const std::string id = text_of(body, "account");
  if (state_.account(id) == nullptr) return no_such_account();
  core::Decision decision;
  const auto known = state_.logins_of(id);
  for (std::size_t i = 0; i + kLoginsPerAccount <= known.size(); ++i) {
    add_end(decision, *known[i], "replaced");
  }
  decision.events.push_back(event_of("login.started",
                                     {{"login", text_of(body, "login")}, {"account", id}},
                                     {{"hash", text_of(body, "hash")},
                                      {"device", text_of(body, "device").substr(0, kDeviceBytes)},
                                      {"address", text_of(body, "address")}}));
  return decision;
}

Result<core::Decision> PeopleFeature::end_logins(const json::object& body) const {
  const std::string id = text_of(body, "account");
  const auto others_of = string_member(body, "others_of");
  core::Decision decision;
  for (const Login* login : state_.logins_of(id)) {
    const bool ends = others_of ? login->id != *others_of : login->id == text_of(body, "login");
    if (ends) add_end(decision, *login, "ended");
  }
  if (!others_of && decision.events.empty()) return not_found("There is no such login.");
  return decision;
}

Result<core::Decision> PeopleFeature::see_login(const json::object& body) const {
  const Login* login = state_.login(text_of(body, "login"));
  core::Decision decision;
  if (login == nullptr || context_.now() - login->seen_at < kSeenEveryMs) return decision;
  decision.events.push_back(
      event_of("login.seen", {{"login", login->id}, {"account", login->account}}));
  return decision;
}

Result<core::Decision> PeopleFeature::create_guest(const core::Command& command,
                                                   const json::object& body) const {
  ATELIER_TRY(const std::string shown, plain_text(body, "name", kNameBytes));
  core::Decision decision;
  decision.events.push_back(event_of("guest.created", {{"guest", command.principal.id}},
                                     {{"name", shown}, {"hash", text_of(body, "hash")}}));
  return decision;
}

std::vector<port::Write> PeopleFeature::rows(const core::Event& event) const {
  if (event.kind != "guest.created" || event.content.empty()) return {};
  const json::object content = object_of(event.content);
  const json::object row{{"id", text_of(object_of(event.body), "guest")},
                         {"name", text_of(content, "name")}};
  return {port::Put{
      {context_.partition(), "guest/" + text_of(content, "hash")}, json::serialize(row), {}, 0}};
}

}  // namespace atelier::feature::people
