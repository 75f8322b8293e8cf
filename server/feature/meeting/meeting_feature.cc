#include <memory>
#include <optional>
#include <utility>

#include "base/json_text.h"
#include "base/utf8.h"
#include "feature/meeting/meeting.h"
#include "feature/meeting/meeting_limits.h"
#include "feature/meeting/meeting_queries.h"
#include "feature/meeting/meeting_record.h"

namespace atelier::feature::meeting {
namespace {

using core::Role;

constexpr std::string_view kServer = "server";  // the actor of what nobody does

Result<std::string> title_of(const json::object& body) {
  const std::string title = text_of(body, "title");
  bool plain = title.size() <= kTitleBytes && utf8::is_valid(title);
  for (const char c : title) plain = plain && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  if (!plain) return invalid("title must be a text of at most 200 bytes on one line.");
  return title;
}

core::NewEvent about(std::string kind, json::object body, const json::object& content = {}) {
  return {std::move(kind), json::serialize(body),
          content.empty() ? std::string() : json::serialize(content)};
}

class MeetingFeature final : public core::RoomFeature {
 public:
  explicit MeetingFeature(core::RoomContext& room) : room_(room) {}

  std::string_view name() const override { return "meeting"; }
  std::vector<port::RecordKey> needs(const core::Command& command) const override;
  Result<core::Decision> decide(const core::Command& command, const core::Rows& rows) override;
  void apply(const core::Event& event) override;
  std::vector<port::Write> rows(const core::Event& event) const override;
  void query(const core::Command& command, core::Reply reply) override;
  json::object save() const override;
  void load(const json::object& state) override;
  std::optional<core::Rendered> render(const core::Event& event) const override;
  void describe_join(const core::Principal&, json::object& answer) const override;
  bool keeps_room_open() const override { return live_.has_value(); }

 private:
  Result<core::Decision> start(const core::Command& command, const json::object& body,
                               const core::Rows& rows);
  Result<core::Decision> end(const core::Command& command, const json::object& body);
  Result<core::Decision> note_sent(const json::object& body, const core::Rows& rows) const;
  core::Decision look(const core::Command& command);
  void finish(core::Decision& decision, WallMs now, WallMs ended_at);
  void ended(const core::Event& event, const json::object& body);
  std::vector<core::Principal> present() const;
  bool is_abandoned() const;
  /// Archived, or in the trash.
  bool is_shut() const { return archived_ || deleted_; }
  const Meeting* live() const { return live_ && !is_abandoned() ? &*live_ : nullptr; }
  void watch_the_clock();
  void look_around();

