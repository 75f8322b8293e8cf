// RST38: whom the summary of a meeting may go to, and sending it (spec/meetings.md MTG10..). Mails
// are put into the outbox; who has no account gets a link of the room that ends.
#include <algorithm>
#include <set>

#include "base/ids.h"
#include "base/mail_address.h"
#include "base/utf8.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kMostRecipients = 50;
constexpr std::int64_t kMostMembers = 200;
constexpr std::size_t kNoteBytes = 2000;
constexpr WallMs kLinkMs = 90LL * 24 * 3600 * 1000;  // a link works so long after the meeting
constexpr WallMs kLinkLeastMs = 24LL * 3600 * 1000;  // what is left of it when it is sent

/// Somebody of the room who can be written to.
struct Reachable {
  std::string id;
  std::string name;
  std::string email;
  std::string language;
  bool account = false;  // comes in by logging in; others need the link
  bool attended = false;
};

/// What is gathered on the way through the routes.
struct Sending {
  std::string room;
  std::string room_name;
  std::string meeting;
  std::string title;
  WallMs ended_at = 0;
  std::vector<Reachable> people;  // without the caller
  std::string workspace;
  std::string base;  // of links
  // The wish.
  std::string id;
  std::string note;
  std::string language;
  std::vector<Reachable> to;
  std::string link;  // path and fragment for who has no account
  WallMs link_until = 0;
};
using Shared = std::shared_ptr<Sending>;

json::object object_in(const core::Answer& answer) {
  return json::parse(answer.body).as_object();
}
json::array list_in(const json::object& body, std::string_view key) {
  const json::value* list = body.if_contains(key);
  return list != nullptr && list->is_array() ? list->get_array() : json::array();
}
std::string in(const json::object& body, std::string_view key) {
  return std::string(string_member(body, key).value_or(""));
}

/// Owners send, once the meeting is over (MTG10).
void find_meeting(Services& services, const Call& call, UniqueFunction<void(Shared)> then) {
  auto sending = std::make_shared<Sending>();
  sending->room = call->parameter(0);
  sending->meeting = call->parameter(1);
  const core::Access access = call->identity.access(sending->room);
  ask_room(services, call, access, sending->room, "room.look", {},
           [&services, call, access, sending,
            then = std::move(then)](const core::Answer& looked) mutable {
             const json::object look = object_in(looked);
             if (in(look, "role") != "owner") {
               return call->fail(forbidden("Only owners of the room send summaries."));
             }
             sending->room_name = in(look, "name");
             ask_room(
                 services, call, access, sending->room, "meeting.summary",
                 {{"meeting", sending->meeting}},
                 [call, sending, then = std::move(then)](const core::Answer& told) mutable {
                   const json::object summary = object_in(told);
                   const json::object meeting = summary.at("meeting").as_object();
                   sending->ended_at = int_member(meeting, "ended_at").value_or(0);
                   if (sending->ended_at == 0) {
                     return call->fail({Errc::kConflict, "This meeting goes on: end it first."});
                   }
                   sending->title = in(meeting, "title");
                   if (sending->title.empty()) sending->title = sending->room_name;
                   for (const json::value& person : list_in(summary, "people")) {
                     Reachable one{in(person.as_object(), "id")};
                     one.attended = true;
                     sending->people.push_back(std::move(one));
                   }
                   then(sending);
                 });
           });
}

/// Members of the room with what is known of their addresses: accounts have one, guests had one
/// when they were invited by it.
void keep_reachable(Sending& sending, const json::array& members, const json::object& accounts,
                    const json::array& invites, const std::string& caller) {
  std::map<std::string, std::string> invited;
  for (const json::value& each : invites) {
    const json::value* by = each.as_object().if_contains("accepted_by");
    if (by != nullptr) invited[in(by->as_object(), "id")] = in(each.as_object(), "email");
  }
  std::set<std::string> attended;
  for (const Reachable& person : sending.people) attended.insert(person.id);
  sending.people.clear();
  for (const json::value& each : members) {
    const json::object& member = each.as_object();
    Reachable person{in(member, "id"), in(member, "name")};
    person.attended = attended.contains(person.id);
    if (const json::value* account = accounts.if_contains(person.id)) {
      person.account = true;
      person.email = in(account->as_object(), "email");
      person.language = in(account->as_object(), "language");
    } else {
      person.email = invited[person.id];
    }
    if (!person.email.empty() && person.id != caller) sending.people.push_back(std::move(person));
  }
}

