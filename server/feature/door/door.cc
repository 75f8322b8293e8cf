#include "feature/door/door.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base/json.h"
#include "base/json_text.h"
#include "core/on_executor.h"
#include "feature/door/answers.h"
#include "feature/door/waiting.h"

namespace atelier::feature::door {
namespace {

using core::Role;

class DoorFeature final : public core::RoomFeature {
 public:
  explicit DoorFeature(core::RoomContext& room) : room_(room) {}

  std::string_view name() const override { return "door"; }
  Result<core::Decision> decide(const core::Command& command, const core::Rows&) override;
  void apply(const core::Event& event) override;
  void query(const core::Command& command, core::Reply reply) override;
  json::object save() const override { return {{"knock", knock_}, {"answers", answers_.save()}}; }
  void load(const json::object& state) override;
  std::optional<core::Rendered> render(const core::Event& event) const override;

 private:
  Result<core::Decision> ask(const core::Command& command, const json::object& body);
  Result<core::Decision> answer(const json::object& body);
  core::Decision told(std::string_view state) const;
  bool knows_room(const std::string& principal) const;
  std::string_view state_of(const std::string& principal) const;
  std::string_view state_without_link(const std::string& principal) const;
  std::vector<std::string> hosts() const;
  bool is_host_here() const;
  void watch_the_clock();
  void tell();
  void tell_soon();

