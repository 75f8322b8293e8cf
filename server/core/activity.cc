#include "core/activity.h"

#include <memory>
#include <utility>

#include "base/json_text.h"
#include "base/limits.h"
#include "core/ledger.h"

namespace atelier::core {
namespace {

constexpr std::size_t kEntriesPerRead = 500;
// A rare kind in a long log: answer with what was found so far, and say where to go on.
constexpr std::size_t kMostReads = 40;

std::string shown(const Event& event) {
  return "{\"seq\":" + std::to_string(event.seq) + ",\"kind\":" + json_text::quote(event.kind) +
         ",\"at\":" + std::to_string(event.at) + ",\"actor\":" + to_json(event.actor) +
         ",\"body\":" + event.body + "}";
}

struct Work : std::enable_shared_from_this<Work> {
  Work(LogContext& context, ActivityQuery asked, Reply answer)
      : log(context), query(std::move(asked)), reply(std::move(answer)) {}

  void read(std::string until) {
    ++reads;
    log.store().query(
        {log.partition(), "log/", std::move(until), kEntriesPerRead, true},
        on(log.executor(), log.alive(),
           [self = shared_from_this()](const port::Page& page) { self->take(page); }));
  }

  void take(const port::Page& page) {
    if (page.status != port::StoreStatus::kOk) {
      return reply(Error{Errc::kUnavailable, "the server cannot read this now; try again", 500});
    }
    std::string chain;
    for (const port::Record& record : page.records) {
      if (found == query.limit) return finish(true);
      const auto event = decode_event(record.value, chain);
      last = Ledger::sequence_of(record.key.sort);
      if (event && fits(*event)) add(*event);
    }
    if (!page.has_more) return finish(false);
    if (found == query.limit || reads == kMostReads) return finish(true);
    read(Ledger::log_key(last));
  }

  bool fits(const Event& event) const {
    if (!query.person.empty() && event.actor.id != query.person) return false;
    if (!query.surface.empty() && !is_about(event)) return false;
    if (query.kind.empty() || event.kind == query.kind) return true;
    return query.kind.ends_with('.') && event.kind.starts_with(query.kind);
  }

  bool is_about(const Event& event) const {
    if (event.body.find(query.surface) == std::string::npos) return false;
    const json::object body = object_of(event.body);
    return text_of(body, "surface") == query.surface || text_of(body, "id") == query.surface;
  }

  void add(const Event& event) {
    if (found > 0) list += ',';
    list += shown(event);
    ++found;
  }

  void finish(bool has_more) {
    std::string text = "{\"events\":[" + list + "],\"has_more\":" + (has_more ? "true" : "false");
    if (has_more) text += ",\"next\":" + std::to_string(last);
    reply(Answer{text + "}"});
  }

  LogContext& log;
  ActivityQuery query;
  Reply reply;
  std::string list;
  std::size_t found = 0;
  std::size_t reads = 0;
  std::uint64_t last = 0;
};

}  // namespace

Result<ActivityQuery> read_activity_query(const std::string& body) {
  ActivityQuery query;
  ATELIER_TRY(const json::value value, parse_json(body));
  if (value.is_null()) return query;
  if (!value.is_object()) return invalid("activity takes an object");
  const json::object& asked = value.as_object();
  const std::int64_t before = int_member(asked, "before").value_or(0);
  const std::int64_t limit = int_member(asked, "limit").value_or(50);
  if (before < 0 || limit < 1 || limit > static_cast<std::int64_t>(limits::kEventsPerPage)) {
    return invalid("before is a seq, limit is 1 to 200");
  }
  query.before = static_cast<std::uint64_t>(before);
  query.limit = static_cast<std::size_t>(limit);
  query.kind = std::string(string_member(asked, "kind").value_or(""));
  query.person = std::string(string_member(asked, "person").value_or(""));
  query.surface = std::string(string_member(asked, "surface").value_or(""));
  return query;
}

void list_activity(LogContext& log, ActivityQuery query, Reply reply) {
  std::string until = query.before == 0 ? "log0" : Ledger::log_key(query.before);
  std::make_shared<Work>(log, std::move(query), std::move(reply))->read(std::move(until));
}

}  // namespace atelier::core
