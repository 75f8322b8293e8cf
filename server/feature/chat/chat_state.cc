#include "feature/chat/chat_state.h"

#include <algorithm>

#include "feature/chat/chat_limits.h"

namespace atelier::feature::chat {
namespace {

std::uint64_t number(const json::object& object, std::string_view key) {
  return static_cast<std::uint64_t>(int_member(object, key).value_or(0));
}

json::object body_of(const core::Event& event) {
  const auto parsed = parse_json(event.body);
  return parsed && parsed->is_object() ? parsed->get_object() : json::object();
}

/// As a client names all who are in the room (EVT41).
constexpr std::string_view kEverybody = "room";

std::vector<std::string> mentions_in(const json::value* list) {
  std::vector<std::string> ids;
  if (list == nullptr || !list->is_array()) return ids;
  for (const json::value& id : list->get_array()) {
    if (id.is_string()) ids.emplace_back(id.get_string());
  }
  return ids;
}

}  // namespace

bool ChatState::Recent::means(std::string_view principal) const {
  return std::ranges::any_of(
      mentions, [&](const std::string& id) { return id == principal || id == kEverybody; });
}

void ChatState::sent(const core::Event& event) {
  last_ = event.seq;
  const json::object content = object_of(event.content);
  recent_.push_back({event.seq, event.actor.id, mentions_in(content.if_contains("mentions"))});
  if (recent_.size() > kRecentMessages) recent_.pop_front();
  if (event.ref != 0) ++replies_[event.ref];
}

void ChatState::apply(const core::Event& event) {
  if (event.kind == "chat.sent") {
    sent(event);
  } else if (event.kind == "chat.read") {
    std::uint64_t& mark = reads_[event.actor.id];
    mark = std::max(mark, number(body_of(event), "read_seq"));
  } else if (event.kind == "member.added") {
    // Whoever comes new has nothing to catch up on.
    reads_.try_emplace(std::string(string_member(body_of(event), "principal").value_or("")),
                       event.seq);
  } else if (event.kind == "chat.pinned") {
    std::erase(pins_, event.ref);
    if (bool_member(body_of(event), "on", false)) pins_.push_back(event.ref);
  } else if (event.kind == "chat.deleted") {
    std::erase(pins_, event.ref);
    std::erase_if(recent_, [&event](const Recent& recent) { return recent.seq == event.ref; });
  }
}

std::uint64_t ChatState::read_seq(std::string_view principal) const {
  const auto found = reads_.find(principal);
  return found == reads_.end() ? 0 : found->second;
}

bool ChatState::is_unread(const Recent& recent, std::string_view principal,
                          std::uint64_t from) const {
  return recent.seq > read_seq(principal) && recent.seq >= from && recent.author != principal;
}

std::uint64_t ChatState::unread(std::string_view principal, std::uint64_t from) const {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      recent_, [&](const Recent& recent) { return is_unread(recent, principal, from); }));
}

std::uint64_t ChatState::mentions(std::string_view principal, std::uint64_t from) const {
  return static_cast<std::uint64_t>(std::ranges::count_if(recent_, [&](const Recent& recent) {
    return recent.means(principal) && is_unread(recent, principal, from);
  }));
}

bool ChatState::is_pinned(std::uint64_t seq) const {
  return std::ranges::find(pins_, seq) != pins_.end();
}

std::uint64_t ChatState::replies(std::uint64_t root) const {
  const auto found = replies_.find(root);
  return found == replies_.end() ? 0 : found->second;
}

json::object ChatState::save() const {
  json::array recent;
  for (const Recent& item : recent_) {
    json::array row{item.seq, item.author};
    if (!item.mentions.empty()) {
      row.push_back(json::array(item.mentions.begin(), item.mentions.end()));
    }
    recent.push_back(std::move(row));
  }
  json::object reads;
  for (const auto& [principal, seq] : reads_) reads[principal] = seq;
  json::array pins;
  for (const std::uint64_t seq : pins_) pins.emplace_back(seq);
  json::array replies;
  for (const auto& [root, count] : replies_) replies.push_back({root, count});
  return {
      {"last", last_}, {"recent", recent}, {"reads", reads}, {"pins", pins}, {"replies", replies}};
}

void ChatState::load(const json::object& state) {
  last_ = number(state, "last");
  for (const json::value& item : state.at("recent").as_array()) {
    const json::array& row = item.as_array();
    recent_.push_back({row.at(0).to_number<std::uint64_t>(), std::string(row.at(1).as_string()),
                       mentions_in(row.if_contains(2))});
  }
  for (const auto& [principal, seq] : state.at("reads").as_object()) {
    reads_[std::string(principal)] = seq.to_number<std::uint64_t>();
  }
  for (const json::value& seq : state.at("pins").as_array()) {
    pins_.push_back(seq.to_number<std::uint64_t>());
  }
  for (const json::value& item : state.at("replies").as_array()) {
    replies_[item.at(0).to_number<std::uint64_t>()] = item.at(1).to_number<std::uint64_t>();
  }
}

}  // namespace atelier::feature::chat
