// What the routes have in common: asking the workspace, a room or the pool on behalf of a call and
// failing the call when that fails; cookies; and the shapes of the OpenAPI description.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/on_executor.h"
#include "gateway/http/api_call.h"
#include "gateway/rest/services.h"

namespace atelier::gateway {

using Call = std::shared_ptr<ApiCall>;
using Handler = std::function<void(ApiCall)>;

/// A route handler that gets its call shared, so that several callbacks may hold it.
template <class F>
Handler shared(F handle) {
  return [handle = std::move(handle)](ApiCall call) {
    handle(std::make_shared<ApiCall>(std::move(call)));
  };
}

/// `then` gets the answer; errors answer the call.
template <class F>
void ask(Services& services, const Call& call, core::Principal who, std::string name,
         const json::object& body, F then) {
  ask_workspace(services.workspace, call->loop(), std::move(who), std::move(name), body,
                [call, then = std::move(then)](Result<json::object> answer) mutable {
                  if (!answer) return call->fail(answer.error());
                  then(std::move(*answer));
                });
}

/// A command of a room as the caller; `access` says with which rights.
template <class F>
void ask_room(Services& services, const Call& call, core::Access access, const std::string& room,
              std::string name, const json::object& body, F then) {
  core::CommandRequest request;
  request.room = room;
  request.name = std::move(name);
  request.body = json::serialize(body);
  request.access = std::move(access);
  services.hub.execute(call->loop(), std::move(request),
                       [call, then = std::move(then)](Result<core::Answer> answer) mutable {
                         if (!answer) return call->fail(answer.error());
                         then(std::move(*answer));
                       });
}

/// Runs `work` on the pool and `then(result)` back on the loop of the call.
template <class Work, class Then>
void on_pool(Services& services, const Call& call, Work work, Then then) {
  port::Executor& loop = *services.loops[call->loop()];
  // Shared, so that whatever belongs to the loop is destroyed there and not on the pool.
  auto next = std::make_shared<Then>(std::move(then));
  const bool taken = services.pool.submit(
      call->request().remote_address, [&loop, call, next, work = std::move(work)]() mutable {
        loop.post([call = std::move(call), next = std::move(next), result = work()]() mutable {
          (*next)(std::move(result));
        });
      });
  if (!taken) call->fail({Errc::kUnavailable, "The server is busy: try again.", 1000});
}

core::Access server_access(core::Principal who);

/// The body of a call; nothing when it was bad and the call is answered.
std::optional<json::object> body_of(const Call& call);
/// A required text of the body; nothing when it was bad and the call is answered.
std::optional<std::string> text_of(const Call& call, const json::object& body, std::string_view key,
                                   std::size_t longest);

void set_cookie(ApiCall& call, std::string_view name, const std::string& value,
                std::int64_t max_age_seconds);

/// Where the bytes of an upload are.
std::string file_blob_key(const std::string& room, const std::string& file);

/// `{id, name, kind}`
json::object describe(const core::Principal& principal);
json::object describe(const Identity& identity);

/// {"type":"object","required":[...],"properties":{...}}; each field is "name:type" with JSON
/// Schema types, "name?:type" when optional.
std::string schema(std::initializer_list<std::string_view> fields);

}  // namespace atelier::gateway