  core::RoomContext& room_;
  std::optional<Meeting> live_;
  std::optional<Meeting> over_;  // the last one that ended, for its rows
  RoomThings things_;
  bool archived_ = false;
  bool deleted_ = false;
  bool watching_ = false;
};

std::vector<port::RecordKey> MeetingFeature::needs(const core::Command& command) const {
  const json::object body = object_of(command.body);
  if (command.name == "meeting.start") {
    return {{room_.partition(), index_key(text_of(body, "id").substr(0, 64))}};
  }
  if (command.name != "meeting.send") return {};
  return {{room_.partition(), index_key(text_of(body, "meeting").substr(0, 64))}};
}

Result<core::Decision> MeetingFeature::decide(const core::Command& command,
                                              const core::Rows& rows) {
  const json::object body = object_of(command.body);
  if (command.name == "meeting.start") return start(command, body, rows);
  if (command.name == "meeting.end") return end(command, body);
  if (command.name == "meeting.send") return note_sent(body, rows);
  return look(command);
}

std::vector<core::Principal> MeetingFeature::present() const {
  std::vector<core::Principal> here;
  room_.each_present([&here](const core::Member& member) { here.push_back(member.principal); });
  return here;
}

// MTG4: who comes after so long finds it over.
bool MeetingFeature::is_abandoned() const {
  return live_ && (is_shut() || room_.now() - live_->seen_at() >= kAbandonedMs);
}

// MTG1: the id of the command is the meeting's.
Result<core::Decision> MeetingFeature::start(const core::Command& command, const json::object& body,
                                             const core::Rows& rows) {
  ATELIER_TRY(const std::string title, title_of(body));
  if (live() != nullptr) {
    return Error{Errc::kConflict, "There is a meeting in this room already."};
  }
  const bool known = rows.find({room_.partition(), index_key(command.id)}) != nullptr;
  if (known || (live_ && live_->id == command.id)) {
    return Error{Errc::kConflict, "This id made another meeting: take a new one."};
  }
  core::Decision decision;
  if (live_) finish(decision, command.at, live_->seen_at());
  Meeting made{command.id, command.next_seq + decision.events.size(), title, command.principal,
               command.at};
  decision.events.push_back(about("meeting.started", {{"meeting", command.id}},
                                  title.empty() ? json::object() : json::object{{"title", title}}));
  if (auto came = made.people.look(command.id, present(), command.at, false)) {
    decision.events.push_back(std::move(*came));
  }
  decision.answer = json::serialize(
      json::object{{"seq", made.seq}, {"at", command.at}, {"meeting", head_of(made)}});
  return decision;
}

Result<core::Decision> MeetingFeature::end(const core::Command& command, const json::object& body) {
  if (!live_ || live_->id != text_of(body, "meeting")) {
    return not_found("This meeting is over already.");
  }
  core::Decision decision;
  finish(decision, command.at, is_abandoned() ? live_->seen_at() : command.at);
  const std::uint64_t seq = command.next_seq + decision.events.size() - 1;
  decision.answer = json::serialize(json::object{{"seq", seq}, {"at", command.at}});
  return decision;
}

Result<core::Decision> MeetingFeature::note_sent(const json::object& body,
                                                 const core::Rows& rows) const {
  const std::string id = text_of(body, "meeting");
  if (live() != nullptr && live()->id == id) {
    return Error{Errc::kConflict, "This meeting goes on: end it first."};
  }
  if (rows.find({room_.partition(), index_key(id)}) == nullptr) {
    return not_found("There is no such meeting in this room.");
  }
  core::Decision decision;
  const std::int64_t count = int_member(body, "count").value_or(0);
  decision.events.push_back(about("meeting.sent", {{"meeting", id}, {"count", count}}));
  return decision;
}

void MeetingFeature::finish(core::Decision& decision, WallMs now, WallMs ended_at) {
  if (auto last = live_->people.look(live_->id, present(), now, true)) {
    decision.events.push_back(std::move(*last));
  }
  json::object body{{"meeting", live_->id}};
  if (ended_at != now) body["ended_at"] = ended_at;
  decision.events.push_back(about("meeting.ended", std::move(body)));
}

// MTG3, MTG4: a command of the server itself, given when the clock says so.
core::Decision MeetingFeature::look(const core::Command& command) {
  core::Decision decision;
  if (!live_) return decision;
  if (is_abandoned()) {
    finish(decision, command.at, is_shut() ? command.at : live_->seen_at());
  } else if (auto event = live_->people.look(live_->id, present(), command.at, false)) {
    decision.events.push_back(std::move(*event));
  }
  return decision;
}

void MeetingFeature::apply(const core::Event& event) {
  things_.apply(event);
  if (event.kind == "room.archived") archived_ = bool_member(object_of(event.body), "on", true);
  if (event.kind == "room.deleted" || event.kind == "room.restored") {
    deleted_ = event.kind == "room.deleted";
  }
  if (event.kind == "room.purged") live_.reset();
  if (event.kind == "meeting.started") {
    live_ = Meeting{text_of(object_of(event.body), "meeting"), event.seq,
                    text_of(object_of(event.content), "title"), event.actor, event.at};
    return watch_the_clock();
  }
  if (!live_) return;
  if (event.kind == "meeting.attended") return live_->people.apply(event);
  if (event.kind == "meeting.ended") return ended(event, object_of(event.body));
  live_->people.see(event.actor.id, event.at);
  live_->things.apply(event);
}

void MeetingFeature::ended(const core::Event& event, const json::object& body) {
  if (live_->id != text_of(body, "meeting")) return;
  live_->ended_at = int_member(body, "ended_at").value_or(event.at);
  if (event.actor.id != kServer) live_->ended_by = event.actor;
  live_->people.close(live_->ended_at);
  over_ = std::move(live_);
  live_.reset();
}

std::vector<port::Write> MeetingFeature::rows(const core::Event& event) const {
  const std::string id = text_of(object_of(event.body), "meeting");
  if (event.kind == "meeting.ended" && over_ && over_->id == id) {
    return rows_of(room_.partition(), *over_);
  }
  if (event.kind != "meeting.sent") return {};
  const json::object row{{"at", event.at},
                         {"count", int_member(object_of(event.body), "count").value_or(0)},
                         {"by", event.actor.id}};
  return {port::Put{{room_.partition(), sent_key(id)}, json::serialize(row), {}, 0}};
}

void MeetingFeature::query(const core::Command& command, core::Reply reply) {
  run_query({room_, things_, live()}, command, std::move(reply));
}

json::object MeetingFeature::save() const {
  json::object out{{"things", things_.save()}, {"archived", archived_}};
  if (deleted_) out["deleted"] = true;
  if (live_) out["live"] = meeting::save(*live_);
  return out;
}

void MeetingFeature::load(const json::object& state) {
  archived_ = bool_member(state, "archived", false);
  deleted_ = bool_member(state, "deleted", false);
  if (const json::value* things = state.if_contains("things"); things && things->is_object()) {
    things_.load(things->get_object());
  }
  const json::value* saved = state.if_contains("live");
  if (saved == nullptr || !saved->is_object()) return;
  live_ = meeting::load(saved->get_object());
  watch_the_clock();
}

// MTG1: attendance is for the summary, and who sent it for the audit.
std::optional<core::Rendered> MeetingFeature::render(const core::Event& event) const {
  if (event.kind != "meeting.started" && event.kind != "meeting.ended") return std::nullopt;
  const json::object body = object_of(event.body);
  json::object out{{"seq", event.seq}, {"at", event.at}};
  out["from"] = json::parse(to_json(event.actor));
  if (event.kind == "meeting.started") {
    out["meeting"] = head_of({text_of(body, "meeting"), event.seq,
                              text_of(object_of(event.content), "title"), event.actor, event.at});
  } else {
    out["meeting"] = text_of(body, "meeting");
    out["ended_at"] = int_member(body, "ended_at").value_or(event.at);
  }
  return core::Rendered{event.kind,
                        "[" + json_text::quote(room_.id()) + "," + json::serialize(out) + "]"};
}

void MeetingFeature::describe_join(const core::Principal&, json::object& answer) const {
  if (const Meeting* meeting = live()) answer["meeting"] = head_of(*meeting);
}

void MeetingFeature::watch_the_clock() {
  if (watching_ || !live_) return;
  watching_ = true;
  room_.executor().run_after(kLookMs, [this, alive = room_.alive()] {
    if (alive.expired()) return;
    watching_ = false;
    if (live_) look_around();
    watch_the_clock();
  });
}

// Presence is kept in memory; only what is worth writing becomes a command.
void MeetingFeature::look_around() {
  Attendance& people = live_->people;
  if (!is_abandoned() && !people.look(live_->id, present(), room_.now(), false)) return;
  core::CommandRequest request;
  request.name = "meeting.look";
  request.body = "{}";
  request.access.principal = {std::string(kServer), "Server", core::PrincipalKind::kBot};
  room_.submit(std::move(request), [](const Result<core::Answer>&) {});
}

}  // namespace

void register_commands(core::CommandTable& table) {
  using enum core::CommandClass;
  using core::RateBucket;
  table.add({"meeting.start", "meeting", Role::kEditor, kDurable, RateBucket::kWrite, true, 4096});
  table.add({"meeting.end", "meeting", Role::kEditor, kDurable, RateBucket::kWrite, true, 4096});
  table.add({"meeting.list", "meeting", Role::kViewer, kQuery, RateBucket::kRead, false, 4096});
  table.add({"meeting.summary", "meeting", Role::kViewer, kQuery, RateBucket::kRead, false, 4096});
  // For the gateway, which sends the mails, and for the server's own clock.
  table.add(
      {"meeting.send", "meeting", Role::kOwner, kDurable, RateBucket::kAdmin, true, 4096, true});
  table.add({"meeting.look", "meeting", Role::kOwner, kDurable, RateBucket::kAdmin, false, 4096,
             true, true});
}

core::RoomFeatureFactory make_feature() {
  return [](core::RoomContext& room) { return std::make_unique<MeetingFeature>(room); };
}

}  // namespace atelier::feature::meeting
