// PeopleFeature: what the gateway asks to know who somebody is and where they may go.
#include <set>
#include <utility>

#include "base/ids.h"
#include "core/activity.h"
#include "core/on_executor.h"
#include "core/trash.h"
#include "feature/people/body.h"
#include "feature/people/people_feature.h"
#include "feature/people/people_limits.h"
#include "feature/people/profile.h"

namespace atelier::feature::people {
namespace {

constexpr std::size_t kRoomsListed = 1000;

Error cannot_read() {
  return unavailable("The store does not answer now: try again.");
}

json::object describe(const Account& account, WallMs now) {
  json::object out{{"id", account.id},
                   {"name", account.name},
                   {"email", account.email},
                   {"role", account.owner ? "owner" : "member"}};
  if (!account.timezone.empty()) out["timezone"] = account.timezone;
  if (!account.language.empty()) out["language"] = account.language;
  out["verified"] = account.verified_at != 0;
  if (!account.picture.empty()) out["picture"] = picture_path(account.id, account.picture);
  if (account.color >= 0) out["color"] = account.color;
  out["color_chosen"] = account.color >= 0;
  if (!account.status.empty() && (account.status_until == 0 || account.status_until > now)) {
    json::object status{{"text", account.status}};
    if (account.status_until != 0) status["until"] = account.status_until;
    out["status"] = std::move(status);
  }
  return out;
}

}  // namespace

void PeopleFeature::query(const core::Command& command, core::Reply reply) {
  const json::object body = object_of(command.body);
  if (command.name == "guest.check") return check_guest(text_of(body, "hash"), std::move(reply));
  if (command.name == "person.check") {
    return check_person(text_of(body, "person"), std::move(reply));
  }
  if (command.name == "people.rooms") return list_rooms(body, std::move(reply));
  if (command.name == "workspace.activity") {
    auto asked = core::read_activity_query(command.body);
    if (!asked) return reply(asked.error());
    return core::list_activity(context_, std::move(*asked), std::move(reply));
  }
  const Result<json::object> found = command.name.starts_with("invite.")
                                         ? invites_.answer(command, body)
                                         : answer(command.name, body);
  if (!found) return reply(found.error());
  reply(core::Answer{json::serialize(*found)});
}

Result<json::object> PeopleFeature::answer(const std::string& name,
                                           const json::object& body) const {
  if (name == "people.state") {
    json::object state = settings_.look();
    state["name"] = state_.workspace_name();
    state["setup_needed"] = state_.setup_needed();
    state["public_url"] = needs_.public_url();
    return state;
  }
  if (name == "people.faces") return faces();
  if (name == "people.addresses") return addresses(body);
  if (name == "people.accounts") return accounts();
  if (name == "group.list") return settings_.groups();
  if (name == "setup.check") {
    const auto checked = check_setup(body);
    if (!checked) return checked.error();
    return json::object();
  }
  if (name == "login.check") return check_login(body);
  if (name == "proof.check") return check_proof(body);
  if (name == "account.credentials") return credentials(body);
  if (name == "provider.find") return find_provider(body);
  return logins(text_of(body, "account"));
}

json::object PeopleFeature::accounts() const {
  json::array list;
  for (const auto& [id, account] : state_.accounts()) {
    list.push_back(
        {{"id", id}, {"name", account.name}, {"role", account.owner ? "owner" : "member"}});
  }
  return {{"people", std::move(list)}};
}

json::object PeopleFeature::faces() const {
  json::object out;
  for (const auto& [id, account] : state_.accounts()) {
    const core::Face face = face_of(account);
    if (face != core::Face{}) out[id] = core::to_object(face);
  }
  return out;
}

Result<json::object> PeopleFeature::check_login(const json::object& body) const {
  const auto hash = string_member(body, "hash");
  const Login* login = hash ? state_.login_by_hash(*hash) : state_.login(text_of(body, "login"));
  const Account* account = login == nullptr ? nullptr : state_.account(login->account);
  const WallMs now = context_.now();
  if (account == nullptr || login->created_at + kLoginMs <= now) {
    return Error{Errc::kUnauthenticated, "This login has ended: log in again."};
  }
  return json::object{{"login", login->id},
                      {"account", describe(*account, context_.now())},
                      {"expires_at", login->created_at + kLoginMs},
                      {"stale", now - login->seen_at >= kSeenEveryMs}};
}

json::object PeopleFeature::credentials(const json::object& body) const {
  const std::string email = in_lower_case(text_of(body, "email"));
  const Account* account =
      email.empty() ? state_.account(text_of(body, "account")) : state_.account_by_email(email);
  if (account == nullptr) return {};
  json::array issuers;
  for (const auto& [issuer, subject] : account->providers) issuers.emplace_back(issuer);
  return {{"account", describe(*account, context_.now())},
          {"password", account->password},
          {"issuers", std::move(issuers)}};
}

json::object PeopleFeature::find_provider(const json::object& body) const {
  const Account* account =
      state_.account_by_provider(text_of(body, "issuer"), text_of(body, "subject"));
  if (account == nullptr) return {};
  return {{"account", describe(*account, context_.now())}};
}

// Where accounts are written to, and in which language; guests have no address.
json::object PeopleFeature::addresses(const json::object& body) const {
  json::object out;
  const json::value* ids = body.if_contains("accounts");
  if (ids == nullptr || !ids->is_array()) return out;
  for (const json::value& id : ids->get_array()) {
    const Account* account = id.is_string() ? state_.account(id.get_string()) : nullptr;
    if (account == nullptr || account->email.empty()) continue;
    out[account->id] = json::object{{"email", account->email}, {"language", account->language}};
  }
  return out;
}

json::object PeopleFeature::logins(const std::string& account) const {
  json::array list;
  const auto found = state_.logins_of(account);
  for (auto login = found.rbegin(); login != found.rend(); ++login) {
    list.push_back({{"id", (*login)->id},
                    {"created_at", (*login)->created_at},
                    {"last_seen_at", (*login)->seen_at},
                    {"device", (*login)->device}});
  }
  return {{"logins", std::move(list)}};
}

void PeopleFeature::check_guest(const std::string& hash, core::Reply reply) {
  context_.store().get(
      {{context_.partition(), "guest/" + hash}},
      core::on(context_.executor(), context_.alive(),
               [reply = std::move(reply)](port::ReadResult read) mutable {
                 if (read.status != port::StoreStatus::kOk) return reply(cannot_read());
                 if (read.records.empty()) {
                   return reply(Error{Errc::kUnauthenticated,
                                      "This guest is not known here: open your link again."});
                 }
                 reply(core::Answer{std::move(read.records[0].value)});
               }));
}

// The rows are written by the rooms themselves, with the event that changed a membership.
void PeopleFeature::list_rooms(const json::object& body, core::Reply reply) {
  const std::string prefix =
      bool_member(body, "all", false) ? "room/" : "member/" + text_of(body, "principal") + "/";
  std::string until = prefix;
  ++until.back();
  context_.store().query(
      {context_.partition(), prefix, until, kRoomsListed},
      core::on(context_.executor(), context_.alive(),
               [this, prefix, reply = std::move(reply)](const port::Page& page) mutable {
                 if (page.status != port::StoreStatus::kOk) return reply(cannot_read());
                 std::set<std::string> rooms;
                 for (const port::Record& record : page.records) {
                   std::string room = record.key.sort.substr(prefix.size());
                   if (is_room_id(room)) rooms.insert(std::move(room));
                 }
                 leave_out_trashed(std::move(rooms), std::move(reply));
               }));
}

// TRS6: memberships last while their room is in the trash.
void PeopleFeature::leave_out_trashed(std::set<std::string> rooms, core::Reply reply) {
  context_.store().query(
      {context_.partition(), std::string(core::kTrashedPrefix), std::string(core::kTrashedEnd),
       kRoomsListed},
      core::on(
          context_.executor(), context_.alive(),
          [rooms = std::move(rooms), reply = std::move(reply)](const port::Page& page) mutable {
            if (page.status != port::StoreStatus::kOk) return reply(cannot_read());
            for (const port::Record& record : page.records) {
              rooms.erase(record.key.sort.substr(core::kTrashedPrefix.size()));
            }
            json::array ids(rooms.begin(), rooms.end());
            reply(core::Answer{json::serialize(json::object{{"rooms", std::move(ids)}})});
          }));
}

}  // namespace atelier::feature::people
