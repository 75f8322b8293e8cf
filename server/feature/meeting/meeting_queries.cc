#include "feature/meeting/meeting_queries.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/ledger.h"
#include "core/on_executor.h"
#include "feature/meeting/meeting_limits.h"

namespace atelier::feature::meeting {
namespace {

Error store_failed() {
  return unavailable("The store does not answer now: try again.");
}
Error no_such_meeting() {
  return not_found("There is no such meeting in this room.");
}

json::object things_of(const json::object& record) {
  const json::value* things = record.if_contains("things");
  return things != nullptr && things->is_object() ? things->get_object() : json::object();
}

std::size_t count_in(const json::object& summary, std::string_view key) {
  const json::value* list = summary.if_contains(key);
  return list != nullptr && list->is_array() ? list->get_array().size() : 0;
}

/// As meeting.list shows it: numbers in the place of lists.
json::object entry_of(const RoomThings& room, const json::object& record) {
  json::object out = record;
  json::object held;
  room.describe(things_of(record), held);
  out["people"] = count_in(record, "people");
  out["decisions"] = count_in(held, "decisions");
  out["threads"] = count_in(held, "threads");
  out.erase("things");
  return out;
}

json::object summary_of(const RoomThings& room, const json::object& record) {
  json::object head = record;
  json::object out;
  out["people"] = record.contains("people") ? record.at("people") : json::array();
  head.erase("people");
  head.erase("things");
  out["meeting"] = std::move(head);
  room.describe(things_of(record), out);
  return out;
}

void answer_list(QueryContext context, const json::object& body, core::Reply reply) {
  const std::int64_t before = int_member(body, "before").value_or(0);
  const std::int64_t limit = int_member(body, "limit").value_or(kDefaultPage);
  if (before < 0 || limit < 1 || limit > static_cast<std::int64_t>(kPageMeetings)) {
    return reply(invalid("before is the seq of a meeting, limit is 1 to 50."));
  }
  const std::string until =
      before == 0 ? std::string("meeting/m0") : record_key(static_cast<std::uint64_t>(before));
  json::object out;
  if (context.live != nullptr) out["live"] = head_of(*context.live);
  // No meeting is older than seq 1.
  const std::string from = record_key(std::max<std::uint64_t>(context.from, 1));
  context.room.store().query(
      {context.room.partition(), from, until, static_cast<std::size_t>(limit), true},
      core::on(context.room.executor(), context.room.alive(),
               [&things = context.things, out = std::move(out),
                reply = std::move(reply)](const port::Page& page) mutable {
                 if (page.status != port::StoreStatus::kOk) return reply(store_failed());
                 json::array list;
                 for (const port::Record& record : page.records) {
                   list.push_back(entry_of(things, object_of(record.value)));
                 }
                 out["meetings"] = std::move(list);
                 out["has_more"] = page.has_more;
                 reply(core::Answer{json::serialize(out)});
               }));
}

void read_record(QueryContext context, std::uint64_t seq, json::value sent, core::Reply reply) {
  context.room.store().get(
      {{context.room.partition(), record_key(seq)}},
      core::on(context.room.executor(), context.room.alive(),
               [&things = context.things, sent = std::move(sent),
                reply = std::move(reply)](const port::ReadResult& read) mutable {
                 if (read.status != port::StoreStatus::kOk) return reply(store_failed());
                 if (read.records.empty()) return reply(no_such_meeting());
                 json::object out = summary_of(things, object_of(read.records[0].value));
                 if (!sent.is_null()) out["sent"] = std::move(sent);
                 reply(core::Answer{json::serialize(out)});
               }));
}

void answer_summary(QueryContext context, const std::string& id, core::Reply reply) {
  if (context.live != nullptr && context.live->id == id) {
    const json::object record = record_of(*context.live, context.room.now());
    return reply(core::Answer{json::serialize(summary_of(context.things, record))});
  }
  if (id.empty() || id.size() > 64) return reply(no_such_meeting());
  const std::string& partition = context.room.partition();
  context.room.store().get(
      {{partition, index_key(id)}, {partition, sent_key(id)}},
      core::on(context.room.executor(), context.room.alive(),
               [context, id, reply = std::move(reply)](const port::ReadResult& read) mutable {
                 if (read.status != port::StoreStatus::kOk) return reply(store_failed());
                 std::uint64_t seq = 0;
                 json::value sent;
                 for (const port::Record& record : read.records) {
                   const std::string& text = record.value;
                   if (record.key.sort == index_key(id)) {
                     std::from_chars(text.data(), text.data() + text.size(), seq);
                   } else {
                     sent = object_of(text);
                   }
                 }
                 if (seq == 0) return reply(no_such_meeting());
                 read_record(context, seq, std::move(sent), std::move(reply));
               }));
}

}  // namespace

void run_query(QueryContext context, const core::Command& command, core::Reply reply) {
  const json::object body = object_of(command.body);
  context.from = context.room.visible_from(command.principal.id);
  if (command.name == "meeting.list") return answer_list(context, body, std::move(reply));
  answer_summary(context, text_of(body, "meeting"), std::move(reply));
}

}  // namespace atelier::feature::meeting
