// Room: room.members and room.events.
#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/json_text.h"
#include "base/limits.h"
#include "core/activity.h"
#include "core/room.h"

namespace atelier::core {
namespace {

struct Asked {
  std::string cursor;
  std::uint64_t after = 0;
  std::size_t limit = 100;
};

Result<Asked> read_asked(const Command& command) {
  ATELIER_TRY(const json::value value, parse_json(command.body));
  Asked asked;
  if (value.is_null()) return asked;
  if (!value.is_object()) return invalid(command.name + " takes an object");
  const json::object& body = value.as_object();
  asked.cursor = string_member(body, "cursor").value_or("");
  const std::int64_t after = int_member(body, "after").value_or(0);
  const std::int64_t limit = int_member(body, "limit").value_or(100);
  if (after < 0 || limit < 1) return invalid("after is a seq, limit is 1 to 200");
  asked.after = static_cast<std::uint64_t>(after);
  asked.limit = std::min(static_cast<std::size_t>(limit), limits::kEventsPerPage);
  return asked;
}

Error cannot_read() {
  return {Errc::kUnavailable, "the server cannot read this now; try again", 500};
}

bool is_for(const Rendered& rendered, const std::string& principal) {
  return rendered.only_principals.empty() ||
         std::ranges::find(rendered.only_principals, principal) != rendered.only_principals.end();
}

}  // namespace

void Room::query(const Command& command, Reply reply) {
  if (command.name == "room.events") return list_events(command, std::move(reply));
  if (command.name == "room.activity") {
    auto asked = read_activity_query(command.body);
    if (!asked) return reply(asked.error());
    return list_activity(*this, std::move(*asked), std::move(reply));
  }
  if (command.name == "room.look") {
    // What a join would answer, without joining: for lists of rooms (RST8, RST9).
    return reply(Answer{join_body(command.principal, command.role), head(), 0, command.role});
  }
  reply(command.name == "room.people" ? list_people(command) : list_members(command));
}

// Also of those who left: what they wrote is still there.
Result<Answer> Room::list_people(const Command& command) const {
  ATELIER_TRY(const json::value value, parse_json(command.body));
  const json::value* ids =
      value.is_object() ? value.get_object().if_contains("principals") : nullptr;
  if (ids == nullptr || !ids->is_array()) return invalid("principals is a list of ids");
  json::object people;
  for (const json::value& id : ids->get_array()) {
    const Member* found = id.is_string() ? state_->person(id.get_string()) : nullptr;
    if (found == nullptr) continue;
    const Principal& who = found->principal;
    people[who.id] = json::object{{"name", who.name}, {"kind", name_of(who.kind)}};
  }
  return Answer{json::serialize(json::object{{"people", std::move(people)}})};
}

Result<Answer> Room::list_members(const Command& command) const {
  ATELIER_TRY(const Asked asked, read_asked(command));
  std::string list;
  std::string cursor;
  std::size_t count = 0;
  bool has_more = false;
  state_->each_member(asked.cursor, [&](const Member& member) {
    has_more = count == asked.limit;
    if (has_more) return false;
    if (!list.empty()) list += ',';
    list += presence_.member_json(member);
    cursor = member.principal.id;
    ++count;
    return true;
  });
  std::string text = "{\"members\":[" + list + "]";
  if (has_more) text += ",\"cursor\":" + json_text::quote(cursor);
  text += ",\"member_count\":" + std::to_string(state_->member_count()) + "}";
  return Answer{std::move(text)};
}

void Room::list_events(const Command& command, Reply reply) {
  Result<Asked> asked = read_asked(command);
  if (!asked) return reply(asked.error());
  if (asked->after > head()) return reply(not_found("this room has not come so far; read it anew"));
  asked->after = std::max(asked->after, visible_from(command.principal.id));
  auto kept = std::make_shared<Reply>(std::move(reply));
  store().query({partition(), Ledger::log_key(asked->after + 1), "log0", asked->limit},
                on(executor(), alive(), [this, command, kept](const port::Page& page) {
                  if (page.status != port::StoreStatus::kOk) return (*kept)(cannot_read());
                  std::vector<Event> events;
                  std::string chain;
                  for (const port::Record& record : page.records) {
                    if (auto event = decode_event(record.value, chain))
                      events.push_back(std::move(*event));
                  }
                  read_contents(command, std::move(events), page.has_more, std::move(*kept));
                }));
}

void Room::read_contents(const Command& command, std::vector<Event> events, bool has_more,
                         Reply reply) {
  std::vector<port::RecordKey> keys;
  for (const Event& event : events) {
    if (!event.content_hash.empty()) keys.push_back({partition(), content_key(event.seq)});
  }
  if (keys.empty()) return reply(events_answer(command, std::move(events), has_more));
  auto kept = std::make_shared<Reply>(std::move(reply));
  auto waiting = std::make_shared<std::vector<Event>>(std::move(events));
  store().get(std::move(keys),
              on(executor(), alive(),
                 [this, command, waiting, has_more, kept](const port::ReadResult& read) {
                   if (read.status != port::StoreStatus::kOk) return (*kept)(cannot_read());
                   for (const port::Record& record : read.records) {
                     const std::uint64_t seq = Ledger::sequence_of(record.key.sort);
                     const auto at = std::ranges::find(*waiting, seq, &Event::seq);
                     if (at != waiting->end()) at->content = record.value;
                   }
                   (*kept)(events_answer(command, std::move(*waiting), has_more));
                 }));
}

// What the caller may not see, or what is not kept, is left out; `next` says how far it was read.
Answer Room::events_answer(const Command& command, std::vector<Event> events, bool has_more) const {
  const std::uint64_t beginning = visible_from(command.principal.id);
  std::string list;
  for (const Event& event : events) {
    const auto rendered = render_event(event);
    if (!rendered || rendered->attachments != nullptr) continue;
    if (!is_for(*rendered, command.principal.id)) continue;
    if (rendered->about != 0 && rendered->about < beginning) continue;
    if (!list.empty()) list += ',';
    list += "{\"seq\":" + std::to_string(event.seq) +
            ",\"name\":" + json_text::quote(rendered->name) + ",\"args\":" + rendered->args + "}";
  }
  const std::uint64_t next = events.empty() ? head() : events.back().seq;
  std::string text = "{\"events\":[" + list + "],\"has_more\":";
  text += has_more ? "true" : "false";
  text += ",\"next\":" + std::to_string(next) + "}";
  return Answer{std::move(text), next};
}

}  // namespace atelier::core
