// Simulation: what was promised to clients, held against the log and against what is served.
#include <algorithm>

#include "test/sim/simulation.h"

namespace atelier::sim {

void Simulation::check_room(const std::string& room) {
  const LogCheck log(server_.rig.table, read_log(room));
  for (const std::string& problem : log.problems()) complain(room, problem);
  for (const auto& client : clients_) {
    check_wishes(*client, room, log);
    for (const Stay& stay : client->stays) {
      if (stay.room == room) check_stay(*client, stay, log);
    }
  }
  check_told(room);
  check_history(room, log);
  check_rest(room, log);
}

void Simulation::check_wishes(const SimClient& client, const std::string& room,
                              const LogCheck& log) {
  for (const Wish& wish : client.wishes) {
    if (wish.order.room == room) check_wish(wish, log);
  }
}

// What was acknowledged is in the log, and what was refused is not.
void Simulation::check_wish(const Wish& wish, const LogCheck& log) {
  const std::string what = wish.order.name + " " + wish.order.id;
  const bool durable =
      server_.rig.table.find(wish.order.name)->kind == core::CommandClass::kDurable;
  if (wish.state == Wish::State::kDone && durable && wish.seq != 0) {
    const bool there = wish.seq <= log.log().size();
    const core::Event* event = there ? &log.log()[wish.seq - 1] : nullptr;
    const bool kept = there && (wish.order.id.empty() || event->id == wish.order.id ||
                                event->body.find(wish.order.id) != std::string::npos);
    if (!kept) complain(wish.order.room, what + " was acknowledged and lost");
  }
  if (wish.state != Wish::State::kRefused || wish.attempts != 1 || wish.order.id.empty()) return;
  for (const core::Event& event : log.log()) {
    if (event.id == wish.order.id) complain(wish.order.room, what + " was refused and stored");
  }
}

// Up to the last event seen, or to the end for those still there, nothing is missing; and who was
// put out has seen nothing that came later.
void Simulation::check_stay(const SimClient& client, const Stay& stay, const LogCheck& log) {
  const std::string& who = client.principal().id;
  const std::uint64_t seen = stay.seen.empty() ? stay.join_seq : *stay.seen.rbegin();
  for (const std::uint64_t out : log.removals_of(who)) {
    if (out > stay.join_seq && out < seen) {
      complain(stay.room, who + " saw " + std::to_string(seen) + ", but was put out at " +
                              std::to_string(out));
    }
  }
  const std::uint64_t last = stay.ended ? seen : log.log().size();
  for (const core::Event& event : log.log()) {
    if (event.seq <= stay.join_seq || event.seq > last || !log.is_for_all(event)) continue;
    if (event.kind == "room.broadcast" && event.actor.id == who) continue;
    if (!stay.seen.contains(event.seq)) {
      complain(stay.room, who + " missed " + event.kind + " " + std::to_string(event.seq));
    }
  }
}

// One order for all: two observers never see different events at one seq.
void Simulation::check_told(const std::string& room) {
  std::map<std::uint64_t, std::string> told;
  for (const auto& client : clients_) {
    for (const auto& [place, what] : client->told) {
      if (place.first != room || what.starts_with("room.member")) continue;
      const auto [at, is_new] = told.try_emplace(place.second, what);
      if (!is_new && at->second != what) {
        complain(room, "two observers saw different events at one seq: " + what);
      }
    }
  }
}

json::object Simulation::ask_owner(const std::string& room, const std::string& name,
                                   const std::string& body) {
  const auto answer = server_.rig.execute(room, name, body, {clients_[0]->principal()});
  if (answer) return parse_json(answer->body)->as_object();
  complain(room, name + ": " + answer.error().message);
  return {};
}

// The rows of messages are what the log says.
void Simulation::check_history(const std::string& room, const LogCheck& log) {
  std::size_t count = 0;
  std::uint64_t after = 0;
  for (bool more = true; more;) {
    const json::object page =
        ask_owner(room, "chat.history", "{\"after\":" + std::to_string(after) + ",\"limit\":7}");
    if (page.empty()) return;
    for (const json::value& each : page.at("messages").as_array()) {
      check_message(each.as_object(), log);
      after = each.at("seq").to_number<std::uint64_t>();
      ++count;
    }
    more = page.at("has_more").as_bool();
  }
  if (count != log.messages().size()) {
    complain(room, "history has " + std::to_string(count) + " of " +
                       std::to_string(log.messages().size()) + " messages");
  }
}

void Simulation::check_message(const json::object& shown, const LogCheck& log) {
  const auto seq = shown.at("seq").to_number<std::uint64_t>();
  const std::string name = "message " + std::to_string(seq);
  const auto found = log.messages().find(seq);
  if (found == log.messages().end()) return complain(name, "is in no log");
  const LogCheck::Message& message = found->second;
  if (bool_member(shown, "deleted", false) != message.deleted) complain(name, "deleted or not");
  if (message.deleted) return;
  if (bool_member(shown, "pinned", false) != message.pinned) complain(name, "pinned or not");
  const WallMs edited = message.edit == 0 ? 0 : log.log()[message.edit - 1].at;
  if (int_member(shown, "edited_at").value_or(0) != edited) complain(name, "another edit");
  std::size_t reactions = 0;
  if (const json::value* kinds = shown.if_contains("reactions")) {
    for (const auto& [emoji, people] : kinds->as_object()) {
      reactions += people.as_array().size();
      for (const json::value& who : people.as_array()) {
        const std::pair reaction(std::string(emoji), std::string(who.as_string()));
        if (!message.reactions.contains(reaction)) complain(name, "a reaction too many");
      }
    }
  }
  if (reactions != message.reactions.size()) complain(name, "reactions are missing");
}

void Simulation::check_rest(const std::string& room, const LogCheck& log) {
  const json::object look = ask_owner(room, "room.look", "{}");
  if (look.empty()) return;
  const json::array& surfaces = look.at("surfaces").as_array();
  const bool all = std::ranges::all_of(surfaces, [&](const json::value& each) {
    return log.surfaces().contains(std::string(each.at("id").as_string()));
  });
  if (!all || surfaces.size() != log.surfaces().size()) complain(room, "other surfaces");
  const json::object links = ask_owner(room, "link.list", "{}");
  if (links.empty()) return;
  for (const json::value& link : links.at("links").as_array()) {
    const auto found = log.link_uses().find(std::string(link.at("id").as_string()));
    const bool same = found != log.link_uses().end() &&
                      found->second == link.at("uses").to_number<std::int64_t>();
    if (!same) complain(room, "uses of a link are counted wrongly");
  }
}

}  // namespace atelier::sim
