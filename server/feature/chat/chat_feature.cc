#include "feature/chat/chat_feature.h"

#include "base/json_text.h"
#include "feature/chat/chat.h"
#include "feature/chat/chat_limits.h"
#include "feature/chat/chat_message.h"
#include "feature/chat/chat_queries.h"
#include "feature/chat/chat_rows.h"
#include "feature/chat/chat_trash.h"

namespace atelier::feature::chat {
namespace {

port::SearchDocument searchable(const std::string& room, std::uint64_t seq,
                                const core::Event& event) {
  const json::object content = object_of(event.content);
  return {room,           "chat",   std::to_string(seq),
          event.actor.id, event.at, std::string(string_member(content, "text").value_or(""))};
}

std::optional<port::SearchDocument> searchable_again(const std::string& room,
                                                     const core::Event& event) {
  const auto restored = read_restored(event);
  if (!restored) return std::nullopt;
  const json::object message = object_of(restored->message);
  const json::object from = object_of(json::serialize(message.at("from")));
  return port::SearchDocument{room,
                              "chat",
                              std::to_string(event.ref),
                              text_of(from, "id"),
                              int_member(message, "at").value_or(0),
                              restored->text};
}

json::object restored_message(const core::Event& event, std::uint64_t replies) {
  const auto restored = read_restored(event);
  if (!restored) return {};
  Amendments amendments;
  amendments.replies = replies;
  if (restored->edited_at > 0) {
    amendments.text = restored->text;
    amendments.edited_at = restored->edited_at;
  }
  return object_of(amend(restored->message, amendments));
}

}  // namespace

void register_commands(core::CommandTable& table) {
  using enum core::CommandClass;
  using core::RateBucket;
  using core::Role;
  const auto add = [&table](std::string name, Role least, core::CommandClass kind,
                            RateBucket bucket, bool idempotent) {
    const bool in_archive = name == "chat.read";  // who looks around there reads
    table.add({std::move(name), "chat", least, kind, bucket, idempotent, 64 * 1024, in_archive});
  };
  add("chat.send", Role::kCommenter, kDurable, RateBucket::kWrite, true);
  add("chat.edit", Role::kCommenter, kDurable, RateBucket::kWrite, true);
  add("chat.delete", Role::kCommenter, kDurable, RateBucket::kWrite, true);
  add("chat.restore", Role::kCommenter, kDurable, RateBucket::kWrite, true);
  add("chat.purge", Role::kCommenter, kDurable, RateBucket::kWrite, true);
  add("chat.trash", Role::kCommenter, kQuery, RateBucket::kRead, false);
  add("chat.react", Role::kCommenter, kDurable, RateBucket::kWrite, true);
  add("chat.pin", Role::kCommenter, kDurable, RateBucket::kWrite, true);
  add("chat.read", Role::kViewer, kDurable, RateBucket::kSignal, false);
  add("chat.typing", Role::kCommenter, kEphemeral, RateBucket::kSignal, false);
  add("chat.history", Role::kViewer, kQuery, RateBucket::kRead, false);
  add("chat.pins", Role::kViewer, kQuery, RateBucket::kRead, false);
  add("chat.receipts", Role::kViewer, kQuery, RateBucket::kRead, false);
  add("chat.search", Role::kViewer, kQuery, RateBucket::kRead, false);
}

core::RoomFeatureFactory make_feature(port::SearchIndex& search) {
  return [&search](core::RoomContext& room) { return std::make_unique<ChatFeature>(room, search); };
}

ChatFeature::ChatFeature(core::RoomContext& room, port::SearchIndex& search)
    : room_(room), search_(search) {}

void ChatFeature::apply(const core::Event& event) {
  state_.apply(event);
  // Also at replay: the index is a projection that may have missed the last moments before a
  // crash. Hits are read back from the rows, so one too many never shows.
  if (event.kind == "chat.sent" && !event.content.empty()) {
    search_.put(searchable(room_.id(), event.seq, event));
  } else if (event.kind == "chat.edited" && !event.content.empty()) {
    search_.put(searchable(room_.id(), event.ref, event));
  } else if (event.kind == "chat.restored") {
    if (auto back = searchable_again(room_.id(), event)) search_.put(std::move(*back));
  } else if (event.kind == "chat.deleted") {
    search_.remove(room_.id(), "chat", std::to_string(event.ref));
  }
}

std::vector<port::Write> ChatFeature::rows(const core::Event& event) const {
  if (event.kind == "chat.sent") {
    std::vector<port::Write> writes{
        port::Put{key(message_key(event.seq)), message_of(event), {}, 0}};
    if (event.ref != 0) {
      writes.push_back(port::Put{key(thread_key(event.ref, event.seq)), "", {}, 0});
    }
    return writes;
  }
  const json::object body = object_of(event.body);
  if (event.kind == "chat.edited" && !event.content.empty()) {
    json::object row = object_of(event.content);
    row["edited_at"] = event.at;
    row["events"] = body.at("events");
    return {port::Put{key(edit_key(event.ref)), json::serialize(row), {}, 0}};
  }
  if (event.kind == "chat.deleted") {
    const auto root = static_cast<std::uint64_t>(int_member(body, "thread_root").value_or(0));
    std::vector<port::Write> writes{
        port::Put{key(message_key(event.ref)),
                  tombstone(std::string_view(body.at("id").as_string()), event.ref,
                            json::serialize(core::named(body.at("from"), event)),
                            int_member(body, "at").value_or(0), root),
                  {},
                  0},
        port::Delete{key(edit_key(event.ref)), {}}};
    // Erased, with what the trash had of it (SAF1).
    if (event.content.empty()) writes.push_back(port::Delete{key(kept_key(event.ref)), {}});
    return writes;
  }
  if (event.kind == "chat.restored") {
    const auto restored = read_restored(event);
    if (!restored) return {};
    // Names this event too, so that deleting the message once more forgets its content as well.
    json::object edit{{"events", json::array{event.seq}}};
    if (restored->edited_at > 0) {
      edit["text"] = restored->text;
      edit["edited_at"] = restored->edited_at;
    }
    return {port::Put{key(message_key(event.ref)), restored->message, {}, 0},
            port::Put{key(edit_key(event.ref)), json::serialize(edit), {}, 0}};
  }
  if (event.kind == "chat.reacted") {
    const std::string_view emoji = body.at("emoji").as_string();
    port::RecordKey reaction = key(reaction_key(event.ref, emoji, event.actor.id));
    std::vector<port::Write> writes{
        port::Put{key(kinds_key(event.ref)), json::serialize(body.at("kinds")), {}, 0}};
    if (bool_member(body, "on", true)) {
      writes.push_back(port::Put{std::move(reaction), "", {}, 0});
    } else {
      writes.push_back(port::Delete{std::move(reaction), {}});
    }
    return writes;
  }
  return {};
}

std::optional<core::Rendered> ChatFeature::render(const core::Event& event) const {
  const std::string room = json_text::quote(room_.id());
  if (event.kind == "chat.sent") {
    return core::Rendered{"chat.message", "[" + room + "," + message_of(event) + "]"};
  }
  const bool ours = event.kind == "chat.edited" || event.kind == "chat.deleted" ||
                    event.kind == "chat.restored" || event.kind == "chat.purged" ||
                    event.kind == "chat.reacted" || event.kind == "chat.pinned" ||
                    event.kind == "chat.read";
  if (!ours) return std::nullopt;
  json::object body = object_of(event.body);
  json::object out{{"seq", event.seq}, {"at", event.at}};
  if (event.kind == "chat.read") {
    out["principal"] = event.actor.id;
    out["read_seq"] = body.at("read_seq");
  } else {
    out["target"] = event.ref;
    out["from"] = json::parse(to_json(event.actor));
  }
  for (const char* name : {"emoji", "on"}) {
    if (body.contains(name)) out[name] = body.at(name);
  }
  if (event.kind == "chat.edited") {
    if (event.content.empty()) return std::nullopt;  // deleted since
    out["text"] = object_of(event.content).at("text");
    out["edited_at"] = event.at;
  }
  if (event.kind == "chat.restored") {
    out["message"] = restored_message(event, state_.replies(event.ref));
    if (out.at("message").as_object().empty()) return std::nullopt;  // deleted again since
  }
  const std::string name = event.kind == "chat.read"      ? "chat.receipt"
                           : event.kind == "chat.reacted" ? "chat.reaction"
                                                          : event.kind;
  core::Rendered rendered{name, "[" + room + "," + json::serialize(out) + "]"};
  rendered.about = event.ref;
  return rendered;
}

void ChatFeature::describe_join(const core::Principal& principal, json::object& answer) const {
  answer["read_seq"] = state_.read_seq(principal.id);
  const std::uint64_t from = room_.visible_from(principal.id);
  answer["unread"] = state_.unread(principal.id, from);
  answer["mentions"] = state_.mentions(principal.id, from);
}

void ChatFeature::query(const core::Command& command, core::Reply reply) {
  run_query({room_, search_, state_, room_.visible_from(command.principal.id)}, command,
            std::move(reply));
}

}  // namespace atelier::feature::chat
