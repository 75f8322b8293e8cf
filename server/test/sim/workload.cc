#include "test/sim/workload.h"

#include <set>

#include "base/json.h"
#include "feature/people/people.h"

namespace atelier::sim {
namespace {

std::string member_in(const std::string& text, std::string_view outer, std::string_view name) {
  const auto value = parse_json(text);
  if (!value || !value->is_object()) return {};
  const json::value* found = &*value;
  if (!outer.empty()) found = value->as_object().if_contains(outer);
  if (found == nullptr || !found->is_object()) return {};
  return std::string(string_member(found->as_object(), name).value_or(""));
}

std::string number(std::uint64_t value) {
  return std::to_string(value);
}

std::string in_quotes(const std::string& text) {
  return '"' + text + '"';
}

bool is_by_the_server(const std::string& name) {
  static const std::set<std::string> names{
      "file.add",    "link.use",     "link.look",     "knock.ask",   "knock.wait",
      "knock.leave", "meeting.look", "present.lapse", "room.forget", "room.purge"};
  return names.contains(name);
}

}  // namespace

void Memory::note(const core::Delivery& delivery) {
  if (delivery.name == "chat.message") messages[delivery.room].push_back(delivery.seq);
}

void Memory::note_answer(const Order& order, const std::string& answer) {
  if (order.name == "surface.create") surfaces[order.room].push_back(order.id);
  if (order.name == "meeting.start") meetings[order.room].push_back(order.id);
  if (order.name == "thread.open" || order.name == "thread.reply") {
    const auto value = parse_json(answer);
    const auto seq = value ? int_member(value->as_object(), "seq") : std::nullopt;
    const bool opens = order.name == "thread.open";
    const std::string thread = opens ? order.id : member_in(order.body, "", "thread");
    comments[order.room].push_back({thread, static_cast<std::uint64_t>(seq.value_or(1))});
  }
  if (order.name == "file.add") files[order.room].push_back(member_in(order.body, "", "file"));
  if (order.name == "link.create") {
    links.push_back({order.room, member_in(answer, "link", "id"), member_in(answer, "", "secret")});
  }
}

Workload::Workload(Chances chances, const Memory& memory)
    : chances_(std::move(chances)), memory_(memory) {}

const std::vector<Workload::Step>& Workload::steps() {
  static const std::vector<Step> all = [] {
    std::vector<Step> steps = work_steps();
    for (const std::vector<Step>& more : {door_steps(), meeting_steps()}) {
      steps.insert(steps.end(), more.begin(), more.end());
    }
    return steps;
  }();
  return all;
}

std::vector<Workload::Step> Workload::meeting_steps() {
  return {
      {"meeting.start", 6, true, &Workload::meeting_title},
      {"meeting.end", 3, true, &Workload::some_meeting},
      {"meeting.list", 1, false, &Workload::nothing},
      {"meeting.summary", 1, false, &Workload::some_meeting},
      {"meeting.send", 1, true, &Workload::some_meeting},
      {"meeting.look", 2, false, &Workload::nothing},
      {"follow.start", 3, false, &Workload::person},
      {"follow.stop", 1, false, &Workload::nothing},
      {"follow.view", 3, false, &Workload::view},
      {"present.start", 3, true, &Workload::nothing},
      {"present.stop", 2, true, &Workload::nothing},
      {"present.hand_over", 2, true, &Workload::person},
      {"present.lapse", 1, false, &Workload::person},
  };
}

std::vector<Workload::Step> Workload::work_steps() {
  return {
      {"chat.send", 30, true, &Workload::text},
      {"chat.edit", 6, true, &Workload::edit},
      {"chat.delete", 3, true, &Workload::target},
      {"chat.restore", 3, true, &Workload::target},
      {"chat.purge", 1, true, &Workload::target},
      {"chat.trash", 1, false, &Workload::nothing},
      {"chat.react", 8, true, &Workload::reaction},
      {"chat.pin", 4, true, &Workload::switched},
      {"chat.read", 4, false, &Workload::target},
      {"chat.typing", 2, false, &Workload::switched},
      {"chat.history", 1, false, &Workload::nothing},
      {"chat.pins", 1, false, &Workload::nothing},
      {"chat.receipts", 1, false, &Workload::nothing},
      {"chat.search", 1, false, &Workload::words},
      {"room.broadcast", 5, false, &Workload::payload},
      {"room.rename", 2, true, &Workload::title},
      {"room.archive", 3, true, &Workload::archive},
      {"room.configure", 2, true, &Workload::settings},
      {"room.delete", 1, true, &Workload::nothing},
      {"room.restore", 10, true, &Workload::nothing},
      {"room.trashed", 1, false, &Workload::nothing},
      {"room.forget", 1, false, &Workload::nothing},
      // Never: what is gone for good cannot be held against its log (room_trash_test.cc).
      {"room.purge", 0, false, &Workload::nothing},
      {"room.members", 1, false, &Workload::nothing},
      {"room.people", 1, false, &Workload::watched},
      {"room.events", 2, false, &Workload::after},
      {"room.look", 1, false, &Workload::nothing},
      {"room.activity", 1, false, &Workload::nothing},
      {"member.set_role", 9, true, &Workload::role},
      {"member.remove", 5, true, &Workload::removal},
      {"member.unban", 5, true, &Workload::person},
      {"presence.update", 3, false, &Workload::place},
      {"presence.watch", 1, false, &Workload::watched},
      {"surface.create", 4, true, &Workload::surface},
      {"surface.rename", 3, true, &Workload::surface_title},
      {"surface.pin", 2, true, &Workload::pinned_surface},
      {"surface.remove", 2, true, &Workload::some_surface},
      {"surface.restore", 2, true, &Workload::some_surface},
      {"surface.purge", 1, false, &Workload::some_surface},
      {"surface.trash", 1, false, &Workload::nothing},
      {"thread.open", 6, true, &Workload::thread},
      {"thread.reply", 8, true, &Workload::comment},
      {"thread.edit", 3, true, &Workload::comment_edit},
      {"thread.delete", 4, true, &Workload::some_comment},
      {"thread.resolve", 3, true, &Workload::decision},
      {"thread.reopen", 2, true, &Workload::some_thread},
      {"thread.react", 4, true, &Workload::comment_reaction},
      {"thread.list", 1, false, &Workload::nothing},
      {"thread.get", 1, false, &Workload::some_thread},
      {"thread.history", 1, false, &Workload::some_thread},
  };
}

std::vector<Workload::Step> Workload::door_steps() {
  return {
      {"link.create", 4, true, &Workload::link},
      {"link.revoke", 2, true, &Workload::link_id},
      {"link.list", 1, false, &Workload::nothing},
      {"link.look", 1, false, &Workload::link_secret},
      {"link.use", 6, false, &Workload::link_secret},
      {"knock.ask", 6, false, &Workload::knock},
      {"knock.wait", 2, false, &Workload::nothing},
      {"knock.leave", 1, false, &Workload::nothing},
      {"knock.list", 1, false, &Workload::nothing},
      {"knock.answer", 5, true, &Workload::knock_answer},
      {"file.add", 2, false, &Workload::new_file},
      {"file.get", 1, false, &Workload::some_file},
      {"file.list", 1, false, &Workload::nothing},
      {"file.shared", 1, false, &Workload::nothing},
  };
}

std::vector<std::string> Workload::names() {
  std::vector<std::string> all;
  for (const Step& step : steps()) all.emplace_back(step.name);
  return all;
}

Order Workload::next(const std::string& room) {
  std::uint64_t sum = 0;
  for (const Step& step : steps()) sum += step.weight;
  std::uint64_t dice = chances_.below(sum);
  const Step* chosen = steps().data();
  while (dice >= chosen->weight) dice -= (chosen++)->weight;
  Order order{room, chosen->name, {}};
  const std::string rest = (this->*chosen->make)(room);
  if (chosen->idempotent) order.id = chances_.uuid();
  if (order.name == "room.broadcast") {
    order.body = rest;
  } else if (rest.empty()) {
    order.body = order.id.empty() ? "{}" : "{\"id\":" + in_quotes(order.id) + "}";
  } else {
    order.body = "{" + (order.id.empty() ? "" : "\"id\":" + in_quotes(order.id) + ",") + rest + "}";
  }
  order.by_the_server = is_by_the_server(order.name);
  return order;
}

std::uint64_t Workload::message_in(const std::string& room) {
  const auto known = memory_.messages.find(room);
  if (known == memory_.messages.end()) return 1 + chances_.below(5);
  // The last ones more often, so that commands meet each other.
  const std::uint64_t back = chances_.below(chances_.below(known->second.size()) + 1);
  return known->second[known->second.size() - 1 - back];
}

std::string Workload::nothing(const std::string&) {
  return {};
}
std::string Workload::text(const std::string& room) {
  std::string body = "\"text\":\"message " + number(++made_) + "\"";
  if (chances_.below(4) == 0) body += ",\"thread_root\":" + number(message_in(room));
  if (chances_.below(6) == 0) body += ",\"mentions\":[" + in_quotes(somebody()) + "]";
  return body;
}
std::string Workload::edit(const std::string& room) {
  return "\"seq\":" + number(message_in(room)) + ",\"text\":\"edit " + number(++made_) + "\"";
}
std::string Workload::target(const std::string& room) {
  return "\"seq\":" + number(message_in(room));
}
std::string Workload::reaction(const std::string& room) {
  const char* kinds[] = {"+", "heart", "!"};
  return target(room) + ",\"emoji\":" + in_quotes(kinds[chances_.below(3)]) + ",\"on\":" + on();
}
std::string Workload::switched(const std::string& room) {
  return target(room) + ",\"on\":" + on();
}
std::string Workload::place(const std::string&) {
  return "\"active\":" + on() + ",\"place\":{\"surface\":\"chat\"}";
}
std::string Workload::watched(const std::string&) {
  return "\"principals\":[" + in_quotes(somebody()) + "]";
}
std::string Workload::title(const std::string&) {
  return "\"name\":\"Room " + number(++made_) + "\"";
}
// Brought back more often than put away: else little else would happen.
std::string Workload::archive(const std::string&) {
  return std::string("\"on\":") + (chances_.below(4) == 0 ? "true" : "false");
}
// On more often than off: else nobody would wait.
std::string Workload::settings(const std::string&) {
  if (chances_.below(4) == 0) {
    return std::string("\"guest_history\":") + (chances_.below(2) == 0 ? "\"all\"" : "\"joined\"");
  }
  if (chances_.below(3) == 0) {
    const char* days[] = {"0", "30", "90", "365"};
    return std::string("\"keep_days\":") + days[chances_.below(4)];
  }
  return std::string("\"knock\":") + (chances_.below(4) == 0 ? "false" : "true");
}
std::string Workload::knock(const std::string& room) {
  const std::string link = link_secret(room);
  return link.substr(0, link.find(',')) + ",\"network\":\"127.0.0." + number(chances_.below(3)) +
         "\"";
}
std::string Workload::knock_answer(const std::string&) {
  return person({}) + ",\"let_in\":" + on();
}
std::string Workload::role(const std::string&) {
  const char* roles[] = {"viewer", "commenter", "editor", "owner"};
  return person({}) + ",\"role\":" + in_quotes(roles[chances_.below(4)]);
}
std::string Workload::removal(const std::string&) {
  return person({}) + ",\"ban\":" + (chances_.below(2) == 0 ? "true" : "false");
}
std::string Workload::person(const std::string&) {
  return "\"principal\":" + in_quotes(somebody());
}
std::string Workload::view(const std::string&) {
  return "\"surface\":\"chat\",\"at\":" + number(++made_);
}
std::string Workload::payload(const std::string&) {
  return "{\"n\":" + number(++made_) + "}";
}
std::string Workload::after(const std::string&) {
  return "\"after\":" + number(chances_.below(20)) + ",\"limit\":" + number(1 + chances_.below(9));
}
std::string Workload::words(const std::string&) {
  return "\"words\":\"message\"";
}
std::string Workload::surface(const std::string&) {
  return "\"kind\":\"text\",\"title\":\"Notes " + number(++made_) + "\"";
}
std::string Workload::surface_title(const std::string& room) {
  return some_surface(room) + ",\"title\":\"Renamed " + number(++made_) + "\"";
}
std::string Workload::pinned_surface(const std::string& room) {
  return some_surface(room) + ",\"on\":" + on();
}
std::string Workload::some_surface(const std::string& room) {
  const auto known = memory_.surfaces.find(room);
  if (known == memory_.surfaces.end()) return "\"surface\":\"none\"";
  return "\"surface\":" + in_quotes(known->second[chances_.below(known->second.size())]);
}
std::string Workload::link(const std::string&) {
  const char* roles[] = {"viewer", "commenter", "editor"};
  std::string body = "\"role\":" + in_quotes(roles[chances_.below(3)]);
  if (chances_.below(2) == 0) body += ",\"max_uses\":" + number(1 + chances_.below(2));
  return body;
}
std::string Workload::link_id(const std::string&) {
  if (memory_.links.empty()) return "\"link\":\"none\"";
  return "\"link\":" + in_quotes(memory_.links[chances_.below(memory_.links.size())].id);
}
std::string Workload::link_secret(const std::string& room) {
  std::vector<const Memory::Link*> here;
  for (const Memory::Link& each : memory_.links) {
    if (each.room == room) here.push_back(&each);
  }
  if (here.empty()) return "\"link\":\"none\",\"hash\":\"none\"";
  const Memory::Link& chosen = *here[chances_.below(here.size())];
  return "\"link\":" + in_quotes(chosen.id) +
         ",\"hash\":" + in_quotes(feature::people::hash_of(chances_.crypto, chosen.secret));
}
std::string Workload::thread(const std::string& room) {
  const std::string anchor =
      ",\"anchor\":{\"surface\":\"notes\",\"position\":\"AQID\",\"quote\":\"as it was\"}";
  switch (chances_.below(4)) {
    case 0:
      return "\"highlight\":true" + anchor;
    case 1:
      return "\"suggestion\":{\"text\":\"as it is " + number(++made_) + "\"}" + anchor;
    default:
      return text(room) + anchor;
  }
}
std::string Workload::decision(const std::string& room) {
  const std::string thread = some_thread(room);
  const std::uint64_t dice = chances_.below(4);
  if (dice > 1) return thread;
  return thread + ",\"outcome\":" + (dice == 0 ? "\"accepted\"" : "\"rejected\"");
}
std::string Workload::some_comment(const std::string& room) {
  const auto known = memory_.comments.find(room);
  if (known == memory_.comments.end()) return "\"thread\":\"none\",\"seq\":1";
  // The last ones more often, so that commands meet each other.
  const std::uint64_t back = chances_.below(chances_.below(known->second.size()) + 1);
  const Memory::Comment& chosen = known->second[known->second.size() - 1 - back];
  return "\"thread\":" + in_quotes(chosen.thread) + ",\"seq\":" + number(chosen.seq);
}
std::string Workload::some_thread(const std::string& room) {
  const std::string place = some_comment(room);
  return place.substr(0, place.find(','));
}
std::string Workload::comment(const std::string& room) {
  return some_thread(room) + ",\"text\":\"comment " + number(++made_) + "\"";
}
std::string Workload::comment_edit(const std::string& room) {
  return some_comment(room) + ",\"text\":\"edit " + number(++made_) + "\"";
}
std::string Workload::comment_reaction(const std::string& room) {
  return some_comment(room) + ",\"emoji\":\"+\",\"on\":" + on();
}
std::string Workload::meeting_title(const std::string&) {
  return "\"title\":\"Meeting " + number(++made_) + "\"";
}
std::string Workload::some_meeting(const std::string& room) {
  const auto known = memory_.meetings.find(room);
  return "\"meeting\":" +
         in_quotes(known == memory_.meetings.end() ? "none" : known->second.back());
}
std::string Workload::new_file(const std::string&) {
  const std::string name = number(++made_);
  return "\"file\":\"f" + name + "\",\"name\":\"" + name + ".txt\",\"type\":\"text/plain\"";
}
std::string Workload::some_file(const std::string& room) {
  const auto known = memory_.files.find(room);
  if (known == memory_.files.end()) return "\"file\":\"none\"";
  return "\"file\":" + in_quotes(known->second[chances_.below(known->second.size())]);
}

}  // namespace atelier::sim
