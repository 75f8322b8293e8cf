#include "feature/thread/thread_queries.h"

#include "base/json.h"
#include "base/json_text.h"
#include "core/on_executor.h"
#include "feature/thread/thread_comment.h"
#include "feature/thread/thread_event.h"
#include "feature/thread/thread_history.h"
#include "feature/thread/thread_limits.h"

namespace atelier::feature::thread {
namespace {

Error store_failed() {
  return unavailable("The store does not answer now: try again.");
}

struct ListQuery {
  ThreadFilter filter = {};
  std::uint64_t before = 0;
  std::size_t limit = kDefaultPage;
};

Result<ListQuery> read_list_query(const json::object& body) {
  ListQuery query;
  query.filter.surface = string_member(body, "surface").value_or("");
  query.filter.target = string_member(body, "target").value_or("");
  const std::string_view state = string_member(body, "state").value_or("open");
  if (state != "all") {
    if (state != "open" && state != "resolved") return invalid("state is open, resolved or all.");
    query.filter.resolved = state == "resolved";
  }
  ATELIER_TRY(query.filter.kinds, KindSet::read(body));
  const auto before = int_member(body, "before").value_or(0);
  if (before < 0 || (body.contains("before") && !int_member(body, "before"))) {
    return invalid("before must be a last_seq.");
  }
  query.before = static_cast<std::uint64_t>(before);
  const std::int64_t limit = int_member(body, "limit").value_or(kDefaultPage);
  if (limit < 1 || limit > static_cast<std::int64_t>(kPageThreads)) {
    return invalid("limit must be from 1 to 100.");
  }
  query.limit = static_cast<std::size_t>(limit);
  return query;
}

void answer_list(QueryContext context, const json::object& body, std::uint64_t from,
                 core::Reply reply) {
  auto query = read_list_query(body);
  if (!query) return reply(query.error());
  query->filter.from = from;
  Threads threads;
  for (const Thread* each : context.state.list(query->filter, query->before, query->limit + 1)) {
    threads.push_back(*each);
  }
  const bool has_more = threads.size() > query->limit;
  if (has_more) threads.pop_back();
  read_threads(context, std::move(threads),
               [has_more, reply = std::move(reply)](Result<std::vector<std::string>> read) mutable {
                 if (!read) return reply(read.error());
                 std::string list;
                 for (const std::string& text : *read) list += (list.empty() ? "" : ",") + text;
                 core::Answer answer;
                 answer.body = "{\"threads\":[" + list +
                               "],\"has_more\":" + (has_more ? "true" : "false") + '}';
                 reply(std::move(answer));
               });
}

void answer_thread(QueryContext context, const Thread& thread, core::Reply reply) {
  read_threads(context, {thread},
               [reply = std::move(reply)](Result<std::vector<std::string>> read) mutable {
                 if (!read) return reply(read.error());
                 if (read->empty()) return reply(not_found("That thread was deleted."));
                 core::Answer answer;
                 answer.body = "{\"thread\":" + read->front() + '}';
                 reply(std::move(answer));
               });
}

// The rows of each thread: head, whether it is resolved, first comment, its edit.
std::vector<std::string> rows_of(const Thread& thread) {
  const Place first{thread.root, thread.root};
  return {head_key(thread.root), resolved_key(thread.root), comment_key(first), edit_key(first)};
}

std::vector<std::string> put_together(const std::string& partition, const Threads& threads,
                                      const core::Rows& rows) {
  std::vector<std::string> out;
  for (const Thread& thread : threads) {
    std::vector<const std::string*> found;
    for (std::string& sort : rows_of(thread)) found.push_back(rows.find({partition, sort}));
    if (found[0] == nullptr || found[2] == nullptr) continue;
    Amendments amendments;
    if (found[3] != nullptr) {
      const json::object edit = object_of(*found[3]);
      amendments.text = std::string(string_member(edit, "text").value_or(""));
      amendments.edited_at = int_member(edit, "edited_at").value_or(0);
    }
    out.push_back(thread_text({object_of(*found[0]), found[1] != nullptr ? *found[1] : "", &thread,
                               amend(*found[2], amendments)}));
  }
  return out;
}

}  // namespace

std::string thread_text(const ThreadParts& parts) {
  std::string out = json::serialize(parts.head);
  out.back() = ',';
  out += "\"kind\":\"" + std::string(name_of(parts.thread->kind)) + "\",";
  out += std::string("\"state\":\"") + (parts.thread->resolved ? "resolved\"" : "open\"");
  if (parts.thread->resolved && !parts.resolved.empty()) out += ",\"resolved\":" + parts.resolved;
  out += ",\"comments\":" + std::to_string(parts.thread->comments);
  out += ",\"last_seq\":" + std::to_string(parts.thread->last_seq);
  out += ",\"last_at\":" + std::to_string(parts.thread->last_at);
  return out + ",\"message\":" + parts.message + '}';
}

std::string search_id(std::uint64_t seq, std::string_view thread) {
  return std::to_string(seq) + '/' + std::string(thread);
}

void read_threads(QueryContext context, Threads threads,
                  UniqueFunction<void(Result<std::vector<std::string>>)> done) {
  if (threads.empty()) return done(std::vector<std::string>());
  std::vector<port::RecordKey> keys;
  for (const Thread& thread : threads) {
    for (std::string& sort : rows_of(thread)) {
      keys.push_back({context.room.partition(), std::move(sort)});
    }
  }
  context.room.store().get(
      std::move(keys), core::on(context.room.executor(), context.room.alive(),
                                [partition = context.room.partition(), threads = std::move(threads),
                                 done = std::move(done)](port::ReadResult read) mutable {
                                  if (read.status != port::StoreStatus::kOk)
                                    return done(store_failed());
                                  core::Rows rows;
                                  for (port::Record& each : read.records)
                                    rows.put(each.key, std::move(each.value));
                                  done(put_together(partition, threads, rows));
                                }));
}

void run_query(QueryContext context, const core::Command& command, core::Reply reply) {
  json::object body;
  if (command.body != "null") {
    auto parsed = parse_json(command.body);
    if (!parsed || !parsed->is_object()) {
      return reply(invalid(command.name + " takes an object."));
    }
    body = std::move(parsed->get_object());
  }
  const std::uint64_t from = context.room.visible_from(command.principal.id);
  if (command.name == "thread.list") {
    return answer_list(context, body, from, std::move(reply));
  }
  const auto id = string_member(body, "thread");
  if (!id) return reply(invalid("thread must be the id of a thread."));
  const Thread* thread = context.state.find(*id);
  if (thread == nullptr || thread->root < from) {
    return reply(
        not_found("There is no such thread in this room: it was deleted, or never there."));
  }
  if (command.name == "thread.get") return answer_thread(context, *thread, std::move(reply));
  read_history(context, *thread, body, std::move(reply));
}

}  // namespace atelier::feature::thread
