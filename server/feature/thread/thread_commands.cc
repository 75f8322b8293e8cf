// Deciding: what a command changes, from the state and the rows that needs() named. Pure.
#include <algorithm>

#include "base/json.h"
#include "base/json_text.h"
#include "core/log_actor.h"
#include "feature/thread/thread_comment.h"
#include "feature/thread/thread_event.h"
#include "feature/thread/thread_feature.h"
#include "feature/thread/thread_kind.h"
#include "feature/thread/thread_limits.h"

namespace atelier::feature::thread {
namespace {

Error no_such_thread() {
  return not_found("There is no such thread in this room: it was deleted, or never there.");
}

json::array parse_array(const std::string* row) {
  if (row == nullptr) return {};
  auto parsed = parse_json(*row);
  return parsed && parsed->is_array() ? std::move(parsed->get_array()) : json::array();
}

// Seqs of the edits of a comment whose content is kept.
json::array edits_of(const std::string* row) {
  if (row == nullptr) return {};
  auto parsed = parse_json(*row);
  return parsed && parsed->is_object() ? parsed->at("events").as_array() : json::array();
}

// Nothing changes; acknowledged with a seq all the same, as every durable command is.
core::Decision unchanged(const core::Command& command) {
  core::Decision decision;
  decision.answer =
      json::serialize(json::object{{"seq", command.next_seq - 1}, {"at", command.at}});
  return decision;
}

core::Decision one_event(std::string kind, const json::object& body, std::string content,
                         std::uint64_t ref) {
  core::Decision decision;
  decision.events.push_back({std::move(kind), json::serialize(body), std::move(content), 0, ref});
  return decision;
}

// THR19: of two who decide at once the second hears of it, and edits nothing.
Result<void> may_decide(const Thread& thread, const core::Command& command, Outcome outcome) {
  const bool withdraws = outcome == Outcome::kRejected && thread.author == command.principal.id;
  if (command.role < core::Role::kEditor && !withdraws) {
    return forbidden("Only editors accept a suggestion; its author may withdraw it.");
  }
  if (!thread.resolved) return {};
  return Error{Errc::kConflict, "That suggestion was accepted or rejected already: reopen it."};
}

bool is_author(const json::object& comment, const core::Command& command) {
  return comment.at("from").at("id").as_string() == command.principal.id;
}

}  // namespace

// A seq is known to clients only once it is stored: then its thread is in memory.
std::vector<port::RecordKey> ThreadFeature::needs(const core::Command& command) const {
  const json::object body = object_of(command.body);
  const Thread* thread = state_.find(string_member(body, "thread").value_or(""));
  const auto seq = int_member(body, "seq").value_or(0);
  if (thread == nullptr || seq < 1) return {};
  const Place place{thread->root, static_cast<std::uint64_t>(seq)};
  std::vector<port::RecordKey> keys{key(comment_key(place))};
  if (command.name == "thread.edit" || command.name == "thread.delete") {
    keys.push_back(key(edit_key(place)));
  }
  if (command.name == "thread.delete") keys.push_back(key(head_key(place.root)));
  if (command.name == "thread.react") {
    keys.push_back(key(kinds_key(place)));
    const auto emoji = string_member(body, "emoji");
    if (emoji && emoji->size() <= kEmojiBytes) {
      keys.push_back(key(reaction_key(place, *emoji, command.principal.id)));
    }
  }
  return keys;
}

Result<core::Decision> ThreadFeature::decide(const core::Command& command, const core::Rows& rows) {
  const auto parsed = parse_json(command.body);
  if (!parsed || !parsed->is_object()) return invalid(command.name + " takes an object.");
  const json::object& body = parsed->get_object();
  if (command.name == "thread.open") return open(command, body);
  if (command.name == "thread.reply") return reply(command, body);
  if (command.name == "thread.edit") return edit(command, body, rows);
  if (command.name == "thread.delete") return remove(command, body, rows);
  if (command.name == "thread.react") return react(command, body, rows);
  return resolve(command, body);
}

Result<const Thread*> ThreadFeature::thread_in(const json::object& body) const {
  const auto id = string_member(body, "thread");
  if (!id) return invalid("thread must be the id of a thread.");
  const Thread* found = state_.find(*id);
  if (found == nullptr) return no_such_thread();
  return found;
}

Result<ThreadFeature::Target> ThreadFeature::target(const json::object& body,
                                                    const core::Rows& rows) const {
  Target found;
  ATELIER_TRY(found.thread, thread_in(body));
  const auto seq = int_member(body, "seq");
  if (!seq || *seq < 1) return invalid("seq must be the seq of a comment.");
  found.place = {found.thread->root, static_cast<std::uint64_t>(*seq)};
  const std::string* row = rows.find(key(comment_key(found.place)));
  if (row == nullptr) return not_found("There is no such comment in this thread.");
  found.comment = object_of(*row);
  if (found.comment.contains("deleted")) return not_found("That comment was deleted.");
  return found;
}

Result<core::Decision> ThreadFeature::open(const core::Command& command,
                                           const json::object& body) const {
  ATELIER_TRY(const Anchor anchor, read_anchor(body));
  ATELIER_TRY(const Opening opening, read_opening(body, anchor));
  const bool wordless = opening.kind != Kind::kComment;
  ATELIER_TRY(const Draft draft, check_draft(command.body, wordless));
  if (state_.find(command.id) != nullptr) {
    return Error{Errc::kConflict, "There is a thread of this id: take a new one."};
  }
  if (state_.size() >= kThreadsPerRoom) {
    return Error{Errc::kConflict, "A room holds at most 5000 threads: delete old ones first."};
  }
  json::object opened = to_json(anchor);
  opened.erase("quote");
  opened["thread"] = command.id;
  opened["root"] = command.next_seq;
  if (wordless) opened["kind"] = name_of(opening.kind);
  std::string content = "{\"message\":" + draft.content;
  if (opening.kind == Kind::kSuggestion) {
    content += ",\"suggestion\":" + json_text::quote(opening.suggested);
  }
  if (!anchor.quote.empty()) content += ",\"quote\":" + json_text::quote(anchor.quote);
  core::Decision decision = one_event("thread.opened", opened, content + '}', 0);
  decision.deliveries = mentions_elsewhere(draft.mentions, command, command.id, draft.content);
  return decision;
}

Result<core::Decision> ThreadFeature::reply(const core::Command& command,
                                            const json::object& body) const {
  ATELIER_TRY(const Thread* thread, thread_in(body));
  ATELIER_TRY(const Draft draft, check_draft(command.body));
  if (thread->sent >= kCommentsPerThread) {
    return Error{Errc::kConflict, "A thread holds at most 1000 comments: open another one."};
  }
  core::Decision decision =
      one_event("thread.replied", {{"thread", thread->id}, {"root", thread->root}},
                "{\"message\":" + draft.content + '}', thread->root);
  decision.deliveries = mentions_elsewhere(draft.mentions, command, thread->id, draft.content);
  return decision;
}

std::vector<core::Delivery> ThreadFeature::mentions_elsewhere(
    const std::vector<std::string>& mentions, const core::Command& command, std::string_view thread,
    std::string_view content) const {
  std::vector<std::string> whom;
  for (const std::string& id : mentions) {
    if (id != command.principal.id && room_.member(id) != nullptr) whom.push_back(id);
  }
  if (whom.empty()) return {};
  core::Event sent;
  sent.seq = command.next_seq;
  sent.at = command.at;
  sent.actor = command.principal;
  sent.id = command.id;
  core::Delivery delivery;
  delivery.name = "thread.mention";
  delivery.args = "[{\"room\":" + json_text::quote(room_.id()) +
                  ",\"thread\":" + json_text::quote(thread) +
                  ",\"message\":" + comment_of(sent, thread, content) + "}]";
  delivery.audience = core::Audience::kElsewhere;
  delivery.principals = std::move(whom);
  std::vector<core::Delivery> out;
  out.push_back(std::move(delivery));
  return out;
}

Result<core::Decision> ThreadFeature::edit(const core::Command& command, const json::object& body,
                                           const core::Rows& rows) const {
  ATELIER_TRY(const Target found, target(body, rows));
  if (!is_author(found.comment, command)) {
    return forbidden("Only its author may edit a comment.");
  }
  const auto text = string_member(body, "text");
  if (!text || text->empty()) {
    return invalid("text must be a text; delete the comment to clear it.");
  }
  if (text->size() > kTextBytes) return too_large("The text is longer than 16 KB.");
  json::array edits = edits_of(rows.find(key(edit_key(found.place))));
  std::vector<port::Write> forgotten;
  while (edits.size() >= kKeptEdits) {
    const auto oldest = edits.front().to_number<std::uint64_t>();
    forgotten.push_back(port::Delete{key(core::content_key(oldest)), {}});
    edits.erase(edits.begin());
  }
  edits.emplace_back(command.next_seq);
  core::Decision decision =
      one_event("thread.edited",
                {{"thread", found.thread->id}, {"root", found.place.root}, {"events", edits}},
                "{\"text\":" + json_text::quote(*text) + '}', found.place.seq);
  decision.writes = std::move(forgotten);
  return decision;
}

Result<core::Decision> ThreadFeature::remove(const core::Command& command, const json::object& body,
                                             const core::Rows& rows) const {
  ATELIER_TRY(const Target found, target(body, rows));
  if (!is_author(found.comment, command) && command.role != core::Role::kOwner) {
    return forbidden("Only its author or an owner of the room may delete a comment.");
  }
  // What stays goes into the event, so that its rows can be rebuilt from the log.
  // The name is content: what is in the body can never be erased (COR11).
  json::object from = found.comment.at("from").as_object();
  const json::object content{{"name", text_of(from, "name")}};
  from.erase("name");
  json::object event{
      {"thread", found.thread->id},
      {"root", found.place.root},
      {"gone", found.thread->comments == 1},
      {"kept", {{"id", found.comment.at("id")}, {"from", from}, {"at", found.comment.at("at")}}}};
  const std::string* head = rows.find(key(head_key(found.place.root)));
  if (found.place.seq == found.place.root && head != nullptr) {
    json::object kept = object_of(*head);
    kept.at("anchor").as_object().erase("quote");
    kept.erase("suggestion");
    kept["from"] = from;
    event["head"] = std::move(kept);
  }
  core::Decision decision =
      one_event("thread.deleted", event, json::serialize(content), found.place.seq);
  forget_contents(found, rows, decision);
  return decision;
}

// The content is gone for good, of the comment and of all its earlier wordings.
void ThreadFeature::forget_contents(const Target& found, const core::Rows& rows,
                                    core::Decision& decision) const {
  decision.writes.push_back(port::Delete{key(core::content_key(found.place.seq)), {}});
  for (const json::value& seq : edits_of(rows.find(key(edit_key(found.place))))) {
    decision.writes.push_back(
        port::Delete{key(core::content_key(seq.to_number<std::uint64_t>())), {}});
  }
}

Result<core::Decision> ThreadFeature::resolve(const core::Command& command,
                                              const json::object& body) const {
  ATELIER_TRY(const Thread* thread, thread_in(body));
  json::object event{{"thread", thread->id}, {"root", thread->root}};
  if (command.name == "thread.reopen") {
    if (!thread->resolved) return unchanged(command);
    return one_event("thread.reopened", event, {}, thread->root);
  }
  ATELIER_TRY(const Outcome outcome, read_outcome(body, thread->kind));
  if (outcome != Outcome::kNone) {
    if (auto may = may_decide(*thread, command, outcome); !may) return may.error();
    event["outcome"] = name_of(outcome);
  }
  if (thread->resolved) return unchanged(command);
  return one_event("thread.resolved", event, {}, thread->root);
}

Result<core::Decision> ThreadFeature::react(const core::Command& command, const json::object& body,
                                            const core::Rows& rows) const {
  const auto emoji = string_member(body, "emoji");
  if (!emoji || emoji->empty() || emoji->size() > kEmojiBytes ||
      emoji->find('\0') != std::string_view::npos) {
    return invalid("emoji must be a text of 1 to 32 bytes.");
  }
  ATELIER_TRY(const Target found, target(body, rows));
  const bool on = bool_member(body, "on", true);
  const bool was_on =
      rows.find(key(reaction_key(found.place, *emoji, command.principal.id))) != nullptr;
  if (on == was_on) return unchanged(command);
  json::array kinds = parse_array(rows.find(key(kinds_key(found.place))));
  const bool known = std::ranges::any_of(
      kinds, [&emoji](const json::value& kind) { return kind.as_string() == *emoji; });
  if (on && !known) {
    if (kinds.size() >= kReactionKinds) {
      return Error{Errc::kConflict, "A comment holds at most 20 kinds of reactions."};
    }
    kinds.emplace_back(*emoji);
  }
  return one_event("thread.reacted",
                   {{"thread", found.thread->id},
                    {"root", found.place.root},
                    {"emoji", *emoji},
                    {"on", on},
                    {"kinds", kinds}},
                   {}, found.place.seq);
}

}  // namespace atelier::feature::thread
