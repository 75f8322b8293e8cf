#include "feature/door/answers.h"

#include <algorithm>

#include "core/room_state.h"
#include "feature/door/door.h"

namespace atelier::feature::door {
void Answers::apply(const core::Event& event) {
  if (event.kind == "knock.answered") {
    const json::object body = object_of(event.body);
    const std::string principal(string_member(body, "principal").value_or(""));
    return keep(principal, {bool_member(body, "let_in", false), event.at});
  }
  // Whoever came in and was put out later has to knock again.
  if (!event.kind.starts_with("member.")) return;
  const auto found = answers_.find(core::RoomState::subject_of(event));
  if (found != answers_.end()) answers_.erase(found);
}

void Answers::keep(const std::string& principal, Answer answer) {
  answers_[principal] = answer;
  if (answers_.size() <= kAnswersPerRoom) return;
  answers_.erase(
      std::ranges::min_element(answers_, {}, [](const auto& each) { return each.second.at; }));
}

bool Answers::is_let_in(std::string_view principal, WallMs now) const {
  const auto found = answers_.find(principal);
  return found != answers_.end() && found->second.let_in && now < found->second.at + kLetInMs;
}

bool Answers::is_refused(std::string_view principal, WallMs now) const {
  const auto found = answers_.find(principal);
  return found != answers_.end() && !found->second.let_in && now < found->second.at + kRefusedMs;
}

json::array Answers::save() const {
  json::array list;
  for (const auto& [principal, answer] : answers_) {
    list.push_back(
        json::object{{"principal", principal}, {"let_in", answer.let_in}, {"at", answer.at}});
  }
  return list;
}

void Answers::load(const json::array& saved) {
  for (const json::value& value : saved) {
    if (!value.is_object()) continue;
    const json::object& each = value.get_object();
    answers_[std::string(string_member(each, "principal").value_or(""))] = {
        bool_member(each, "let_in", false), int_member(each, "at").value_or(0)};
  }
}

}  // namespace atelier::feature::door
