#include "feature/chat/chat_trash.h"

#include <algorithm>

#include "base/json.h"
#include "base/json_text.h"
#include "core/on_executor.h"
#include "core/trash.h"
#include "feature/chat/chat_message.h"
#include "feature/chat/chat_rows.h"

namespace atelier::feature::chat {
namespace {

constexpr std::int64_t kPage = 50;

std::string_view raw_member(std::string_view object, std::string_view key) {
  const auto members = json_text::split_object(object);
  if (!members) return {};
  for (const auto& [name, raw] : *members) {
    if (name == key) return raw;
  }
  return {};
}

/// As it was seen last, without its reactions.
std::string last_wording(const std::string& message, const std::string& edit) {
  const json::object edited = object_of(edit);
  Amendments amendments;
  if (edited.contains("text")) {
    amendments.text = text_of(edited, "text");
    amendments.edited_at = int_member(edited, "edited_at").value_or(0);
  }
  return amend(message, amendments);
}

void answer_page(const core::Command& command, const port::Page& page, core::Reply reply) {
  if (page.status != port::StoreStatus::kOk) {
    return reply(unavailable("The store does not answer now: try again."));
  }
  std::string list;
  for (const port::Record& record : page.records) {
    const auto kept = read_trash_row(record.value);
    if (!kept || !may_take_back(*kept, command)) continue;
    list += list.empty() ? "{" : ",{";
    list += "\"message\":" + last_wording(kept->message, kept->edit) +
            ",\"deleted_by\":" + json_text::quote(kept->by) +
            ",\"deleted_at\":" + std::to_string(kept->at) +
            ",\"until\":" + std::to_string(kept->at + core::kTrashMs) + '}';
  }
  std::string next;
  if (page.has_more) {
    const std::string& last = page.records.back().key.sort;
    next = ",\"next\":" + std::to_string(core::Ledger::sequence_of(last));
  }
  reply(core::Answer{"{\"messages\":[" + list +
                     "],\"has_more\":" + (page.has_more ? "true" : "false") + next + '}'});
}

}  // namespace

std::string trash_row(const KeptMessage& kept) {
  std::string row = "{\"message\":" + kept.message;
  if (!kept.edit.empty()) row += ",\"edit\":" + kept.edit;
  return row + ",\"by\":" + json_text::quote(kept.by) + ",\"at\":" + std::to_string(kept.at) + '}';
}

std::optional<KeptMessage> read_trash_row(std::string_view row) {
  const json::object parsed = object_of(row);
  KeptMessage kept{std::string(raw_member(row, "message")), std::string(raw_member(row, "edit")),
                   text_of(parsed, "by"), int_member(parsed, "at").value_or(0)};
  if (kept.message.empty() || kept.by.empty()) return std::nullopt;
  return kept;
}

std::string restored_content(const KeptMessage& kept) {
  std::string content = "{\"message\":" + kept.message;
  const json::object edit = object_of(kept.edit);
  if (edit.contains("text")) {
    content += ",\"text\":" + json_text::quote(text_of(edit, "text")) +
               ",\"edited_at\":" + std::to_string(int_member(edit, "edited_at").value_or(0));
  }
  return content + '}';
}

std::optional<Restored> read_restored(const core::Event& event) {
  const json::object content = object_of(event.content);
  if (!content.contains("message")) return std::nullopt;
  Restored restored{std::string(raw_member(event.content, "message")), {}, 0};
  restored.edited_at = int_member(content, "edited_at").value_or(0);
  restored.text =
      text_of(restored.edited_at > 0 ? content : content.at("message").as_object(), "text");
  return restored;
}

bool may_take_back(const KeptMessage& kept, const core::Command& command) {
  if (command.role == core::Role::kOwner) return true;
  const json::object message = object_of(kept.message);
  const json::value* from = message.if_contains("from");
  const bool own = from != nullptr && from->is_object() &&
                   text_of(from->get_object(), "id") == command.principal.id;
  return own && kept.by == command.principal.id;
}

void read_trash(QueryContext context, const core::Command& command, const json::object& body,
                core::Reply reply) {
  const std::int64_t before = int_member(body, "before").value_or(0);
  const std::int64_t limit = int_member(body, "limit").value_or(kPage);
  if (before < 0 || limit < 1 || limit > kPage) {
    return reply(invalid("before is the seq of a message, limit is 1 to 50."));
  }
  port::Range range{
      context.room.partition(), kept_key(0),
      before == 0 ? std::string(kKeptEnd) : kept_key(static_cast<std::uint64_t>(before)),
      static_cast<std::size_t>(limit), true};
  context.room.store().query(std::move(range),
                             core::on(context.room.executor(), context.room.alive(),
                                      [command, reply = std::move(reply)](port::Page page) mutable {
                                        answer_page(command, page, std::move(reply));
                                      }));
}

}  // namespace atelier::feature::chat
