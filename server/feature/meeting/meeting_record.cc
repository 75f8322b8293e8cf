#include "feature/meeting/meeting_record.h"

#include <algorithm>
#include <utility>

#include "core/ledger.h"

namespace atelier::feature::meeting {
namespace {

json::object described(const core::Principal& who) {
  return {{"id", who.id}, {"name", who.name}, {"kind", name_of(who.kind)}};
}

json::object object_in(const json::object& state, std::string_view key) {
  const json::value* value = state.if_contains(key);
  return value != nullptr && value->is_object() ? value->get_object() : json::object();
}

core::Principal principal_in(const json::object& state, std::string_view key) {
  const json::object who = object_in(state, key);
  return {text_of(who, "id"), text_of(who, "name"),
          core::parse_kind(text_of(who, "kind")).value_or(core::PrincipalKind::kUser)};
}

}  // namespace

WallMs Meeting::seen_at() const {
  return std::max(started_at, people.seen_at());
}

json::object head_of(const Meeting& meeting) {
  json::object out{{"id", meeting.id},
                   {"seq", meeting.seq},
                   {"title", meeting.title},
                   {"started_at", meeting.started_at},
                   {"started_by", described(meeting.started_by)}};
  if (meeting.ended_at == 0) return out;
  out["ended_at"] = meeting.ended_at;
  if (!meeting.ended_by.id.empty()) out["ended_by"] = described(meeting.ended_by);
  return out;
}

json::object record_of(const Meeting& meeting, WallMs now) {
  json::object out = head_of(meeting);
  out["people"] = meeting.people.describe(now);
  out["things"] = meeting.things.save();
  return out;
}

std::vector<port::Write> rows_of(const std::string& partition, const Meeting& meeting) {
  return {port::Put{{partition, record_key(meeting.seq)},
                    json::serialize(record_of(meeting, meeting.ended_at)),
                    {},
                    0},
          port::Put{{partition, index_key(meeting.id)}, std::to_string(meeting.seq), {}, 0}};
}

json::object save(const Meeting& meeting) {
  json::object out = head_of(meeting);
  out["attendance"] = meeting.people.save();
  out["things"] = meeting.things.save();
  return out;
}

Meeting load(const json::object& state) {
  Meeting meeting;
  meeting.id = text_of(state, "id");
  meeting.seq = static_cast<std::uint64_t>(int_member(state, "seq").value_or(0));
  meeting.title = text_of(state, "title");
  meeting.started_by = principal_in(state, "started_by");
  meeting.started_at = int_member(state, "started_at").value_or(0);
  meeting.people.load(object_in(state, "attendance"));
  meeting.things.load(object_in(state, "things"));
  return meeting;
}

std::string record_key(std::uint64_t seq) {
  return core::Ledger::sequence_key("meeting/m/", seq);
}
std::string index_key(std::string_view id) {
  return "meeting/i/" + std::string(id);
}
std::string sent_key(std::string_view id) {
  return "meeting/s/" + std::string(id);
}

}  // namespace atelier::feature::meeting
