// What owners see of the server and set for the workspace (RST41 to RST44). What a process knows of
// itself comes in as ServerFacts; knows neither disks nor sockets.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "gateway/rest/routes.h"

namespace atelier::gateway {

struct RoomBytes {
  std::int64_t log = 0;        // of the log and its rows
  std::int64_t documents = 0;  // of their logs
  std::int64_t files = 0;      // how many
  std::int64_t file_bytes = 0;
};

struct StorageFacts {
  json::object totals;  // members of the answer of RST41
  std::map<std::string, RoomBytes> rooms;
};

struct ServerFacts {
  /// RST42; on any loop, in memory only.
  std::function<json::object()> health = [] { return json::object(); };
  /// On the pool: reads the whole store.
  std::function<Result<StorageFacts>()> storage = [] { return StorageFacts(); };
  /// As the configuration has it (RST43).
  json::object configured = {};
};

/// `facts` outlives the api.
void add_admin_routes(Api& api, Services& services, const ServerFacts& facts);

/// The limits of the workspace (AUTH74) from the answer of people.state, and what the configuration
/// and they leave together.
std::string registration_of(const Services& services, const json::object& state);
std::string guests_of(const Services& services, const json::object& state);

/// `then` when the caller may make one more room; else the call is answered.
void may_make_room(Services& services, const Call& call, Task then);
/// `then` when an upload of that many bytes is allowed; else the call is answered.
void may_upload(Services& services, const Call& call, std::size_t bytes, Task then);

}  // namespace atelier::gateway