/// `then` with everybody of the room who can be written to.
void find_people(Services& services, const Call& call, UniqueFunction<void(Shared)> then) {
  find_meeting(
      services, call, [&services, call, then = std::move(then)](const Shared& sending) mutable {
        ask_room(
            services, call, call->identity.access(sending->room), sending->room, "room.members",
            {{"limit", kMostMembers}},
            [&services, call, sending, then = std::move(then)](const core::Answer& listed) mutable {
              json::array members = list_in(object_in(listed), "members");
              json::array ids;
              for (const json::value& each : members) ids.push_back(each.as_object().at("id"));
              ask(services, call, server_principal(), "people.addresses",
                  {{"accounts", std::move(ids)}},
                  [&services, call, sending, members = std::move(members),
                   then = std::move(then)](json::object accounts) mutable {
                    ask(services, call, server_principal(), "invite.list",
                        {{"room", sending->room}},
                        [call, sending, members = std::move(members),
                         accounts = std::move(accounts),
                         then = std::move(then)](const json::object& invites) mutable {
                          keep_reachable(*sending, members, accounts, list_in(invites, "invites"),
                                         call->identity.principal.id);
                          then(sending);
                        });
                  });
            });
      });
}

void recipients(Services& services, const Call& call) {
  find_people(services, call, [&services, call](const Shared& sending) {
    json::array people;
    for (const Reachable& person : sending->people) {
      people.push_back(json::object{{"id", person.id},
                                    {"name", person.name},
                                    {"kind", person.account ? "user" : "guest"},
                                    {"attended", person.attended}});
    }
    call->reply(200, json::object{{"people", std::move(people)},
                                  {"mail", services.outbox.has_mail_server()}});
  });
}

bool is_note(std::string_view note) {
  return note.size() <= kNoteBytes && utf8::is_valid(note) &&
         std::ranges::none_of(note, [](char c) {
           return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
         });
}

/// What the body says besides whom it goes to.
Result<void> read_words(Sending& sending, const json::object& body) {
  sending.id = in(body, "id");
  if (!is_uuid_v7(sending.id)) return invalid("id must be a UUIDv7.");
  sending.note = in(body, "note");
  if (!is_note(sending.note)) return invalid("note must be a text of at most 2000 bytes.");
  const std::string language = in(body, "language");
  sending.language = language.size() <= feature::people::kLanguageBytes ? language : "en";
  return {};
}

Result<void> read_people(Sending& sending, const json::object& body) {
  std::set<std::string> wanted;
  for (const json::value& id : list_in(body, "people")) {
    if (!id.is_string()) return invalid("people is a list of ids.");
    wanted.insert(std::string(id.get_string()));
  }
  for (const Reachable& person : sending.people) {
    if (wanted.erase(person.id) > 0) sending.to.push_back(person);
  }
  if (!wanted.empty()) return invalid("Somebody of these is not in the room or has no address.");
  for (const json::value& typed : list_in(body, "emails")) {
    Reachable one;
    if (typed.is_string()) one.email = std::string(typed.get_string());
    if (!is_mail_address(one.email)) {
      return invalid("emails is a list of addresses such as ann@example.org.");
    }
    for (char& c : one.email) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool known = std::ranges::any_of(
        sending.to, [&one](const Reachable& each) { return each.email == one.email; });
    if (!known) sending.to.push_back(std::move(one));
  }
  if (sending.to.size() > kMostRecipients) return invalid("A summary goes to 50 people at most.");
  return {};
}

std::string label_of(const Sending& sending) {
  std::string label = sending.title.substr(0, feature::people::kLinkLabelBytes);
  while (!label.empty() && !utf8::is_valid(label)) label.pop_back();
  return label;
}

void keep_link(Sending& sending, const json::object& made, WallMs until) {
  const json::object link = made.at("link").as_object();
  sending.link =
      "/join/" + in(link, "id") + "#" + in(made, "secret") + "/summary/" + sending.meeting;
  sending.link_until = until;
}

/// One link for all that a meeting is sent to, as long as it works; later ones have their own
/// (MTG12).
void make_link(Services& services, const Call& call, const Shared& sending, Task then) {
  const WallMs now = services.clock.wall();
  const auto wish = [sending](const std::string& id, WallMs until) {
    return json::object{
        {"id", id}, {"role", "commenter"}, {"label", label_of(*sending)}, {"expires_at", until}};
  };
  const core::Access access = call->identity.access(sending->room);
  const WallMs until = sending->ended_at + kLinkMs;
  const auto anew = [&services, call, sending, wish, access, now](Task done) {
    ask_room(services, call, access, sending->room, "link.create", wish(sending->id, now + kLinkMs),
             [sending, until = now + kLinkMs,
              done = std::move(done)](const core::Answer& answer) mutable {
               keep_link(*sending, object_in(answer), until);
               done();
             });
  };
  if (until < now + kLinkLeastMs) return anew(std::move(then));
  ask_room(services, call, access, sending->room, "link.create", wish(sending->meeting, until),
           [sending, until, anew, then = std::move(then)](const core::Answer& answer) mutable {
             const json::object made = object_in(answer);
             if (bool_member(made.at("link").as_object(), "revoked", false)) {
               return anew(std::move(then));
             }
             keep_link(*sending, made, until);
             then();
           });
}

