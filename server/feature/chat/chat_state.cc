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

}  // namespace

void ChatState::sent(const core::Event& event) {
  last_ = event.seq;
  recent_.push_back({event.seq, event.actor.id});
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

std::uint64_t ChatState::unread(std::string_view principal, std::uint64_t from) const {
  const std::uint64_t mark = read_seq(principal);
  return static_cast<std::uint64_t>(std::ranges::count_if(recent_, [&](const Recent& recent) {
    return recent.seq > mark && recent.seq >= from && recent.author != principal;
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
  for (const Recent& item : recent_) recent.push_back({item.seq, item.author});
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
    recent_.push_back({item.at(0).to_number<std::uint64_t>(), std::string(item.at(1).as_string())});
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
