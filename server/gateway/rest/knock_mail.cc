#include "gateway/rest/knock_mail.h"

#include <utility>

#include "feature/people/people.h"

namespace atelier::gateway {
namespace {

constexpr WallMs kOncePerMs = 10LL * 60 * 1000;
constexpr WallMs kSenselessAfterMs = 60LL * 60 * 1000;
constexpr std::int64_t kMostMembers = 200;

struct Knocked {
  std::size_t loop = 0;
  std::string room;
  std::string who;
  std::string room_name;
  json::array owners;  // their ids
};
using Shared = std::shared_ptr<Knocked>;

/// What a room tells the server; nothing is done when it does not answer.
void look(Services& services, const Shared& knocked, std::string name, const json::object& body,
          UniqueFunction<void(json::object)> then) {
  core::CommandRequest request;
  request.room = knocked->room;
  request.name = std::move(name);
  request.body = json::serialize(body);
  request.access = server_access(server_principal());
  services.hub.execute(knocked->loop, std::move(request),
                       [then = std::move(then)](const Result<core::Answer>& answer) mutable {
                         if (answer) then(object_of(answer->body));
                       });
}

void find_owners(Services& services, const Shared& knocked, Task then) {
  look(services, knocked, "room.look", {},
       [&services, knocked, then = std::move(then)](const json::object& looked) mutable {
         knocked->room_name = atelier::text_of(looked, "name");
         look(services, knocked, "room.members", {{"limit", kMostMembers}},
              [knocked, then = std::move(then)](const json::object& page) mutable {
                const json::value* members = page.if_contains("members");
                if (members == nullptr || !members->is_array()) return;
                for (const json::value& member : members->get_array()) {
                  const json::object one =
                      member.is_object() ? member.get_object() : json::object();
                  if (atelier::text_of(one, "role") == "owner")
                    knocked->owners.emplace_back(atelier::text_of(one, "id"));
                }
                if (!knocked->owners.empty()) then();
              });
       });
}

core::Mail mail_to(const Services& services, const Knocked& knocked, const std::string& owner,
                   const json::object& account, const json::object& workspace) {
  const WallMs now = services.clock.wall();
  const std::string turn = std::to_string(now / kOncePerMs);
  std::string name = atelier::text_of(workspace, "name");
  core::Mail mail;
  // The same id is the same mail (MAIL20): who knocks again in these ten minutes sends none.
  mail.id = "knock-" +
            feature::people::hash_of(services.crypto, knocked.room + '\n' + owner + '\n' + turn)
                .substr(0, 32);
  mail.to = atelier::text_of(account, "email");
  mail.language = atelier::text_of(account, "language");
  mail.template_name = "knock";
  mail.values = {{"name", knocked.who},
                 {"workspace", name.empty() ? "Atelier" : std::move(name)},
                 {"room", knocked.room_name},
                 {"link", atelier::text_of(workspace, "public_url") + "/r/" + knocked.room}};
  mail.until = now + kSenselessAfterMs;
  return mail;
}

}  // namespace

void mail_hosts(Services& services, std::size_t loop, const std::string& room,
                const std::string& who) {
  if (!services.outbox.has_mail_server()) return;
  auto knocked = std::make_shared<Knocked>(Knocked{loop, room, who, {}, {}});
  find_owners(services, knocked, [&services, knocked] {
    const json::object asked{{"accounts", knocked->owners}};
    const auto addressed = [&services, knocked](const Result<json::object>& accounts) {
      if (!accounts) return;
      ask_workspace(services.workspace, knocked->loop, server_principal(), "people.state", {},
                    [&services, knocked, accounts = *accounts](const Result<json::object>& state) {
                      if (!state) return;
                      for (const auto& [id, account] : accounts) {
                        services.outbox.put(mail_to(services, *knocked, std::string(id),
                                                    account.as_object(), *state),
                                            [](const Result<void>&) {});
                      }
                    });
    };
    ask_workspace(services.workspace, knocked->loop, server_principal(), "people.addresses", asked,
                  addressed);
  });
}

}  // namespace atelier::gateway