  core::RoomContext& room_;
  bool knock_ = false;
  Answers answers_;
  // Not of the log: who waits shows it again and again, and owners ask when they come.
  Waiting waiting_;
  std::set<std::string, std::less<>> watchers_;
  bool sweeping_ = false;
};

Result<core::Decision> DoorFeature::decide(const core::Command& command, const core::Rows&) {
  const json::object body = object_of(command.body);
  if (waiting_.remove_unseen(command.at)) tell_soon();
  if (command.name == "knock.answer") return answer(body);
  if (command.name == "knock.ask") return ask(command, body);
  const std::string& me = command.principal.id;
  if (command.name == "knock.leave") {
    if (waiting_.remove(me)) tell_soon();
  } else {
    waiting_.see(me, command.at);
  }
  const bool shows_link = !text_of(body, "link").empty();
  return told(shows_link ? state_of(me) : state_without_link(me));
}

bool DoorFeature::knows_room(const std::string& principal) const {
  return room_.member(principal) != nullptr || answers_.is_let_in(principal, room_.now());
}

// AUTH81: an open door must not tell who only guesses the name of a room that it is there.
std::string_view DoorFeature::state_without_link(const std::string& principal) const {
  return knock_ || knows_room(principal) ? state_of(principal) : "knock";
}

// AUTH81
std::string_view DoorFeature::state_of(const std::string& principal) const {
  if (!knock_ || knows_room(principal)) return "in";
  if (answers_.is_refused(principal, room_.now())) return "refused";
  return waiting_.find(principal) == nullptr ? "knock" : "waiting";
}

core::Decision DoorFeature::told(std::string_view state) const {
  core::Decision decision;
  json::object out{{"state", state}};
  if (state == "waiting") out["hosts"] = is_host_here();
  decision.answer = json::serialize(out);
  return decision;
}

Result<core::Decision> DoorFeature::ask(const core::Command& command, const json::object& body) {
  const std::string_view state = state_of(command.principal.id);
  if (state != "knock") return told(state);
  ATELIER_TRY(const bool is_new, waiting_.add({command.principal, text_of(body, "link"),
                                               text_of(body, "network"), command.at, command.at}));
  if (is_new) tell();
  watch_the_clock();
  return told("waiting");
}

// AUTH83: the answer is stored before anybody hears of it.
Result<core::Decision> DoorFeature::answer(const json::object& body) {
  const json::value* let_in = body.if_contains("let_in");
  if (let_in == nullptr || !let_in->is_bool()) return invalid("let_in is true or false.");
  const Knock* knock = waiting_.find(text_of(body, "principal"));
  if (knock == nullptr) return not_found("This person does not wait at the door any more.");
  core::Decision decision;
  decision.events.push_back(
      {"knock.answered",
       json::serialize(json::object{
           {"principal", knock->principal.id}, {"let_in", *let_in}, {"link", knock->link}}),
       json::serialize(json::object{{"name", knock->principal.name},
                                    {"kind", name_of(knock->principal.kind)}})});
  return decision;
}

void DoorFeature::apply(const core::Event& event) {
  answers_.apply(event);
  bool gone = false;
  const json::object body = object_of(event.body);
  if (event.kind == "room.configured" && body.contains("knock")) {
    knock_ = bool_member(body, "knock", false);
    if (!knock_) gone = waiting_.clear();
  } else if (event.kind == "link.revoked") {
    gone = waiting_.remove_link(text_of(body, "link"));
  } else if (event.kind == "knock.answered" || event.kind.starts_with("member.")) {
    const std::string subject = text_of(body, "principal");
    gone = waiting_.remove(subject.empty() ? event.actor.id : subject);
  }
  if (gone) tell_soon();
}

void DoorFeature::load(const json::object& state) {
  knock_ = bool_member(state, "knock", false);
  const json::value* saved = state.if_contains("answers");
  if (saved != nullptr && saved->is_array()) answers_.load(saved->get_array());
}

// Who asks is told of changes from here on: owners of the workspace are no members of the room.
void DoorFeature::query(const core::Command& command, core::Reply reply) {
  waiting_.remove_unseen(room_.now());
  if (watchers_.size() < kWatchersPerRoom) watchers_.insert(command.principal.id);
  reply(core::Answer{json::serialize(json::object{{"waiting", waiting_.list()}})});
}

std::vector<std::string> DoorFeature::hosts() const {
  std::vector<std::string> ids;
  room_.each_member([&ids](const core::Member& member) {
    if (member.role == Role::kOwner) ids.push_back(member.principal.id);
  });
  for (const std::string& id : watchers_) {
    const core::Member* member = room_.member(id);
    const bool known = std::ranges::find(ids, id) != ids.end();
    if (!known && member != nullptr && member->role == Role::kOwner) ids.push_back(id);
  }
  return ids;
}

bool DoorFeature::is_host_here() const {
  return std::ranges::any_of(hosts(),
                             [this](const std::string& id) { return room_.is_present(id); });
}

void DoorFeature::tell() {
  core::Delivery delivery;
  delivery.principals = hosts();
  if (delivery.principals.empty()) return;
  delivery.audience = core::Audience::kPrincipals;
  delivery.name = "knock.waiting";
  delivery.kind = core::DeliveryClass::kKeyed;
  delivery.key = "door";
  delivery.args = "[" + json_text::quote(room_.id()) + "," +
                  json::serialize(json::object{{"waiting", waiting_.list()}}) + "]";
  room_.deliver(std::move(delivery));
}

// Behind the event that is being applied.
void DoorFeature::tell_soon() {
  room_.executor().post([this, alive = room_.alive()] {
    if (!alive.expired()) tell();
  });
}

void DoorFeature::watch_the_clock() {
  if (sweeping_ || waiting_.empty()) return;
  sweeping_ = true;
  room_.executor().run_after(kSweepMs, [this, alive = room_.alive()] {
    if (alive.expired()) return;
    sweeping_ = false;
    if (waiting_.remove_unseen(room_.now())) tell();
    watch_the_clock();
  });
}

std::optional<core::Rendered> DoorFeature::render(const core::Event& event) const {
  if (event.kind != "knock.answered") return std::nullopt;
  const json::object body = object_of(event.body);
  const json::object content = object_of(event.content);
  const json::object out{{"seq", event.seq},
                         {"principal",
                          {{"id", text_of(body, "principal")},
                           {"name", text_of(content, "name")},
                           {"kind", text_of(content, "kind")}}},
                         {"let_in", bool_member(body, "let_in", false)},
                         {"from", json::parse(to_json(event.actor))},
                         {"at", event.at}};
  core::Rendered rendered{event.kind,
                          "[" + json_text::quote(room_.id()) + "," + json::serialize(out) + "]"};
  rendered.only_principals = hosts();
  // An empty list would mean everybody.
  if (rendered.only_principals.empty()) return std::nullopt;
  return rendered;
}

}  // namespace

void register_commands(core::CommandTable& table) {
  using enum core::CommandClass;
  const auto add = [&table](const char* name, core::CommandClass kind, bool idempotent) {
    table.add({name, "door", Role::kOwner, kind, core::RateBucket::kAdmin, idempotent, 4096, true});
  };
  add("knock.list", kQuery, false);
  add("knock.answer", kDurable, true);
  // For the gateway, with the rights of the server; their answers wait for what is being stored.
  for (const char* name : {"knock.ask", "knock.wait", "knock.leave"}) add(name, kDurable, false);
}

core::RoomFeatureFactory make_feature() {
  return [](core::RoomContext& room) { return std::make_unique<DoorFeature>(room); };
}

}  // namespace atelier::feature::door
