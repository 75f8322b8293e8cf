#include "feature/people/people_feature.h"

#include <utility>

#include "base/base64.h"
#include "core/erasure.h"
#include "feature/people/body.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "feature/people/profile.h"

namespace atelier::feature::people {
namespace {

Error conflict(std::string message) {
  return {Errc::kConflict, std::move(message)};
}

Error no_such_account() {
  return not_found("There is no such account.");
}

}  // namespace

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

std::string hash_of(const port::Crypto& crypto, std::string_view secret) {
  return base64::encode_url(crypto.sha256(secret));
}

void register_workspace_commands(core::CommandTable& table) {
  const auto add = [&table](const char* name, core::CommandClass kind) {
    table.add({name, "people", core::Role::kOwner, kind, core::RateBucket::kAdmin});
  };
  for (const char* name :
       {"setup.open",    "account.create",  "account.update",  "account.erase",  "password.change",
        "login.start",   "login.end",       "login.seen",      "guest.create",   "workspace.name",
        "invite.create", "invite.renew",    "invite.revoke",   "invite.accept",  "invite.decline",
        "invite.settle", "signup.ask",      "password.forgot", "password.reset", "email.ask",
        "email.confirm", "workspace.limit", "workspace.logo",  "group.put",      "group.remove",
        "provider.link", "provider.unlink", "person.export"}) {
    add(name, core::CommandClass::kDurable);
  }
  for (const char* name :
       {"people.state", "people.rooms", "people.faces", "people.accounts", "group.list",
        "setup.check", "login.check", "guest.check", "account.credentials", "account.logins",
        "workspace.activity", "invite.look", "invite.find", "invite.list", "invite.unsettled",
        "proof.check", "person.check", "people.addresses", "provider.find"}) {
    add(name, core::CommandClass::kQuery);
  }
}

core::WorkspaceFeatureFactory make_people(PeopleNeeds needs) {
  return
      [needs = std::make_shared<const PeopleNeeds>(std::move(needs))](core::LogContext& context) {
        return std::make_unique<PeopleFeature>(context, *needs);
      };
}

void PeopleFeature::apply(const core::Event& event) {
  state_.apply(event);
  proofs_.apply(event);
  invites_.apply(event);
  settings_.apply(event);
}

json::object PeopleFeature::save() const {
  json::object saved = state_.save();
  saved["invites"] = invites_.save();
  saved["proofs"] = proofs_.save();
  saved["settings"] = settings_.save();
  return saved;
}

void PeopleFeature::load(const json::object& state) {
  state_.load(state);
  proofs_.load(state);
  settings_.load(state);
  invites_.load(state);
}

port::RecordKey PeopleFeature::guest_row(std::string_view hash) const {
  return {context_.partition(), "guest/" + std::string(hash)};
}

// Who was a guest before shows the cookie's hash (AUTH72).
std::vector<port::RecordKey> PeopleFeature::needs(const core::Command& command) const {
  if (command.name != "account.create") return {};
  const std::string guest = text_of(object_of(command.body), "guest");
  if (guest.empty()) return {};
  return {guest_row(guest)};
}

Result<core::Decision> PeopleFeature::decide(const core::Command& command, const core::Rows& rows) {
  const json::object body = object_of(command.body);
  if (WorkspaceSettings::knows(command.name)) return settings_.decide(command.name, body);
  if (const auto may = settings_.allows(command.name, body); !may) return may.error();
  if (command.name == "setup.open") return open_setup(body);
  if (command.name == "account.create") return create_account(command, body, rows);
  if (command.name == "account.update") return update_account(body);
  if (command.name == "account.erase") return erase_account(body);
  // SAF21: owners see in the log of the workspace whose data were given out.
  if (command.name == "person.export") {
    core::Decision exported;
    exported.events.push_back(
        event_of("person.exported", {{"principal", text_of(body, "person")}}));
    return exported;
  }
  if (command.name == "password.change") return change_password(body);
  if (command.name == "login.start") return start_login(body);
  if (command.name == "login.end") return end_logins(body);
  if (command.name == "login.seen") return see_login(body);
  if (command.name == "guest.create") return create_guest(command, body);
  if (command.name == "provider.link") return link_provider(body);
  if (command.name == "provider.unlink") return unlink_provider(body);
  if (command.name.starts_with("invite.")) return invites_.decide(command, body);
  if (command.name != "workspace.name") return decide_proof(command.name, body);
  ATELIER_TRY(const std::string title, shown_name(body, "name", kNameBytes));
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

// The address is as the invite says when its secret was mailed there (AUTH64).
Result<json::object> PeopleFeature::new_account(const json::object& body,
                                                const Shown& shown) const {
  ATELIER_TRY(const std::string full_name, shown_name(body, "name", kNameBytes));
  std::string email = shown.mailed ? shown.invite->email : std::string();
  if (!shown.mailed) {
    ATELIER_TRY(email, email_of(body));
  }
  if (state_.account_by_email(email) != nullptr) {
    return conflict("There is an account with this e-mail address: log in.");
  }
  if (state_.account_count() >= kAccounts) return conflict("This workspace is full.");
  json::object content{
      {"name", full_name}, {"email", email}, {"password", text_of(body, "password")}};
  if (body.contains("language")) content["language"] = language_of(body);
  return content;
}

Result<core::Decision> PeopleFeature::create_account(const core::Command& command,
                                                     const json::object& body,
                                                     const core::Rows& rows) const {
  const auto setup = check_setup(body);
  if (!setup) return setup.error();
  std::string role = text_of(body, "role") == "owner" ? "owner" : "member";
  if (role != "owner" && state_.setup_needed()) {
    return conflict("This workspace has no owner yet: use the setup link first.");
  }
  Shown shown;
  if (body.contains("invite")) {
    ATELIER_TRY(shown, invites_.usable(body, command.principal));
    const bool owner = shown.invite->room.empty() && shown.invite->role == "owner";
    role = owner ? "owner" : "member";
  }
  const std::string& id = command.principal.id;
  if (state_.account(id) != nullptr) return conflict("There is such an account already.");
  const std::string guest = text_of(body, "guest");
  if (!guest.empty()) {
    const std::string* row = rows.find(guest_row(guest));
    if (row == nullptr || text_of(object_of(*row), "id") != id) {
      return conflict("This guest has an account already: log in.");
    }
  }
  ATELIER_TRY(json::object content, new_account(body, shown));
  if (!guest.empty()) content["guest"] = guest;
  if (const auto linked = add_provider(body, content); !linked) return linked.error();
  core::Decision decision;
  json::object made{{"account", id}, {"role", role}};
  const bool verified = shown.mailed || bool_member(body, "verified", false);
  if (verified) made["verified"] = true;
  decision.events.push_back(event_of("account.created", made, content));
  if (shown.invite != nullptr) invites_.accept(decision, *shown.invite);
  if (const auto title = shown_name(body, "workspace", kNameBytes)) {
    decision.events.push_back(event_of("workspace.named", {{"name", *title}}));
  }
  if (!verified && bool_member(body, "mail_server", false)) {
    Account account;
    account.id = id;
    account.name = text_of(content, "name");
    account.language = language_of(body);
    send_proof(decision, account, "verify", text_of(content, "email"));
  }
  return decision;
}

Result<core::Decision> PeopleFeature::update_account(const json::object& body) const {
  const std::string id = text_of(body, "account");
  const Account* account = state_.account(id);
  if (account == nullptr) return no_such_account();
  ATELIER_TRY(const json::object content, read_profile(body));
  core::Decision decision;
  decision.events.push_back(event_of("account.updated", {{"account", id}}, content));
  Account changed = *account;
  apply_profile(changed, content);
  if (face_of(changed) != face_of(*account)) decision.deliveries.push_back(shown(changed));
  decision.answer = json::serialize(json::object{{"picture", account->picture}});
  return decision;
}

// Ends the other logins with it: whoever stole one is out.
Result<core::Decision> PeopleFeature::change_password(const json::object& body) const {
  const std::string id = text_of(body, "account");
  if (state_.account(id) == nullptr) return no_such_account();
  if (bool_member(body, "first", false)) {
    const auto may = may_set_first_password(id, text_of(body, "keep"));
    if (!may) return may.error();
  }
  core::Decision decision;
  decision.events.push_back(
      event_of("password.changed", {{"account", id}}, {{"password", text_of(body, "password")}}));
  for (const Login* login : state_.logins_of(id)) {
    if (login->id != text_of(body, "keep")) add_end(decision, *login, "password");
  }
  return decision;
}

// SAF3: from now on nobody comes in as them; what they left goes at the next start.
Result<core::Decision> PeopleFeature::erase_account(const json::object& body) const {
  const std::string id = text_of(body, "account");
  if (id.empty() || id.size() > core::kErasedIdBytes) return no_such_account();
  const Account* account = state_.account(id);
  const bool alone = account != nullptr && account->owner && state_.owner_count() == 1;
  if (alone && state_.account_count() > 1) {
    return conflict("This is the last owner of the workspace: make somebody else one first.");
  }
  core::Decision decision;
  decision.events.push_back(event_of("erasure.asked", {{"account", id}}));
  for (const Login* login : state_.logins_of(id)) add_end(decision, *login, "erased");
  decision.writes.push_back(core::erasure_row(needs_.workspace, id));
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
  ATELIER_TRY(const std::string shown, shown_name(body, "name", kNameBytes));
  core::Decision decision;
  decision.events.push_back(event_of("guest.created", {{"guest", command.principal.id}},
                                     {{"name", shown}, {"hash", text_of(body, "hash")}}));
  return decision;
}

std::vector<port::Write> PeopleFeature::rows(const core::Event& event) const {
  if (event.kind == "account.created" && !event.content.empty()) {
    const std::string guest = text_of(object_of(event.content), "guest");
    if (guest.empty()) return {};
    return {port::Delete{guest_row(guest), {}}};
  }
  if (event.kind != "guest.created" || event.content.empty()) return {};
  const json::object content = object_of(event.content);
  const json::object row{{"id", text_of(object_of(event.body), "guest")},
                         {"name", text_of(content, "name")}};
  return {port::Put{
      {context_.partition(), "guest/" + text_of(content, "hash")}, json::serialize(row), {}, 0}};
}

}  // namespace atelier::feature::people
