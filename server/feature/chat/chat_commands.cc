// Deciding: what a command changes, from the state and the rows that needs() named. Pure.
#include <algorithm>

#include "base/json.h"
#include "base/json_text.h"
#include "base/utf8.h"
#include "core/log_actor.h"
#include "core/trash.h"
#include "feature/chat/chat_feature.h"
#include "feature/chat/chat_limits.h"
#include "feature/chat/chat_message.h"
#include "feature/chat/chat_rows.h"
#include "feature/chat/chat_trash.h"

namespace atelier::feature::chat {
namespace {

Result<json::object> object_of(const core::Command& command) {
  auto parsed = parse_json(command.body);
  if (!parsed || !parsed->is_object()) return invalid(command.name + " takes an object.");
  return std::move(parsed->get_object());
}

json::array parse_array(const std::string* row) {
  if (row == nullptr) return {};
  auto parsed = parse_json(*row);
  return parsed && parsed->is_array() ? std::move(parsed->get_array()) : json::array();
}

Result<void> must_exist(std::uint64_t seq, const core::Rows& rows, const port::RecordKey& key,
                        std::string_view name) {
  if (seq == 0) return {};
  const std::string* row = rows.find(key);
  if (row == nullptr) return invalid(std::string(name) + " names no message of this room.");
  return {};
}

}  // namespace

std::vector<port::RecordKey> ChatFeature::needs(const core::Command& command) const {
  const auto body = object_of(command);
  if (!body) return {};
  std::vector<port::RecordKey> keys;
  const auto add = [&](std::string_view member) {
    const auto seq = int_member(*body, member).value_or(0);
    if (seq > 0) keys.push_back(key(message_key(static_cast<std::uint64_t>(seq))));
    return static_cast<std::uint64_t>(std::max<std::int64_t>(seq, 0));
  };
  if (command.name == "chat.send") {
    const std::uint64_t root = add("thread_root");
    if (root != static_cast<std::uint64_t>(int_member(*body, "reply_to").value_or(0))) {
      add("reply_to");
    }
    return keys;
  }
  const std::uint64_t seq = add("seq");
  if (seq == 0) return keys;
  if (command.name == "chat.edit" || command.name == "chat.delete")
    keys.push_back(key(edit_key(seq)));
  if (command.name == "chat.restore" || command.name == "chat.purge") {
    keys.push_back(key(kept_key(seq)));
  }
  if (command.name == "chat.react") {
    keys.push_back(key(kinds_key(seq)));
    const auto emoji = string_member(*body, "emoji");
    if (emoji && emoji->size() <= kEmojiBytes) {
      keys.push_back(key(reaction_key(seq, *emoji, command.principal.id)));
    }
  }
  return keys;
}

Result<core::Decision> ChatFeature::decide(const core::Command& command, const core::Rows& rows) {
  if (command.name == "chat.send") return send(command, rows);
  if (command.name == "chat.edit") return edit(command, rows);
  if (command.name == "chat.delete") return remove(command, rows);
  if (command.name == "chat.restore" || command.name == "chat.purge") {
    return take_back(command, rows);
  }
  if (command.name == "chat.react") return react(command, rows);
  if (command.name == "chat.pin") return pin(command, rows);
  if (command.name == "chat.read") return read(command);
  return typing(command);
}

Result<ChatFeature::Target> ChatFeature::target(const json::object& body,
                                                const core::Rows& rows) const {
  const auto seq = int_member(body, "seq");
  if (!seq || *seq < 1) return invalid("seq must be the seq of a message.");
  Target found{static_cast<std::uint64_t>(*seq), {}};
  const std::string* row = rows.find(key(message_key(found.seq)));
  if (row == nullptr) return not_found("There is no such message in this room.");
  auto parsed = parse_json(*row);
  if (!parsed || !parsed->is_object())
    return Error{Errc::kInternal, "A stored message is damaged."};
  found.message = std::move(parsed->get_object());
  if (found.message.contains("deleted")) return not_found("That message was deleted.");
  return found;
}

Result<core::Decision> ChatFeature::send(const core::Command& command,
                                         const core::Rows& rows) const {
  ATELIER_TRY(Draft draft, check_draft(command.body));
  for (const auto& [seq, name] :
       {std::pair(draft.thread_root, "thread_root"), std::pair(draft.reply_to, "reply_to")}) {
    if (auto fine = must_exist(seq, rows, key(message_key(seq)), name); !fine) return fine.error();
  }
  core::NewEvent event{"chat.sent", "{}", std::move(draft.content), 0, draft.thread_root};
  core::Event sent;
  sent.seq = command.next_seq;
  sent.at = command.at;
  sent.actor = command.principal;
  sent.id = command.id;
  sent.content = event.content;
  core::Decision decision;
  decision.deliveries = mentions_elsewhere(draft.mentions, sent);
  decision.events.push_back(std::move(event));
  return decision;
}

std::vector<core::Delivery> ChatFeature::mentions_elsewhere(
    const std::vector<std::string>& mentions, const core::Event& event) const {
  std::vector<std::string> whom;
  for (const std::string& id : mentions) {
    if (id != event.actor.id && room_.member(id) != nullptr) whom.push_back(id);
  }
  if (whom.empty()) return {};
  core::Delivery delivery;
  delivery.name = "chat.mention";
  delivery.args =
      "[{\"room\":" + json_text::quote(room_.id()) + ",\"message\":" + message_of(event) + "}]";
  delivery.audience = core::Audience::kElsewhere;
  delivery.principals = std::move(whom);
  std::vector<core::Delivery> out;
  out.push_back(std::move(delivery));
  return out;
}

Result<core::Decision> ChatFeature::edit(const core::Command& command,
                                         const core::Rows& rows) const {
  ATELIER_TRY(const json::object body, object_of(command));
  ATELIER_TRY(const Target found, target(body, rows));
  if (found.message.at("from").at("id").as_string() != command.principal.id) {
    return forbidden("Only its author may edit a message.");
  }
  const auto text = string_member(body, "text");
  if (!text || text->empty())
    return invalid("text must be a text; delete the message to clear it.");
  if (text->size() > kTextBytes) return too_large("The text is longer than 16 KB.");
  json::array events;
  if (const std::string* row = rows.find(key(edit_key(found.seq)))) {
    if (auto parsed = parse_json(*row)) events = parsed->at("events").as_array();
  }
  events.emplace_back(command.next_seq);
  core::Decision decision;
  decision.events.push_back({"chat.edited", json::serialize(json::object{{"events", events}}),
                             "{\"text\":" + json_text::quote(*text) + '}', 0, found.seq});
  return decision;
}

Result<core::Decision> ChatFeature::remove(const core::Command& command,
                                           const core::Rows& rows) const {
  ATELIER_TRY(const json::object body, object_of(command));
  ATELIER_TRY(const Target found, target(body, rows));
  const bool own = found.message.at("from").at("id").as_string() == command.principal.id;
  if (!own && command.role != core::Role::kOwner) {
    return forbidden("Only its author or an owner of the room may delete a message.");
  }
  // What the tombstone shows goes into the event, so that its row can be rebuilt from the log.
  // The name is content: what is in the body can never be erased (COR11).
  json::object from = found.message.at("from").as_object();
  const json::object content{{"name", text_of(from, "name")}};
  from.erase("name");
  const json::object kept{{"id", found.message.at("id")},
                          {"from", from},
                          {"at", found.message.at("at")},
                          {"thread_root", int_member(found.message, "thread_root").value_or(0)}};
  core::Decision decision;
  decision.events.push_back(
      {"chat.deleted", json::serialize(kept), json::serialize(content), 0, found.seq});
  // The log forgets the message and all its earlier wordings; for a while the trash has the last.
  const std::string* edited = rows.find(key(edit_key(found.seq)));
  const KeptMessage kept_in_trash{*rows.find(key(message_key(found.seq))),
                                  edited == nullptr ? std::string() : *edited, command.principal.id,
                                  command.at};
  decision.writes.push_back(port::Put{
      key(kept_key(found.seq)), trash_row(kept_in_trash), {}, command.at + core::kTrashMs});
  decision.writes.push_back(port::Delete{key(core::content_key(found.seq)), {}});
  if (const std::string* row = rows.find(key(edit_key(found.seq)))) {
    if (auto parsed = parse_json(*row)) {
      for (const json::value& seq : parsed->at("events").as_array()) {
        decision.writes.push_back(
            port::Delete{key(core::content_key(seq.to_number<std::uint64_t>())), {}});
      }
    }
  }
  return decision;
}

// TRS3, TRS4
Result<core::Decision> ChatFeature::take_back(const core::Command& command,
                                              const core::Rows& rows) const {
  ATELIER_TRY(const json::object body, object_of(command));
  const auto seq =
      static_cast<std::uint64_t>(std::max<std::int64_t>(int_member(body, "seq").value_or(0), 0));
  const std::string* row = rows.find(key(kept_key(seq)));
  const auto kept = row == nullptr ? std::nullopt : read_trash_row(*row);
  if (!kept || !may_take_back(*kept, command) || kept->at + core::kTrashMs <= command.at) {
    return not_found("There is no such message in the trash.");
  }
  const bool restores = command.name == "chat.restore";
  // Whose message it is: erasing them takes the content of this event too (SAF2).
  const json::object message = atelier::object_of(kept->message);
  const json::object body_of_event{
      {"from", {{"id", text_of(message.at("from").as_object(), "id")}}}};
  core::Decision decision;
  decision.events.push_back({restores ? "chat.restored" : "chat.purged",
                             json::serialize(body_of_event),
                             restores ? restored_content(*kept) : std::string(), 0, seq});
  decision.writes.push_back(port::Delete{key(kept_key(seq)), {}});
  return decision;
}

Result<core::Decision> ChatFeature::react(const core::Command& command,
                                          const core::Rows& rows) const {
  ATELIER_TRY(const json::object body, object_of(command));
  const auto emoji = string_member(body, "emoji");
  if (!emoji || emoji->empty() || emoji->size() > kEmojiBytes ||
      emoji->find('\0') != std::string_view::npos) {
    return invalid("emoji must be a text of 1 to 32 bytes.");
  }
  ATELIER_TRY(const Target found, target(body, rows));
  const bool on = bool_member(body, "on", true);
  const bool was_on =
      rows.find(key(reaction_key(found.seq, *emoji, command.principal.id))) != nullptr;
  if (on == was_on) return core::Decision{};  // nothing changes; acknowledged alike
  json::array kinds = parse_array(rows.find(key(kinds_key(found.seq))));
  const bool known = std::ranges::any_of(
      kinds, [&emoji](const json::value& kind) { return kind.as_string() == *emoji; });
  if (on && !known) {
    if (kinds.size() >= kReactionKinds) {
      return Error{Errc::kConflict, "A message holds at most 20 kinds of reactions."};
    }
    kinds.emplace_back(*emoji);
  }
  core::Decision decision;
  decision.events.push_back(
      {"chat.reacted",
       json::serialize(json::object{{"emoji", *emoji}, {"on", on}, {"kinds", kinds}}),
       {},
       0,
       found.seq});
  return decision;
}

Result<core::Decision> ChatFeature::pin(const core::Command& command,
                                        const core::Rows& rows) const {
  ATELIER_TRY(const json::object body, object_of(command));
  ATELIER_TRY(const Target found, target(body, rows));
  const bool on = bool_member(body, "on", true);
  if (on == state_.is_pinned(found.seq)) return core::Decision{};
  if (on && state_.pins().size() >= kPins) {
    return Error{Errc::kConflict, "A room holds at most 100 pinned messages: unpin one first."};
  }
  core::Decision decision;
  decision.events.push_back(
      {"chat.pinned", json::serialize(json::object{{"on", on}}), {}, 0, found.seq});
  return decision;
}

Result<core::Decision> ChatFeature::read(const core::Command& command) const {
  ATELIER_TRY(const json::object body, object_of(command));
  const auto seq = int_member(body, "seq");
  if (!seq || *seq < 0) return invalid("seq must be the seq up to which was read.");
  const auto mark = std::min<std::uint64_t>(static_cast<std::uint64_t>(*seq), room_.head());
  if (mark <= state_.read_seq(command.principal.id)) return core::Decision{};
  core::Decision decision;
  decision.events.push_back(
      {"chat.read", json::serialize(json::object{{"read_seq", mark}}), {}, 0, 0});
  return decision;
}

Result<core::Decision> ChatFeature::typing(const core::Command& command) const {
  ATELIER_TRY(const json::object body, object_of(command));
  core::Delivery delivery;
  delivery.name = "chat.typing";
  delivery.args = "[" + json_text::quote(room_.id()) + ",{\"from\":" + to_json(command.principal) +
                  ",\"on\":" + (bool_member(body, "on", true) ? "true" : "false") + "}]";
  delivery.kind = core::DeliveryClass::kKeyed;
  delivery.key = command.principal.id;
  delivery.except_peer = command.peer;
  core::Decision decision;
  decision.deliveries.push_back(std::move(delivery));
  return decision;
}

}  // namespace atelier::feature::chat
