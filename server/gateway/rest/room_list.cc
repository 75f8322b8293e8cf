#include "gateway/rest/room_list.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"

namespace atelier::gateway {
namespace {

using Ids = std::vector<std::string>;
using IdsDone = UniqueFunction<void(Result<Ids>)>;

constexpr std::size_t kPresentShown = 10;
constexpr std::size_t kPeopleShown = 1000;
constexpr int kMembersAsked = 200;

void execute(Services& services, std::size_t loop, const core::Access& access,
             const std::string& room, std::string name, const json::object& body, JsonDone done) {
  core::CommandRequest request;
  request.room = room;
  request.name = std::move(name);
  request.body = json::serialize(body);
  request.access = access;
  services.hub.execute(loop, std::move(request),
                       [done = std::move(done)](Result<core::Answer> answer) mutable {
                         if (!answer) return done(answer.error());
                         auto parsed = parse_json(answer->body);
                         if (!parsed || !parsed->is_object()) {
                           return done(Error{Errc::kInternal, "The room answered badly."});
                         }
                         done(std::move(parsed->get_object()));
                       });
}

void ask_ids(Services& services, std::size_t loop, const json::object& question, IdsDone done) {
  ask_workspace(services.workspace, loop, server_principal(), "people.rooms", question,
                [done = std::move(done)](Result<json::object> found) mutable {
                  if (!found) return done(found.error());
                  Ids ids;
                  for (const json::value& id : found->at("rooms").as_array()) {
                    ids.emplace_back(id.as_string());
                  }
                  done(std::move(ids));
                });
}

json::object look_of(const json::object& member) {
  json::object look;
  for (const char* key : {"id", "name", "color", "picture", "note"}) {
    if (const json::value* value = member.if_contains(key)) look[key] = *value;
  }
  return look;
}

json::array present_in(const json::array& members) {
  json::array present;
  for (const json::value& member : members) {
    if (member.at("status").as_string() == "offline") continue;
    present.push_back(look_of(member.as_object()));
    if (present.size() == kPresentShown) break;
  }
  return present;
}

/// Who else is in a direct room; null in every other room.
const json::object* other_in(const json::object& look, const std::string& me) {
  if (!std::string_view(look.at("room").as_string()).starts_with(kDirectPrefix)) return nullptr;
  for (const json::value& member : look.at("members").as_array()) {
    if (member.at("id").as_string() != me) return &member.as_object();
  }
  return nullptr;
}

json::object summary_of(json::object look, const std::string& me) {
  const bool direct = std::string_view(look.at("room").as_string()).starts_with(kDirectPrefix);
  const json::object* other = other_in(look, me);
  json::object out{{"id", look.at("room")},
                   {"name", other == nullptr ? look.at("name") : other->at("name")},
                   {"role", look.at("role")},
                   {"kind", direct ? "direct" : "room"},
                   {"head_seq", look.at("seq")},
                   {"unread", 0},
                   {"mentions", 0},
                   {"present", present_in(look.at("members").as_array())},
                   {"surfaces", json::array()},
                   {"archived", look.at("archived")},
                   {"member_count", look.at("member_count")}};
  if (other != nullptr) out["person"] = look_of(*other);
  for (const char* key : {"unread", "mentions", "surfaces"}) {
    if (look.contains(key)) out[key] = look.at(key);
  }
  if (look.contains("meeting")) {
    const json::object& meeting = look.at("meeting").as_object();
    out["meeting"] = json::object{{"id", meeting.at("id")},
                                  {"title", meeting.at("title")},
                                  {"started_at", meeting.at("started_at")}};
  }
  return out;
}

core::Principal principal_of(const json::object& member) {
  return {std::string(string_member(member, "id").value_or("")),
          std::string(string_member(member, "name").value_or("")),
          core::parse_kind(string_member(member, "kind").value_or(""))
              .value_or(core::PrincipalKind::kUser)};
}

}  // namespace

std::string direct_room_id(const port::Crypto& crypto, std::string one, std::string two) {
  if (two < one) std::swap(one, two);
  const std::string digest = base64::encode_url(crypto.sha256(one + "\n" + two));
  return std::string(kDirectPrefix) + digest.substr(0, 22);
}

void for_each_of(std::size_t count, const std::function<void(std::size_t, Task)>& ask,
                 Task all_done) {
  auto left = std::make_shared<std::size_t>(count + 1);
  auto finished = std::make_shared<Task>(std::move(all_done));
  const auto one_less = [left, finished] {
    if (--*left == 0) (*finished)();
  };
  for (std::size_t i = 0; i < count; ++i) ask(i, one_less);
  one_less();
}

void list_room_ids(Services& services, std::size_t loop, const Identity& identity, IdsDone done) {
  const bool owner = identity.workspace_owner;
  ask_ids(services, loop, {{"principal", identity.principal.id}},
          [&services, loop, owner, done = std::move(done)](Result<Ids> mine) mutable {
            if (!mine || !owner) return done(std::move(mine));
            ask_ids(services, loop, {{"all", true}},
                    [mine = std::move(*mine), done = std::move(done)](Result<Ids> all) mutable {
                      if (!all) return done(all.error());
                      for (std::string& room : *all) {
                        if (!room.starts_with(kDirectPrefix)) mine.push_back(std::move(room));
                      }
                      std::ranges::sort(mine);
                      mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
                      done(std::move(mine));
                    });
          });
}

void look_at_room(Services& services, std::size_t loop, const Identity& identity,
                  const std::string& room, JsonDone done) {
  const core::Access access = identity.access(room);
  execute(
      services, loop, access, room, "room.look", {},
      [&services, loop, access, room, done = std::move(done)](Result<json::object> look) mutable {
        if (!look) return done(look.error());
        json::object summary = summary_of(std::move(*look), access.principal.id);
        execute(services, loop, access, room, "chat.history", {{"limit", 1}},
                [summary = std::move(summary),
                 done = std::move(done)](Result<json::object> page) mutable {
                  if (page && !page->at("messages").as_array().empty()) {
                    summary["last_message"] = page->at("messages").as_array().back();
                  }
                  done(std::move(summary));
                });
      });
}

void list_people(Services& services, std::size_t loop, const Identity& identity,
                 UniqueFunction<void(Result<People>)> done) {
  list_room_ids(services, loop, identity,
                [&services, loop, identity, done = std::move(done)](Result<Ids> ids) mutable {
                  if (!ids) return done(ids.error());
                  auto people = std::make_shared<People>();
                  const auto ask_one = [&](std::size_t i, Task one_done) {
                    const std::string& room = (*ids)[i];
                    execute(services, loop, identity.access(room), room, "room.members",
                            {{"limit", kMembersAsked}},
                            [people, me = identity.principal.id,
                             one_done = std::move(one_done)](Result<json::object> page) mutable {
                              if (page) {
                                for (const json::value& member : page->at("members").as_array()) {
                                  core::Principal who = principal_of(member.as_object());
                                  if (who.id == me || people->size() >= kPeopleShown) continue;
                                  people->insert_or_assign(who.id, std::move(who));
                                }
                              }
                              one_done();
                            });
                  };
                  for_each_of(ids->size(), ask_one, [people, done = std::move(done)]() mutable {
                    done(std::move(*people));
                  });
                });
}

void open_direct_room(Services& services, std::size_t loop, const Identity& identity,
                      const std::string& other, UniqueFunction<void(Result<std::string>)> done) {
  const std::string room = direct_room_id(services.crypto, identity.principal.id, other);
  list_people(services, loop, identity,
              [&services, loop, me = identity.principal, other, room,
               done = std::move(done)](Result<People> people) mutable {
                if (!people) return done(people.error());
                const auto found = people->find(other);
                if (found == people->end()) {
                  return done(not_found("You share no room with this person."));
                }
                const core::Principal them = found->second;
                services.hub.create(
                    loop, room, me.name + ", " + them.name, me,
                    [&services, loop, room, them,
                     done = std::move(done)](const Result<core::Answer>& made) mutable {
                      const bool there = !made && made.error().code == Errc::kConflict;
                      if (!made && !there) return done(made.error());
                      // The claim admits them once; in a room that was there before, nothing
                      // happens.
                      services.hub.role_of(loop, room, {them, core::Role::kOwner, false},
                                           [room, done = std::move(done)](
                                               const Result<core::Answer>& admitted) mutable {
                                             if (!admitted) return done(admitted.error());
                                             done(room);
                                           });
                    });
              });
}

}  // namespace atelier::gateway
