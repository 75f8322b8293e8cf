#include "feature/meeting/attendance.h"

#include <algorithm>
#include <set>
#include <utility>

#include "feature/meeting/meeting_limits.h"

namespace atelier::feature::meeting {
namespace {

core::Principal principal_of(const std::string& id, const json::object& who) {
  return {id, text_of(who, "name"),
          core::parse_kind(text_of(who, "kind")).value_or(core::PrincipalKind::kUser)};
}

json::object described(const core::Principal& who) {
  return {{"id", who.id}, {"name", who.name}, {"kind", name_of(who.kind)}};
}

json::object moment(const std::string& id, WallMs at) {
  return {{"id", id}, {"at", at}};
}

/// Calls `take(id, at)` for each of a list of moments.
template <class F>
void each_moment(const json::object& body, std::string_view key, F take) {
  const json::value* list = body.if_contains(key);
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& value : list->get_array()) {
    if (!value.is_object()) continue;
    const json::object& each = value.get_object();
    take(text_of(each, "id"), int_member(each, "at").value_or(0));
  }
}

}  // namespace

struct Attendance::Changes {
  std::vector<core::Principal> came = {};
  json::array left = {};
  json::array away = {};  // not seen just now; they may be back in a moment
};

Attendance::Changes Attendance::compare(const std::vector<core::Principal>& present, WallMs now,
                                        bool closing) const {
  Changes changes;
  std::set<std::string_view> here;
  std::size_t known = people_.size();
  for (const core::Principal& who : present) {
    here.insert(who.id);
    const auto found = people_.find(who.id);
    if (found == people_.end()) {
      if (known++ < kPeoplePerMeeting) changes.came.push_back(who);
      continue;
    }
    const Attendee& each = found->second;
    const bool unseen = each.here_from != 0 && now - each.seen_at > kUnseenMs;
    if (unseen) changes.left.push_back(moment(who.id, each.seen_at));
    if (unseen || each.here_from == 0) changes.came.push_back(who);
  }
  for (const auto& [id, each] : people_) {
    if (each.here_from == 0 || here.contains(id)) continue;
    const bool gone = closing || now - each.seen_at >= kAwayMs;
    (gone ? changes.left : changes.away).push_back(moment(id, each.seen_at));
  }
  return changes;
}

std::optional<core::NewEvent> Attendance::look(const std::string& meeting,
                                               const std::vector<core::Principal>& present,
                                               WallMs now, bool closing) {
  const Changes changes = compare(present, now, closing);
  bool anybody = false;
  for (const core::Principal& who : present) {
    const auto found = people_.find(who.id);
    if (found == people_.end() || found->second.here_from == 0) continue;
    anybody = true;
    // Who was not seen for long begins anew by the event; until then the old interval stays.
    if (now - found->second.seen_at <= kUnseenMs) found->second.seen_at = now;
  }
  const bool time_to_note = anybody && !closing && now - noted_at_ >= kNoteMs;
  if (changes.came.empty() && changes.left.empty() && !time_to_note) return std::nullopt;
  json::object body{{"meeting", meeting}};
  json::object names;
  json::array came;
  for (const core::Principal& who : changes.came) {
    came.push_back(json::string(who.id));
    names[who.id] = json::object{{"name", who.name}, {"kind", name_of(who.kind)}};
  }
  if (!came.empty()) body["came"] = std::move(came);
  if (!changes.left.empty()) body["left"] = changes.left;
  if (!changes.away.empty()) body["away"] = changes.away;
  return core::NewEvent{"meeting.attended", json::serialize(body),
                        names.empty() ? std::string() : json::serialize(names)};
}

void Attendance::apply(const core::Event& event) {
  const json::object body = object_of(event.body);
  noted_at_ = event.at;
  each_moment(body, "left", [this](const std::string& id, WallMs at) {
    const auto found = people_.find(id);
    if (found == people_.end() || found->second.here_from == 0) return;
    Attendee& each = found->second;
    each.last_at = std::max(at, each.here_from);
    each.ms += each.last_at - each.here_from;
    each.here_from = 0;
  });
  std::set<std::string> away;
  each_moment(body, "away", [&away](const std::string& id, WallMs) { away.insert(id); });
  for (auto& [id, each] : people_) {
    if (each.here_from != 0 && !away.contains(id)) each.seen_at = event.at;
  }
  const json::value* list = body.if_contains("came");
  if (list == nullptr || !list->is_array()) return;
  const json::object names = object_of(event.content);
  for (const json::value& id : list->get_array()) {
    if (!id.is_string()) continue;
    const json::value* who = names.if_contains(id.get_string());
    came(std::string(id.get_string()),
         who != nullptr && who->is_object() ? who->get_object() : json::object(), event.at);
  }
}

void Attendance::came(const std::string& id, const json::object& who, WallMs at) {
  Attendee& each = people_[id];
  if (each.first_at == 0) each.first_at = at;
  if (!who.empty() || each.who.id.empty()) each.who = principal_of(id, who);
  each.here_from = each.seen_at = at;
}

void Attendance::see(std::string_view principal, WallMs at) {
  const auto found = people_.find(principal);
  if (found == people_.end() || found->second.here_from == 0) return;
  found->second.seen_at = std::max(found->second.seen_at, at);
}

void Attendance::close(WallMs at) {
  for (auto& [id, each] : people_) {
    if (each.here_from == 0) continue;
    each.last_at = std::max(at, each.here_from);
    each.ms += each.last_at - each.here_from;
    each.here_from = 0;
  }
}

WallMs Attendance::seen_at() const {
  WallMs newest = 0;
  for (const auto& [id, each] : people_) {
    newest = std::max({newest, each.last_at, each.here_from != 0 ? each.seen_at : 0});
  }
  return newest;
}

json::array Attendance::describe(WallMs now) const {
  std::vector<const Attendee*> sorted;
  for (const auto& [id, each] : people_) sorted.push_back(&each);
  std::ranges::stable_sort(sorted, {}, [](const Attendee* each) { return each->first_at; });
  json::array list;
  for (const Attendee* each : sorted) {
    json::object out = described(each->who);
    const bool here = each->here_from != 0;
    out["ms"] = each->ms + (here ? std::max<DurationMs>(0, now - each->here_from) : 0);
    out["first_at"] = each->first_at;
    out["last_at"] = here ? std::max(now, each->here_from) : each->last_at;
    list.push_back(std::move(out));
  }
  return list;
}

json::object Attendance::save() const {
  json::array people;
  for (const auto& [id, each] : people_) {
    json::object out = described(each.who);
    out["first_at"] = each.first_at;
    out["last_at"] = each.last_at;
    out["ms"] = each.ms;
    out["here_from"] = each.here_from;
    out["seen_at"] = each.seen_at;
    people.push_back(std::move(out));
  }
  return {{"noted_at", noted_at_}, {"people", std::move(people)}};
}

void Attendance::load(const json::object& state) {
  noted_at_ = int_member(state, "noted_at").value_or(0);
  const json::value* people = state.if_contains("people");
  if (people == nullptr || !people->is_array()) return;
  for (const json::value& value : people->get_array()) {
    if (!value.is_object()) continue;
    const json::object& each = value.get_object();
    const auto number = [&each](std::string_view key) { return int_member(each, key).value_or(0); };
    const std::string id = text_of(each, "id");
    people_[id] = {principal_of(id, each), number("first_at"),  number("last_at"),
                   number("ms"),           number("here_from"), number("seen_at")};
  }
}

}  // namespace atelier::feature::meeting