core::Mail mail_for(const Services& services, const Call& call, const Sending& sending,
                    const Reachable& to) {
  core::Mail mail;
  // The same command, the same mail: sent again it changes nothing (MAIL20).
  mail.id =
      "sum-" + sending.id + "-" + feature::people::hash_of(services.crypto, to.email).substr(0, 16);
  mail.to = to.email;
  mail.language = to.language.empty() ? sending.language : to.language;
  mail.template_name = "meeting_summary";
  const std::string place =
      to.account ? "/r/" + sending.room + "/summary/" + sending.meeting : sending.link;
  mail.values = {{"inviter", call->identity.principal.name},
                 {"workspace", sending.workspace},
                 {"room", sending.room_name},
                 {"meeting", sending.title},
                 {"link", sending.base + place}};
  if (!to.account) {
    mail.values["expires_at"] = std::to_string(sending.link_until);
    mail.until = sending.link_until;
  }
  if (!sending.note.empty()) mail.values["note"] = sending.note;
  return mail;
}

/// Runs `each(i, next)` one after the other, and `then` behind the last. A failure ends the chain
/// by not calling `next`.
using EachRecipient = std::function<void(std::size_t, Task)>;
void in_turn(const Shared& sending, std::size_t from, const EachRecipient& each, Task then) {
  if (from == sending->to.size()) return then();
  each(from, [sending, from, each, then = std::move(then)]() mutable {
    in_turn(sending, from + 1, each, std::move(then));
  });
}

void put_all(Services& services, const Call& call, const Shared& sending, Task then) {
  const EachRecipient put = [&services, call, sending](std::size_t i, Task next) {
    services.outbox.put(
        mail_for(services, call, *sending, sending->to[i]),
        core::on(*services.loops[call->loop()], services.alive,
                 [call, next = std::move(next)](const Result<void>& stored) mutable {
                   if (!stored) return call->fail(stored.error());
                   next();
                 }));
  };
  in_turn(sending, 0, put, std::move(then));
}

/// Noted first: who sends too often is refused before anybody is mailed. What a crash leaves undone
/// the same command does when it comes again (MTG11).
void note_sent(Services& services, const Call& call, const Shared& sending) {
  const json::object body{
      {"id", sending->id}, {"meeting", sending->meeting}, {"count", sending->to.size()}};
  ask_room(services, call, call->identity.access(sending->room), sending->room, "meeting.send",
           body, [&services, call, sending](const core::Answer& noted) {
             const WallMs at = int_member(object_in(noted), "at").value_or(0);
             put_all(services, call, sending, [call, sending, at] {
               const json::object sent{
                   {"at", at}, {"count", sending->to.size()}, {"by", call->identity.principal.id}};
               call->reply(202, json::object{{"mailed", true}, {"sent", sent}});
             });
           });
}

/// Nothing is mailed when one of them may not be written to now (MAIL25).
void mail_to_all(Services& services, const Call& call, const Shared& sending) {
  const EachRecipient ask_one = [&services, call, sending](std::size_t i, Task next) {
    may_write_to(services, call, sending->to[i].email, std::move(next));
  };
  in_turn(sending, 0, ask_one, [&services, call, sending] { note_sent(services, call, sending); });
}

/// MTG13: without a mail server the owner passes the link on.
void send_with_link(Services& services, const Call& call, const Shared& sending) {
  if (services.outbox.has_mail_server()) return mail_to_all(services, call, sending);
  call->reply(202, json::object{{"mailed", false}, {"link", sending->base + sending->link}});
}

void send(Services& services, const Call& call) {
  auto body = body_of(call);
  if (!body) return;
  find_people(services, call, [&services, call, body = std::move(*body)](const Shared& sending) {
    if (const auto read = read_words(*sending, body); !read) {
      return call->fail(read.error());
    }
    if (const auto read = read_people(*sending, body); !read) {
      return call->fail(read.error());
    }
    const bool mails = services.outbox.has_mail_server();
    if (mails && sending->to.empty()) {
      return call->fail(invalid("Say whom the summary goes to."));
    }
    ask(services, call, server_principal(), "people.state", {},
        [&services, call, sending, mails](const json::object& state) {
          sending->workspace = in(state, "name");
          if (sending->workspace.empty()) sending->workspace = "Atelier";
          sending->base = in(state, "public_url");
          const bool links = !mails || std::ranges::any_of(sending->to, [](const Reachable& each) {
            return !each.account;
          });
          if (!links) return mail_to_all(services, call, sending);
          make_link(services, call, sending,
                    [&services, call, sending] { send_with_link(services, call, sending); });
        });
  });
}

}  // namespace

void add_meeting_routes(Api& api, Services& services) {
  api.add({"GET", "/rooms/{room}/meetings/{meeting}/recipients",
           "Who of the room the summary of a meeting can be mailed to", Caller::kKnown,
           shared([&services](const Call& call) { recipients(services, call); }), 8192, "",
           schema({"people:array", "mail:boolean"})});
  api.add(
      {"POST", "/rooms/{room}/meetings/{meeting}/send", "Send the summary of a meeting",
       Caller::kKnown, shared([&services](const Call& call) { send(services, call); }), 32 * 1024,
       schema({"id:string", "people?:array", "emails?:array", "note?:string", "language?:string"}),
       schema({"mailed:boolean", "link?:string", "sent?:object"})});
}

}  // namespace atelier::gateway
