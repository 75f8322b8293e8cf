#include "feature/thread/thread_feature.h"

#include "base/json_text.h"
#include "feature/thread/thread.h"
#include "feature/thread/thread_comment.h"
#include "feature/thread/thread_event.h"
#include "feature/thread/thread_queries.h"

namespace atelier::feature::thread {
namespace {

bool has_comment(const core::Event& event) {
  return event.kind == "thread.opened" || event.kind == "thread.replied";
}

}  // namespace

void register_commands(core::CommandTable& table) {
  using enum core::CommandClass;
  using core::RateBucket;
  for (const char* name : {"thread.open", "thread.reply", "thread.edit", "thread.delete",
                           "thread.resolve", "thread.reopen", "thread.react"}) {
    table.add({name, "thread", core::Role::kCommenter, kDurable, RateBucket::kWrite, true});
  }
  for (const char* name : {"thread.list", "thread.get", "thread.history"}) {
    table.add({name, "thread", core::Role::kViewer, kQuery, RateBucket::kRead, false, 8192});
  }
}

core::RoomFeatureFactory make_feature(port::SearchIndex& search) {
  return
      [&search](core::RoomContext& room) { return std::make_unique<ThreadFeature>(room, search); };
}

ThreadFeature::ThreadFeature(core::RoomContext& room, port::SearchIndex& search)
    : room_(room), search_(search) {}

// The index is a projection that may have missed the last moments before a crash, so it is fed at
// replay too. Hits are read back (THR24): one too many never shows.
void ThreadFeature::apply(const core::Event& event) {
  state_.apply(event);
  if (!event.kind.starts_with("thread.")) return;
  const std::string thread = thread_id(object_of(event.body));
  const bool edits = event.kind == "thread.edited";
  const std::string id = search_id(has_comment(event) ? event.seq : event.ref, thread);
  if (event.kind == "thread.deleted") return search_.remove(room_.id(), "thread", id);
  if ((!has_comment(event) && !edits) || event.content.empty()) return;
  const json::object content = object_of(edits ? event.content : message_text(event));
  const std::string text(string_member(content, "text").value_or(""));
  if (text.empty()) return;  // THR18: a first comment without words
  search_.put({room_.id(), "thread", id, event.actor.id, event.at, text});
}

std::vector<port::Write> ThreadFeature::rows(const core::Event& event) const {
  if (!event.kind.starts_with("thread.")) return {};
  const json::object body = object_of(event.body);
  if (has_comment(event)) return opened_rows(event, body);
  const Place place{root_of(body), event.ref};
  if (event.kind == "thread.edited" && !event.content.empty()) {
    json::object row = object_of(event.content);
    row["edited_at"] = event.at;
    row["events"] = body.at("events");
    return {port::Put{key(edit_key(place)), json::serialize(row), {}, 0}};
  }
  if (event.kind == "thread.deleted") return deleted_rows(event, body);
  if (event.kind == "thread.reacted") return reacted_rows(event, body);
  if (event.kind == "thread.resolved") {
    json::object row{{"from", json::parse(to_json(event.actor))}, {"at", event.at}};
    if (body.contains("outcome")) row["outcome"] = body.at("outcome");
    return {port::Put{key(resolved_key(place.root)), json::serialize(row), {}, 0}};
  }
  if (event.kind == "thread.reopened") return {port::Delete{key(resolved_key(place.root)), {}}};
  return {};
}

std::vector<port::Write> ThreadFeature::opened_rows(const core::Event& event,
                                                    const json::object& body) const {
  std::vector<port::Write> writes{port::Put{key(comment_key({root_of(body), event.seq})),
                                            comment_of(event, thread_id(body), message_text(event)),
                                            {},
                                            0}};
  if (event.kind == "thread.opened") {
    writes.push_back(
        port::Put{key(head_key(event.seq)), json::serialize(head_of(event, body)), {}, 0});
  }
  return writes;
}

std::vector<port::Write> ThreadFeature::deleted_rows(const core::Event& event,
                                                     const json::object& body) const {
  const Place place{root_of(body), event.ref};
  std::vector<port::Write> writes{port::Delete{key(edit_key(place)), {}}};
  if (bool_member(body, "gone", false)) {
    writes.push_back(port::Delete{key(comment_key(place)), {}});
    writes.push_back(port::Delete{key(head_key(place.root)), {}});
    writes.push_back(port::Delete{key(resolved_key(place.root)), {}});
    return writes;
  }
  const json::object& kept = body.at("kept").as_object();
  writes.push_back(port::Put{key(comment_key(place)),
                             tombstone({std::string_view(kept.at("id").as_string()), place.seq,
                                        std::string_view(body.at("thread").as_string()),
                                        json::serialize(core::named(kept.at("from"), event)),
                                        int_member(kept, "at").value_or(0)}),
                             {},
                             0});
  // The first comment takes the quote with it; the rest of the head is in the event.
  if (body.contains("head")) {
    json::object head = body.at("head").as_object();
    head["from"] = core::named(head.at("from"), event);
    writes.push_back(port::Put{key(head_key(place.root)), json::serialize(head), {}, 0});
  }
  return writes;
}

std::vector<port::Write> ThreadFeature::reacted_rows(const core::Event& event,
                                                     const json::object& body) const {
  const Place place{root_of(body), event.ref};
  port::RecordKey reaction =
      key(reaction_key(place, std::string_view(body.at("emoji").as_string()), event.actor.id));
  std::vector<port::Write> writes{
      port::Put{key(kinds_key(place)), json::serialize(body.at("kinds")), {}, 0}};
  if (bool_member(body, "on", true)) {
    writes.push_back(port::Put{std::move(reaction), "", {}, 0});
  } else {
    writes.push_back(port::Delete{std::move(reaction), {}});
  }
  return writes;
}

std::optional<core::Rendered> ThreadFeature::render(const core::Event& event) const {
  if (!event.kind.starts_with("thread.")) return std::nullopt;
  const json::object body = object_of(event.body);
  std::string out = "[" + json_text::quote(room_.id()) + ",{\"seq\":" + std::to_string(event.seq) +
                    ",\"at\":" + std::to_string(event.at) + ",\"from\":" + to_json(event.actor) +
                    ",\"thread\":";
  const std::string thread = json_text::quote(thread_id(body));
  const std::string target = ",\"target\":" + std::to_string(event.ref);
  std::string name = event.kind;
  if (event.kind == "thread.opened") {
    const Thread fresh{thread_id(body), event.seq, {},           {}, false, 1, 1,
                       event.seq,       event.at,  kind_of(body)};
    out += thread_text(
        {head_of(event, body), {}, &fresh, comment_of(event, fresh.id, message_text(event))});
  } else if (event.kind == "thread.replied") {
    out += thread + ",\"message\":" + comment_of(event, thread_id(body), message_text(event));
  } else if (event.kind == "thread.edited") {
    if (event.content.empty()) return std::nullopt;  // deleted since
    out += thread + target + ",\"text\":" + json::serialize(object_of(event.content).at("text")) +
           ",\"edited_at\":" + std::to_string(event.at);
  } else if (event.kind == "thread.deleted") {
    out += thread + target + ",\"gone\":" + json::serialize(body.at("gone"));
  } else if (event.kind == "thread.reacted") {
    name = "thread.reaction";
    out += thread + target + ",\"emoji\":" + json::serialize(body.at("emoji")) +
           ",\"on\":" + json::serialize(body.at("on"));
  } else {
    out += thread;
    if (body.contains("outcome")) out += ",\"outcome\":" + json::serialize(body.at("outcome"));
  }
  core::Rendered rendered{std::move(name), out + "}]"};
  rendered.about = event.kind == "thread.opened" ? event.seq : root_of(body);
  return rendered;
}

void ThreadFeature::describe_join(const core::Principal& self, json::object& answer) const {
  answer["open_threads"] = state_.open(room_.visible_from(self.id));
}

void ThreadFeature::query(const core::Command& command, core::Reply reply) {
  run_query({room_, state_}, command, std::move(reply));
}

}  // namespace atelier::feature::thread
