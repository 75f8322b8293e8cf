#include "core/room_state.h"

#include <utility>

#include "base/limits.h"

namespace atelier::core {
namespace {

std::optional<Role> role_in(const Event& event) {
  return parse_role(string_member(object_of(event.body), "role").value_or(""));
}

}  // namespace

RoomState::RoomState(std::string room, std::string directory, Views views)
    : room_(std::move(room)), directory_(std::move(directory)), views_(std::move(views)) {}

std::string RoomState::subject_of(const Event& event) {
  const json::object body = object_of(event.body);
  return std::string(string_member(body, "principal").value_or(event.actor.id));
}

NewEvent RoomState::created(std::string_view title) {
  return {"room.created", json::serialize(json::object{{"name", title}})};
}

NewEvent RoomState::added(Role role) {
  return {"member.added", json::serialize(json::object{{"role", name_of(role)}})};
}

NewEvent RoomState::named() {
  return {"member.named"};
}

Standing RoomState::standing(std::string_view principal) const {
  const auto found = people_.find(principal);
  if (found == people_.end()) return {};
  return {found->second.stored, found->second.banned};
}

const Member* RoomState::member(std::string_view principal) const {
  const auto found = people_.find(principal);
  if (found == people_.end() || found->second.member.role == Role::kNone) return nullptr;
  return &found->second.member;
}

const Member* RoomState::person(std::string_view principal) const {
  const auto found = people_.find(principal);
  return found == people_.end() ? nullptr : &found->second.member;
}

void RoomState::each_member(std::string_view after,
                            const std::function<bool(const Member&)>& visit) const {
  for (auto at = people_.upper_bound(after); at != people_.end(); ++at) {
    if (at->second.member.role != Role::kNone && !visit(at->second.member)) return;
  }
}

// EVT25: also after they claimed an account; whom the room belongs to reads all of it.
RoomState::Beginning RoomState::visible_from(std::string_view principal) const {
  if (guests_see_all_) return {};
  const auto found = people_.find(principal);
  if (found == people_.end() || found->second.member.role == Role::kOwner) return {};
  return found->second.came;
}

bool RoomState::is_last_owner(std::string_view principal) const {
  const Member* found = member(principal);
  return found != nullptr && found->role == Role::kOwner && owner_count_ == 1;
}

void RoomState::query(const Command& command, Reply reply) {
  if (command.name == "room.trashed") return reply(trashed());
  views_.query(command, std::move(reply));
}

void RoomState::apply(const Event& event) {
  if (apply_trash(event)) return;
  if (event.kind == "room.created") {
    exists_ = true;
    created_at_ = event.at;
  }
  if (event.kind == "room.created" || event.kind == "room.renamed") {
    title_ = string_member(object_of(event.body), "name").value_or(room_);
  } else if (event.kind == "room.archived") {
    archived_ = bool_member(object_of(event.body), "on", true);
  } else if (event.kind == "room.configured") {
    const json::object body = object_of(event.body);
    knock_ = bool_member(body, "knock", knock_);
    if (body.contains("consent")) consent_ = text_of(body, "consent");
    keep_days_ = int_member(body, "keep_days").value_or(keep_days_);
    if (const auto see = string_member(body, "guest_history")) guests_see_all_ = *see == kSeeAll;
  } else if (event.kind.starts_with("member.")) {
    apply_member(event);
  }
}

void RoomState::apply_member(const Event& event) {
  const std::string subject = subject_of(event);
  const auto found = people_.find(subject);
  Person person;
  person.member.principal.id = subject;
  if (found != people_.end()) person = found->second;
  if (subject == event.actor.id) person.member.principal = event.actor;
  if (event.kind == "member.added" || event.kind == "member.role") {
    person.stored = role_in(event);
    const bool is_guest = person.member.principal.kind == PrincipalKind::kGuest;
    if (is_guest && person.came.seq == 0) person.came = {event.seq, event.at};
  } else if (event.kind == "member.removed") {
    person.stored = Role::kNone;
  } else if (event.kind == "member.banned") {
    person.stored = Role::kNone;
    person.banned = true;
  } else if (event.kind == "member.unbanned") {
    person.banned = false;
  }
  put_person(std::move(person));
}

void RoomState::put_person(Person person) {
  person.member.role = person.banned ? Role::kNone : person.stored.value_or(Role::kNone);
  Person& kept = people_[person.member.principal.id];
  if (kept.member.role != Role::kNone) --member_count_;
  if (kept.member.role == Role::kOwner) --owner_count_;
  kept = std::move(person);
  if (kept.member.role != Role::kNone) ++member_count_;
  if (kept.member.role == Role::kOwner) ++owner_count_;
}

port::Write RoomState::room_row() const {
  json::object row{{"name", title_}, {"created_at", created_at_}, {"archived", archived_}};
  if (keep_days_ != 0) row["keep_days"] = keep_days_;
  return port::Put{{directory_, "room/" + room_}, json::serialize(row)};
}

std::vector<port::Write> RoomState::rows(const Event& event) const {
  if (is_of_the_trash(event.kind)) return trash_rows(event);
  if (event.kind.starts_with("room.") && event.kind != "room.broadcast") return {room_row()};
  if (!event.kind.starts_with("member.")) return {};
  const std::string subject = subject_of(event);
  const port::RecordKey key{directory_, "member/" + subject + "/" + room_};
  const Member* found = member(subject);
  if (found == nullptr) return {port::Delete{key}};
  return {port::Put{key, json::serialize(json::object{{"role", name_of(found->role)}})}};
}

json::object RoomState::save() const {
  json::array people;
  for (const auto& [id, person] : people_) {
    json::object each{{"id", id},
                      {"name", person.member.principal.name},
                      {"kind", name_of(person.member.principal.kind)}};
    if (person.stored) each["role"] = name_of(*person.stored);
    if (person.banned) each["banned"] = true;
    if (person.came.seq != 0) each["came"] = json::array{person.came.seq, person.came.at};
    people.push_back(std::move(each));
  }
  json::object state{{"exists", exists_},
                     {"name", title_},
                     {"created_at", created_at_},
                     {"archived", archived_},
                     {"knock", knock_},
                     {"consent", consent_},
                     {"keep_days", keep_days_},
                     {"guests_see_all", guests_see_all_},
                     {"people", std::move(people)}};
  if (trashed_) state["trashed"] = save_trashed();
  return state;
}

void RoomState::load(const json::object& state) {
  exists_ = bool_member(state, "exists", true);
  archived_ = bool_member(state, "archived", false);
  knock_ = bool_member(state, "knock", false);
  consent_ = text_of(state, "consent");
  keep_days_ = int_member(state, "keep_days").value_or(0);
  guests_see_all_ = bool_member(state, "guests_see_all", true);
  title_ = string_member(state, "name").value_or(room_);
  load_trashed(state);
  created_at_ = int_member(state, "created_at").value_or(0);
  const json::value* people = state.if_contains("people");
  if (people == nullptr || !people->is_array()) return;
  for (const json::value& value : people->as_array()) {
    if (!value.is_object()) continue;
    const json::object& each = value.as_object();
    Person person;
    person.member.principal.id = string_member(each, "id").value_or("");
    person.member.principal.name = string_member(each, "name").value_or("");
    person.member.principal.kind =
        parse_kind(string_member(each, "kind").value_or("")).value_or(PrincipalKind::kUser);
    if (const auto role = string_member(each, "role")) {
      person.stored = parse_role(*role).value_or(Role::kNone);
    }
    person.banned = bool_member(each, "banned", false);
    if (const json::value* came = each.if_contains("came"); came != nullptr && came->is_array()) {
      person.came = {came->at(0).to_number<std::uint64_t>(), came->at(1).to_number<WallMs>()};
    }
    put_person(std::move(person));
  }
}

}  // namespace atelier::core
