#include "app/demo.h"

#include <cstdio>
#include <set>

#include "app/demo_story.h"
#include "base/log.h"
#include "core/presence.h"
#include "feature/people/people.h"
#include "gateway/auth/workspace_calls.h"
#include "wire/auth/secret.h"

namespace atelier::app {
namespace {

// Without letters and digits that look alike.
constexpr std::string_view kPasswordCharacters = "abcdefghjkmnpqrstuvwxyz23456789";

struct Cast {
  DemoStory::People people;
  json::array accounts;  // {name, email, password}
};

/// "m4xc-a9rt-k2wd": 59 bits.
std::string new_password(port::Random& random) {
  std::string password;
  for (int i = 0; i < 14; ++i) {
    const bool between = i % 5 == 4;
    password += between ? '-' : kPasswordCharacters[random.number() % kPasswordCharacters.size()];
  }
  return password;
}

/// Nobody of the demo has the colour of somebody else.
std::string new_person_id(const DemoPerson& person, DemoDesk& desk, std::set<int>& colors) {
  for (;;) {
    std::string id = gateway::make_id(person.kind == "guest" ? "g" : "u", desk.random());
    if (colors.insert(core::color_of(id)).second || colors.size() > 5) return id;
  }
}

Result<void> enroll(const DemoPerson& person, const DemoProject& project, DemoDesk& desk,
                    Cast& cast) {
  const core::Principal& who = cast.people.at(person.key);
  if (person.kind == "guest") {
    const std::string secret = wire::format_secret("guest", desk.random().bytes(32));
    const json::object guest{{"name", person.name},
                             {"hash", feature::people::hash_of(desk.crypto(), secret)}};
    const auto made = desk.ask_workspace(who, "guest.create", guest);
    return made ? Result<void>() : made.error();
  }
  const std::string password = new_password(desk.random());
  ATELIER_TRY(const std::string hash, desk.crypto().hash_password(password));
  json::object account{
      {"name", person.name}, {"email", person.email}, {"password", hash}, {"role", person.kind}};
  if (person.kind == "owner") account["workspace"] = project.workspace;
  const auto made = desk.ask_workspace(who, "account.create", account);
  if (!made) return made.error();
  if (!person.note.empty()) {
    const json::object change{{"account", who.id}, {"status", {{"text", person.note}}}};
    if (const auto noted = desk.ask_workspace(who, "account.update", change); !noted) {
      return noted.error();
    }
  }
  cast.accounts.push_back({{"name", person.name}, {"email", person.email}, {"password", password}});
  return {};
}

Result<Cast> enroll_all(const DemoProject& project, DemoDesk& desk) {
  Cast cast;
  std::set<int> colors;
  for (const DemoPerson& person : project.people) {
    const bool guest = person.kind == "guest";
    cast.people[person.key] = {new_person_id(person, desk, colors), person.name,
                               guest ? core::PrincipalKind::kGuest : core::PrincipalKind::kUser};
    if (const auto in = enroll(person, project, desk, cast); !in) return in.error();
  }
  return cast;
}

Result<void> must_be_empty(DemoDesk& desk, const std::string& data) {
  ATELIER_TRY(const json::object state,
              desk.ask_workspace(gateway::server_principal(), "people.state", {}));
  if (bool_member(state, "setup_needed", false)) return {};
  return Error{Errc::kConflict, data + " holds a workspace already: the demo needs a new folder."};
}

std::string words_for(const DemoLinks& links, const json::array& accounts) {
  std::string out = "member " + links.member + "\nclient " + links.client + '\n';
  const char* word = "owner ";
  for (const json::value& account : accounts) {
    out += word;
    out += account.at("email").as_string();
    out += ' ';
    out += account.at("password").as_string();
    out += '\n';
    word = "account ";
  }
  return out;
}

}  // namespace

Result<std::string> make_demo(const DemoOptions& options) {
  log::set_level(log::Level::kWarn);
  const WallMs now = options.now != 0 ? options.now : net::SystemClock().wall();
  ATELIER_TRY(const DemoProject project, read_demo_project(options.content, now));
  ATELIER_TRY(const auto desk, DemoDesk::open(options.data, now));
  if (const auto empty = must_be_empty(*desk, options.data); !empty) return empty.error();
  desk->set_time(project.rooms.front().at - 60'000);
  ATELIER_TRY(const Cast cast, enroll_all(project, *desk));
  DemoStory story(*desk, project, cast.people);
  ATELIER_TRY(const DemoLinks links, story.tell(now));
  desk->close();
  if (!options.json) return words_for(links, cast.accounts);
  return json::serialize(json::object{{"workspace", project.workspace},
                                      {"member", links.member},
                                      {"client", links.client},
                                      {"owner", cast.accounts.front()},
                                      {"accounts", cast.accounts}}) +
         '\n';
}

}  // namespace atelier::app
