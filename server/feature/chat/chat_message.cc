#include "feature/chat/chat_message.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/json_text.h"
#include "feature/chat/chat_limits.h"

namespace atelier::feature::chat {
namespace {

// Set by the server alone: a client's own are dropped.
constexpr std::array<std::string_view, 10> kReserved{
    "id", "seq", "from", "at", "edited_at", "deleted", "reactions", "pinned", "replies", "room"};
constexpr std::array<std::string_view, 5> kKnown{"text", "thread_root", "reply_to", "mentions",
                                                 "attachments"};

bool holds(const auto& names, std::string_view name) {
  return std::ranges::find(names, name) != std::ranges::end(names);
}

Result<std::uint64_t> seq_of(std::string_view raw, std::string_view name) {
  const auto value = parse_json(raw);
  if (!value) return value.error();
  const auto seq = int_member(json::object{{"seq", *value}}, "seq");
  if (!seq || *seq < 1) return invalid(std::string(name) + " must be the seq of a message.");
  return static_cast<std::uint64_t>(*seq);
}

Result<void> check_text(Draft& draft, std::string_view raw) {
  auto text = json_text::unquote(raw);
  if (!text) return invalid("text must be a string.");
  if (text->size() > kTextBytes) {
    return too_large("The text is longer than 16 KB: send it in parts or as a file.");
  }
  draft.text = std::move(*text);
  return {};
}

Result<void> check_mentions(Draft& draft, std::string_view raw) {
  const auto items = json_text::split_array(raw);
  if (!items || items->size() > kMentions) {
    return invalid("mentions must be a list of at most 50 principal ids.");
  }
  for (const std::string_view item : *items) {
    auto id = json_text::unquote(item);
    if (!id || id->empty() || id->size() > 128) return invalid("mentions holds principal ids.");
    draft.mentions.push_back(std::move(*id));
  }
  return {};
}

Result<bool> check_attachments(std::string_view raw) {
  const auto items = json_text::split_array(raw);
  if (!items || items->size() > kAttachments) {
    return invalid("attachments must be a list of at most 10 files.");
  }
  for (const std::string_view item : *items) {
    const auto value = parse_json(item);
    if (!value || !value->is_object() || item.size() > kAttachmentBytes ||
        !string_member(value->get_object(), "file") ||
        !string_member(value->get_object(), "name")) {
      return invalid("Each attachment is {file, name, type, size} as the upload answered.");
    }
  }
  return !items->empty();
}

struct Checked {
  bool has_attachments = false;
  std::size_t extra_bytes = 0;
};

Result<void> check_member(Draft& draft, Checked& checked, std::string_view key,
                          std::string_view raw) {
  if (key == "text") return check_text(draft, raw);
  if (key == "mentions") return check_mentions(draft, raw);
  if (key == "attachments") {
    ATELIER_TRY(checked.has_attachments, check_attachments(raw));
    return {};
  }
  if (key == "thread_root") {
    ATELIER_TRY(draft.thread_root, seq_of(raw, key));
    return {};
  }
  if (key == "reply_to") {
    ATELIER_TRY(draft.reply_to, seq_of(raw, key));
    return {};
  }
  checked.extra_bytes += key.size() + raw.size();
  return {};
}

void append_member(std::string& out, std::string_view key, std::string_view raw) {
  out += out.size() > 1 ? "," : "";
  json_text::append_quoted(out, key);
  out += ':';
  out += raw;
}

}  // namespace

Result<Draft> check_draft(std::string_view body) {
  const auto members = json_text::split_object(body);
  if (!members) return invalid("A message is an object with a text.");
  Draft draft;
  Checked checked;
  draft.content = "{";
  for (const auto& [key, raw] : *members) {
    if (holds(kReserved, key)) continue;
    if (raw == "null" && holds(kKnown, key)) continue;
    if (auto fine = check_member(draft, checked, key, raw); !fine) return fine.error();
    append_member(draft.content, key, raw);
  }
  draft.content += '}';
  if (draft.text.empty() && !checked.has_attachments) {
    return invalid("A message needs a text or an attachment.");
  }
  if (checked.extra_bytes > kExtraBytes) {
    return too_large("Further members of a message may take 4 KB in all.");
  }
  return draft;
}

std::string message_of(const core::Event& sent) {
  std::string out = "{\"id\":" + json_text::quote(sent.id) +
                    ",\"seq\":" + std::to_string(sent.seq) + ",\"from\":" + to_json(sent.actor) +
                    ",\"at\":" + std::to_string(sent.at);
  if (sent.content.size() <= 2) return out + ",\"text\":\"\",\"deleted\":true}";
  return out + ',' + sent.content.substr(1);
}

std::string tombstone(std::string_view id, std::uint64_t seq, std::string_view from_json,
                      std::int64_t at, std::uint64_t thread_root) {
  std::string out = "{\"id\":" + json_text::quote(id) + ",\"seq\":" + std::to_string(seq) +
                    ",\"from\":" + std::string(from_json) + ",\"at\":" + std::to_string(at) +
                    ",\"text\":\"\",\"deleted\":true";
  if (thread_root != 0) out += ",\"thread_root\":" + std::to_string(thread_root);
  return out + '}';
}

std::string amend(std::string_view message, const Amendments& amendments) {
  const auto members = json_text::split_object(message);
  if (!members) return std::string(message);  // our own row: cannot be
  std::string out = "{";
  const bool deleted =
      std::ranges::any_of(*members, [](const auto& m) { return m.first == "deleted"; });
  for (const auto& [key, raw] : *members) {
    if (key == "text" && amendments.text && !deleted) {
      append_member(out, key, json_text::quote(*amendments.text));
    } else {
      append_member(out, key, raw);
    }
  }
  if (amendments.replies > 0) append_member(out, "replies", std::to_string(amendments.replies));
  if (deleted) return out + '}';
  if (amendments.text) append_member(out, "edited_at", std::to_string(amendments.edited_at));
  if (amendments.pinned) append_member(out, "pinned", "true");
  if (!amendments.reactions.empty()) {
    std::string reactions = "{";
    for (const auto& [emoji, principals] : amendments.reactions) {
      json::array ids;
      for (const std::string& id : principals) ids.emplace_back(id);
      append_member(reactions, emoji, json::serialize(ids));
    }
    append_member(out, "reactions", reactions + '}');
  }
  return out + '}';
}

}  // namespace atelier::feature::chat
