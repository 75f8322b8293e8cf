#include "gateway/rest/personal_parts.h"

#include <algorithm>

namespace atelier::gateway {
namespace {

constexpr std::array<std::string_view, 8> kSecrets{"password", "secret", "hash",       "token",
                                                   "proof",    "link",   "link_until", "url"};

bool is_secret(std::string_view key) {
  return std::ranges::find(kSecrets, key) != kSecrets.end();
}

// What somebody wrote may have members of any name.
void add_members(json::object& out, const char* key, const std::string& text, bool written) {
  json::value members = object_of(text);
  if (!written) members = without_secrets(members);
  if (!members.as_object().empty()) out[key] = std::move(members);
}

}  // namespace

Deed deed_of(std::string_view kind) {
  if (kind.ends_with(".reacted") || kind.ends_with(".reaction")) return Deed::kReaction;
  if (kind.starts_with("chat.")) return Deed::kMessage;
  if (kind.starts_with("thread.")) return Deed::kComment;
  return kind.starts_with("meeting.") ? Deed::kMeeting : Deed::kOther;
}

std::string_view file_of(Deed deed) {
  switch (deed) {
    case Deed::kMessage:
      return "messages.json";
    case Deed::kComment:
      return "comments.json";
    case Deed::kReaction:
      return "reactions.json";
    case Deed::kMeeting:
      return "meetings.json";
    case Deed::kOther:
      return "other.json";
  }
  return "other.json";
}

json::value without_secrets(const json::value& value) {
  if (value.is_array()) {
    json::array out;
    for (const json::value& each : value.get_array()) out.push_back(without_secrets(each));
    return out;
  }
  if (!value.is_object()) return value;
  json::object out;
  for (const auto& [key, member] : value.get_object()) {
    if (!is_secret(key)) out[key] = without_secrets(member);
  }
  return out;
}

json::object describe_event(const core::Event& event, std::string_view person) {
  json::object out{{"seq", event.seq}, {"at", event.at}, {"kind", event.kind}};
  if (event.ref != 0) out["ref"] = event.ref;
  if (event.actor.id != person) out["by"] = event.actor.id;
  const bool written = deed_of(event.kind) != Deed::kOther;
  add_members(out, "body", event.body, written);
  add_members(out, "content", event.content, written);
  return out;
}

std::string JsonLines::add(const json::value& item) {
  std::string out = is_first_ ? "[\n" : ",\n";
  is_first_ = false;
  return out + json::serialize(item);
}

void RoomFinds::take(const core::Event& event, std::string_view person) {
  deeds.insert(deed_of(event.kind));
  if (event.actor.id != person) return;
  const json::object body = object_of(event.body);
  if (event.kind == "surface.created") surfaces.insert(text_of(body, "id"));
  if (event.kind != "file.added") return;
  const json::object content = object_of(event.content);
  const auto text = [&](std::string_view key) {
    return content.contains(key) ? text_of(content, key) : text_of(body, key);
  };
  const json::object& sized = content.contains("size") ? content : body;
  const std::int64_t size = int_member(sized, "size").value_or(0);
  files.push_back({text_of(body, "file"), text("name"), text("type"), event.at,
                   static_cast<std::uint64_t>(std::max<std::int64_t>(size, 0))});
}

std::string_view export_readme() {
  return "This archive holds what this workspace keeps of one person.\n"
         "\n"
         "account.json    Who they are here: name, address, time zone, language, status, and the\n"
         "                devices they are signed in on.\n"
         "workspace.json  What the log of the workspace says of them: signing in and out, "
         "invites,\n"
         "                changes of their account.\n"
         "mails.json      Mails to them or about them that wait, were sent or failed.\n"
         "picture         Their picture, a png or webp.\n"
         "rooms/<id>/     One folder for each room that has something of them:\n"
         "  messages.json   what they wrote in the chat, with edits and what was deleted since\n"
         "  comments.json   their comments and suggestions, and what became of them\n"
         "  reactions.json  their reactions\n"
         "  meetings.json   meetings they started or were in\n"
         "  other.json      everything else they did, or that was done about them\n"
         "  trash.json      their deleted messages that may still come back\n"
         "  versions.json   versions of documents that they gave a name\n"
         "  files/          files they uploaded\n"
         "  documents/      documents they made or wrote in, as Markdown, text or JSON, as far as\n"
         "                  whoever asked for this archive may open them now; \".yjs\" beside "
         "each\n"
         "                  is the same for programs\n"
         "\n"
         "Each line of a list is one event: \"seq\" is its number in the room, \"at\" the time in\n"
         "milliseconds since 1970 (UTC), \"kind\" what it was, \"ref\" the number of the event it "
         "is\n"
         "about, \"by\" who did it when it was somebody else.\n"
         "\n"
         "Not here: passwords, secrets of links and invites, and what was deleted from a "
         "document.\n";
}

}  // namespace atelier::gateway
