#include "app/demo_story.h"

#include <algorithm>
#include <utility>

#include "feature/people/people.h"
#include "gateway/auth/workspace_calls.h"
#include "gateway/rest/room_list.h"

namespace atelier::app {
namespace {

constexpr DurationMs kUntilReaction = 70'000;
constexpr DurationMs kUntilEdit = 2 * 60'000;
constexpr DurationMs kUntilPin = 3 * 60'000;
constexpr DurationMs kBetweenLooks = 5 * 60'000;

Result<void> done(const Result<core::Answer>& answer) {
  if (!answer) return answer.error();
  return {};
}

}  // namespace

Result<DemoLinks> DemoStory::tell(WallMs now) {
  for (const DemoRoom& room : project_.rooms) plan(room, places_[room.name]);
  std::ranges::stable_sort(steps_, {}, &Step::at);
  for (const Step& step : steps_) {
    desk_.set_time(std::min(step.at, now));
    if (const auto happened = step.run(); !happened) return happened.error();
  }
  desk_.set_time(now);
  DemoLinks links;
  ATELIER_TRY(links.member, page_of_link(project_.visitors.member, "editor"));
  ATELIER_TRY(links.client, page_of_link(project_.visitors.client, "commenter"));
  return links;
}

void DemoStory::plan(const DemoRoom& room, Place& place) {
  add(room.at, [this, &room, &place] { return open(room, place); });
  for (const DemoMember& member : room.members) {
    add(member.at, [this, &member, &room, &place] { return join(member, room, place); });
  }
  for (const DemoDocument& document : room.documents) plan(document, place);
  for (const DemoMessage& message : room.messages) plan(message, place);
  for (const DemoMeeting& meeting : room.meetings) plan(meeting, place);
  for (const DemoRead& mark : room.reads) {
    add(mark.at, [this, &mark, &place] { return read(mark.person, place); });
  }
  if (room.deleted == 0) return;
  add(room.deleted, [this, &room, &place] { return done(ask(room.by, place, "room.delete", {})); });
}

void DemoStory::plan(const DemoDocument& document, Place& place) {
  auto name = std::make_shared<std::string>();
  auto surface = std::make_shared<std::string>();
  add(document.at, [this, &document, &place, name, surface]() -> Result<void> {
    // The command's id is the surface's (EVT61).
    *surface = desk_.new_id();
    *name = document.kind + "." + *surface;
    const json::object body{{"id", *surface}, {"kind", document.kind}, {"title", document.title}};
    return done(desk_.ask_room(place.id, access(document.by), "surface.create", body));
  });
  for (const DemoUpdate& update : document.updates) {
    add(update.at, [this, &update, &place, name] {
      return desk_.write({place.id, *name}, access(update.by), update.bytes);
    });
  }
  for (const DemoThread& thread : document.threads) plan(thread, place, surface);
  for (const DemoVersion& version : document.versions) {
    add(version.at, [this, &version, &place, name] {
      return desk_.name_version({place.id, *name}, access(version.by), version.name);
    });
  }
  plan_removal(document, place, surface);
}

void DemoStory::plan_removal(const DemoDocument& document, Place& place,
                             const std::shared_ptr<std::string>& surface) {
  if (document.removed == 0) return;
  add(document.removed, [this, &document, &place, surface] {
    return done(ask(document.by, place, "surface.remove", {{"surface", *surface}}));
  });
}

void DemoStory::plan(const DemoThread& thread, Place& place,
                     const std::shared_ptr<std::string>& surface) {
  add(thread.at, [this, &thread, &place, surface]() -> Result<void> {
    json::object body{
        {"anchor",
         {{"surface", *surface}, {"position", thread.position}, {"quote", thread.passage}}},
        {"text", thread.text}};
    if (thread.suggestion) body["suggestion"] = {{"text", *thread.suggestion}};
    if (thread.highlight) {
      body["highlight"] = true;
      body["tone"] = *thread.highlight;
    }
    return done(ask(thread.by, place, "thread.open", std::move(body)));
  });
}

void DemoStory::plan(const DemoMessage& message, Place& place) {
  auto seq = std::make_shared<std::uint64_t>(0);
  add(message.at, [this, &message, &place, seq]() -> Result<void> {
    const auto said = say(message, place);
    *seq = place.newest;
    return said;
  });
  if (!message.edited.empty()) {
    add(message.at + kUntilEdit, [this, &message, &place, seq] {
      return touch(message.by, place, "chat.edit", *seq, {{"text", message.edited}});
    });
  }
  if (!message.pinned_by.empty()) {
    add(message.at + kUntilPin, [this, &message, &place, seq] {
      return touch(message.pinned_by, place, "chat.pin", *seq, {{"on", true}});
    });
  }
  if (message.deleted != 0) {
    add(message.deleted, [this, &message, &place, seq] {
      return touch(message.by, place, "chat.delete", *seq, {});
    });
  }
  WallMs at = message.at;
  for (const DemoReaction& reaction : message.reactions) {
    add(at += kUntilReaction, [this, &reaction, &place, seq] {
      return touch(reaction.by, place, "chat.react", *seq,
                   {{"emoji", reaction.emoji}, {"on", true}});
    });
  }
}

void DemoStory::plan(const DemoMeeting& meeting, Place& place) {
  auto id = std::make_shared<std::string>();
  add(meeting.at, [this, &meeting, &place, id] {
    *id = desk_.new_id();
    return meet(meeting, place, *id);
  });
  // The server's own look at who is there, which goes by real time (MTG3).
  for (WallMs at = meeting.at + kBetweenLooks; at < meeting.until; at += kBetweenLooks) {
    add(at, [this, &place] {
      const core::Access server{gateway::server_principal(), core::Role::kNone, true};
      return done(desk_.ask_room(place.id, server, "meeting.look", {}));
    });
  }
  add(meeting.until, [this, &meeting, &place, id] { return part(meeting, place, *id); });
}

Result<void> DemoStory::meet(const DemoMeeting& meeting, const Place& place,
                             const std::string& id) {
  std::vector<std::string> everybody = meeting.people;
  everybody.push_back(meeting.by);
  for (const std::string& person : everybody) {
    ATELIER_TRY(const core::PeerId peer, desk_.enter(place.id, access(person)));
    present_.push_back(peer);
  }
  // The command's id is the meeting's (MTG1).
  const json::object body{{"id", id}, {"title", meeting.title}};
  return done(desk_.ask_room(place.id, access(meeting.by), "meeting.start", body));
}

Result<void> DemoStory::part(const DemoMeeting& meeting, const Place& place,
                             const std::string& id) {
  const auto ended = ask(meeting.by, place, "meeting.end", {{"meeting", id}});
  if (!ended) return ended.error();
  for (const core::PeerId peer : std::exchange(present_, {})) {
    if (const auto left = desk_.leave(place.id, peer); !left) return left;
  }
  return {};
}

Result<void> DemoStory::open(const DemoRoom& room, Place& place) {
  const core::Principal& owner = people_.at(room.by);
  place.id = room.id;
  if (room.direct.empty()) {
    const auto made = desk_.create_room(place.id, room.name, owner);
    if (!made || room.consent.empty()) return made;
    return done(ask(room.by, place, "room.configure", {{"consent", room.consent}}));
  }
  const core::Principal& other = people_.at(room.direct);
  place.id = gateway::direct_room_id(desk_.crypto(), owner.id, other.id);
  if (const auto made = desk_.create_room(place.id, room.name, owner); !made) return made;
  return desk_.add_member(place.id, other, core::Role::kOwner);
}

Result<void> DemoStory::join(const DemoMember& member, const DemoRoom& room, const Place& place) {
  const core::Principal& who = people_.at(member.person);
  if (member.link.empty()) {
    const auto role = core::parse_role(member.role);
    if (!role) return invalid(member.role + " is no role");
    return desk_.add_member(place.id, who, *role);
  }
  ATELIER_TRY(const json::object made, make_link(room.by, place, member.link, member.role));
  const std::string secret(made.at("secret").as_string());
  const json::object body{{"link", made.at("link").at("id")},
                          {"hash", feature::people::hash_of(desk_.crypto(), secret)}};
  return done(desk_.ask_room(place.id, {who, core::Role::kNone, true}, "link.use", body));
}

Result<void> DemoStory::say(const DemoMessage& message, Place& place) {
  if (const auto looked = read(message.by, place); !looked) return looked;
  json::object body{{"text", message.text}};
  if (!message.thread.empty()) body["thread_root"] = place.said[message.thread];
  if (!message.reply.empty()) body["reply_to"] = place.said[message.reply];
  json::array mentions = mentions_in(message.text);
  if (!mentions.empty()) body["mentions"] = std::move(mentions);
  json::array files;
  for (const DemoFile& file : message.files) {
    const core::Principal& who = people_.at(message.by);
    ATELIER_TRY(json::object added, desk_.add_file(place.id, who, file.name, file.bytes));
    files.push_back(std::move(added));
  }
  if (!files.empty()) body["attachments"] = std::move(files);
  ATELIER_TRY(const core::Answer sent, ask(message.by, place, "chat.send", std::move(body)));
  place.newest = sent.seq;
  if (!message.key.empty()) place.said[message.key] = sent.seq;
  return {};
}

Result<void> DemoStory::read(const std::string& person, Place& place) {
  std::uint64_t& mark = place.read[person];
  if (mark >= place.newest) return {};
  mark = place.newest;
  return done(desk_.ask_room(place.id, access(person), "chat.read", {{"seq", mark}}));
}

Result<void> DemoStory::touch(const std::string& person, const Place& place,
                              const std::string& name, std::uint64_t seq, json::object body) {
  body["seq"] = seq;
  return done(ask(person, place, name, std::move(body)));
}

Result<core::Answer> DemoStory::ask(const std::string& person, const Place& place,
                                    const std::string& name, json::object body) {
  body["id"] = desk_.new_id();
  return desk_.ask_room(place.id, access(person), name, body);
}

Result<json::object> DemoStory::make_link(const std::string& person, const Place& place,
                                          const std::string& label, const std::string& role) {
  ATELIER_TRY(const core::Answer made,
              ask(person, place, "link.create", {{"role", role}, {"label", label}}));
  ATELIER_TRY(json::value body, parse_json(made.body));
  return std::move(body.as_object());
}

Result<std::string> DemoStory::page_of_link(const std::string& label, const std::string& role) {
  const DemoVisitors& visitors = project_.visitors;
  const auto place = std::ranges::find_if(
      places_, [&](const auto& entry) { return entry.second.id == visitors.room; });
  ATELIER_TRY(const json::object made, make_link(visitors.by, place->second, label, role));
  return "/join/" + std::string(made.at("link").at("id").as_string()) + '#' +
         std::string(made.at("secret").as_string());
}

core::Access DemoStory::access(const std::string& person) const {
  return {people_.at(person), core::Role::kNone, project_.person(person)->kind == "owner"};
}

json::array DemoStory::mentions_in(const std::string& text) const {
  json::array ids;
  for (const auto& [key, who] : people_) {
    if (text.find('@' + who.name) != std::string::npos) ids.emplace_back(who.id);
  }
  return ids;
}

}  // namespace atelier::app
