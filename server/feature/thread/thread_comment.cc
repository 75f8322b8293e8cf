#include "feature/thread/thread_comment.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/json_text.h"
#include "feature/thread/thread_limits.h"

namespace atelier::feature::thread {
namespace {

// Set by the server alone, or no part of the comment: a client's own are dropped.
constexpr std::array<std::string_view, 12> kReserved{
    "id",      "seq",       "thread", "from", "at",         "edited_at",
    "deleted", "reactions", "anchor", "room", "suggestion", "highlight"};

Result<void> check_text(std::string_view raw, bool wordless) {
  const auto text = json_text::unquote(raw);
  if (!text || (text->empty() && !wordless)) return invalid("A comment needs a text.");
  if (text->size() > kTextBytes) return too_large("The text is longer than 16 KB.");
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

void append_member(std::string& out, std::string_view key, std::string_view raw) {
  out += out.size() > 1 ? "," : "";
  json_text::append_quoted(out, key);
  out += ':';
  out += raw;
}

std::string reactions_text(const Amendments& amendments) {
  std::string out = "{";
  for (const auto& [emoji, principals] : amendments.reactions) {
    json::array ids;
    for (const std::string& id : principals) ids.emplace_back(id);
    append_member(out, emoji, json::serialize(ids));
  }
  return out + '}';
}

}  // namespace

Result<Draft> check_draft(std::string_view body, bool wordless) {
  const auto members = json_text::split_object(body);
  if (!members) return invalid("A comment is an object with a text.");
  Draft draft{"{"};
  bool has_text = false;
  std::size_t extra_bytes = 0;
  for (const auto& [key, raw] : *members) {
    if (std::ranges::find(kReserved, key) != kReserved.end()) continue;
    if (key == "text") {
      if (auto fine = check_text(raw, wordless); !fine) return fine.error();
      has_text = true;
    } else if (key == "mentions") {
      if (raw == "null") continue;
      if (auto fine = check_mentions(draft, raw); !fine) return fine.error();
    } else {
      extra_bytes += key.size() + raw.size();
    }
    append_member(draft.content, key, raw);
  }
  if (!has_text && !wordless) return invalid("A comment needs a text.");
  if (!has_text) append_member(draft.content, "text", "\"\"");
  draft.content += '}';
  if (extra_bytes > kExtraBytes) {
    return too_large("Further members of a comment may take 4 KB in all.");
  }
  return draft;
}

std::string comment_of(const core::Event& event, std::string_view thread,
                       std::string_view content) {
  if (content.size() <= 2) {
    return tombstone({event.id, event.seq, thread, to_json(event.actor), event.at});
  }
  return "{\"id\":" + json_text::quote(event.id) + ",\"seq\":" + std::to_string(event.seq) +
         ",\"thread\":" + json_text::quote(thread) + ",\"from\":" + to_json(event.actor) +
         ",\"at\":" + std::to_string(event.at) + ',' + std::string(content.substr(1));
}

std::string tombstone(const Tombstone& deleted) {
  return "{\"id\":" + json_text::quote(deleted.id) + ",\"seq\":" + std::to_string(deleted.seq) +
         ",\"thread\":" + json_text::quote(deleted.thread) + ",\"from\":" + deleted.from_json +
         ",\"at\":" + std::to_string(deleted.at) + ",\"text\":\"\",\"deleted\":true}";
}

std::string amend(std::string_view comment, const Amendments& amendments) {
  const auto members = json_text::split_object(comment);
  if (!members) return std::string(comment);  // our own row: cannot be
  const bool deleted =
      std::ranges::any_of(*members, [](const auto& m) { return m.first == "deleted"; });
  if (deleted) return std::string(comment);
  std::string out = "{";
  for (const auto& [key, raw] : *members) {
    if (key == "text" && amendments.text) {
      append_member(out, key, json_text::quote(*amendments.text));
    } else {
      append_member(out, key, raw);
    }
  }
  if (amendments.text) append_member(out, "edited_at", std::to_string(amendments.edited_at));
  if (!amendments.reactions.empty()) append_member(out, "reactions", reactions_text(amendments));
  return out + '}';
}

}  // namespace atelier::feature::thread
