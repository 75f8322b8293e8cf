// RST10, RST11, RST17 and THR25: messages and threads of a room, and the logs of a room and of the
// workspace.
#include <limits>

#include "gateway/rest/activity_csv.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

constexpr std::int64_t kEventsAtOnce = 200;

/// Numbers of the query as members of a command's body; nothing when the call is answered.
std::optional<json::object> numbers_of(const Call& call,
                                       std::initializer_list<std::string_view> names) {
  json::object body;
  for (const std::string_view name : names) {
    if (!call->query(name)) continue;
    const auto value = call->query_int(name, 0, 0, std::numeric_limits<std::int64_t>::max());
    if (!value) {
      call->fail(value.error());
      return std::nullopt;
    }
    body[name] = *value;
  }
  return body;
}

void add_texts(const Call& call, json::object& body,
               std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (auto text = call->query(name)) body[name] = *text;
  }
}

void ask_and_reply(Services& services, const Call& call, std::string name,
                   const json::object& body) {
  const std::string& room = call->parameter(0);
  ask_room(services, call, call->identity.access(room), room, std::move(name), body,
           [call](core::Answer answer) { call->reply_text(200, std::move(answer.body)); });
}

void messages(Services& services, const Call& call) {
  const auto body = numbers_of(call, {"before", "after", "around", "limit", "thread_root"});
  if (body) ask_and_reply(services, call, "chat.history", *body);
}

void threads(Services& services, const Call& call) {
  auto body = numbers_of(call, {"before", "limit"});
  if (!body) return;
  add_texts(call, *body, {"surface", "target", "state", "kind"});
  ask_and_reply(services, call, "thread.list", *body);
}

void thread(Services& services, const Call& call) {
  auto body = numbers_of(call, {"before", "after", "limit"});
  if (!body) return;
  body->emplace("thread", call->parameter(1));
  ask_and_reply(services, call, "thread.history", *body);
}

void activity(Services& services, const Call& call) {
  auto body = numbers_of(call, {"before", "limit"});
  if (!body) return;
  add_texts(call, *body, {"kind", "person", "surface"});
  ask_and_reply(services, call, "room.activity", *body);
}

/// RST47: `ask` is told which page; the first is asked before the answer begins, so that what is
/// wrong has its own status.
void send_csv(Services& services, const Call& call, const std::string& name, ActivityCsv::Ask ask) {
  ask(0, [&services, call, name, ask](const Result<json::object>& first) {
    if (!first) return call->fail(first.error());
    port::HttpResponse head{200,
                            {{"Content-Type", "text/csv; charset=utf-8"},
                             {"Content-Disposition", "attachment; filename=\"" + name + ".csv\""},
                             {"Cache-Control", "no-store"},
                             {"X-Content-Type-Options", "nosniff"},
                             {"X-Accel-Buffering", "no"}},
                            {}};
    std::make_shared<ActivityCsv>(*services.loops[call->loop()],
                                  call->take_exchange()->stream(std::move(head)), ask)
        ->start(*first);
  });
}

json::object page_query(const json::object& filters, std::int64_t before) {
  json::object body = filters;
  body["limit"] = kEventsAtOnce;
  if (before > 0) body["before"] = before;
  return body;
}

void activity_csv(Services& services, const Call& call) {
  json::object filters;
  add_texts(call, filters, {"kind", "person", "surface"});
  const std::string room = call->parameter(0);
  send_csv(services, call, "activity-" + room,
           [&services, loop = call->loop(), access = call->identity.access(room), room,
            filters = std::move(filters)](std::int64_t before, ActivityCsv::Page then) {
             core::CommandRequest request;
             request.room = room;
             request.name = "room.activity";
             request.body = json::serialize(page_query(filters, before));
             request.access = access;
             services.hub.execute(loop, std::move(request),
                                  [then = std::move(then)](Result<core::Answer> answer) mutable {
                                    if (!answer) return then(answer.error());
                                    then(object_of(answer->body));
                                  });
           });
}

void meetings(Services& services, const Call& call) {
  const auto body = numbers_of(call, {"before", "limit"});
  if (body) ask_and_reply(services, call, "meeting.list", *body);
}

void meeting(Services& services, const Call& call) {
  ask_and_reply(services, call, "meeting.summary", {{"meeting", call->parameter(1)}});
}

void audit(Services& services, const Call& call) {
  if (!call->identity.workspace_owner) {
    return call->fail(forbidden("Only owners of the workspace read its log."));
  }
  auto body = numbers_of(call, {"before", "limit"});
  if (!body) return;
  add_texts(call, *body, {"kind", "person"});
  ask(services, call, call->identity.principal, "workspace.activity", *body,
      [call](const json::object& page) { call->reply(200, page); });
}

void audit_csv(Services& services, const Call& call) {
  if (!call->identity.workspace_owner) {
    return call->fail(forbidden("Only owners of the workspace read its log."));
  }
  json::object filters;
  add_texts(call, filters, {"kind", "person"});
  send_csv(services, call, "audit",
           [&services, loop = call->loop(), who = call->identity.principal,
            filters = std::move(filters)](std::int64_t before, ActivityCsv::Page then) {
             ask_workspace(services.workspace, loop, who, "workspace.activity",
                           page_query(filters, before), std::move(then));
           });
}

}  // namespace

void add_history_routes(Api& api, Services& services) {
  const std::string events = schema({"events:array", "has_more:boolean", "next?:integer"});
  api.add({"GET", "/rooms/{room}/messages", "Messages of a room, oldest first", Caller::kKnown,
           shared([&services](const Call& call) { messages(services, call); }), 8192, "",
           schema({"messages:array", "has_more:boolean", "has_more_after?:boolean"})});
  api.add({"GET", "/rooms/{room}/threads", "Threads of a room, the most recently active first",
           Caller::kKnown, shared([&services](const Call& call) { threads(services, call); }), 8192,
           "", schema({"threads:array", "has_more:boolean"})});
  api.add({"GET", "/rooms/{room}/threads/{thread}", "A thread with its comments, oldest first",
           Caller::kKnown, shared([&services](const Call& call) { thread(services, call); }), 8192,
           "", schema({"thread:object", "messages:array", "has_more:boolean"})});
  api.add({"GET", "/rooms/{room}/meetings", "Meetings of a room, newest first", Caller::kKnown,
           shared([&services](const Call& call) { meetings(services, call); }), 8192, "",
           schema({"meetings:array", "live?:object", "has_more:boolean"})});
  api.add({"GET", "/rooms/{room}/meetings/{meeting}", "The summary of a meeting", Caller::kKnown,
           shared([&services](const Call& call) { meeting(services, call); }), 8192, "",
           schema({"meeting:object", "people:array", "decisions:array", "threads:array",
                   "surfaces:array", "files:array", "sent?:object"})});
  api.add({"GET", "/rooms/{room}/activity", "The log of a room, newest first", Caller::kKnown,
           shared([&services](const Call& call) { activity(services, call); }), 8192, "", events});
  api.add({"GET", "/rooms/{room}/activity.csv", "The log of a room as a table", Caller::kKnown,
           shared([&services](const Call& call) { activity_csv(services, call); }), 8192});
  api.add({"GET", "/audit.csv", "The log of the workspace as a table", Caller::kKnown,
           shared([&services](const Call& call) { audit_csv(services, call); }), 8192});
  api.add({"GET", "/audit", "The log of the workspace, newest first", Caller::kKnown,
           shared([&services](const Call& call) { audit(services, call); }), 8192, "", events});
}

}  // namespace atelier::gateway
