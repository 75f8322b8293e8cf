// RST41 to RST43: storage, health and limits, for owners of the workspace.
#include "gateway/rest/admin.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/keys.h"
#include "core/trash.h"
#include "gateway/rest/room_list.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kRoomsShown = 20;

bool is_owner(const Call& call) {
  if (call->identity.workspace_owner) return true;
  call->fail(forbidden("Only owners of the workspace see and set this."));
  return false;
}

std::int64_t total_of(const RoomBytes& bytes) {
  return bytes.log + bytes.documents + bytes.file_bytes;
}

/// The largest first. Direct rooms are between two people: they have no name here.
json::array largest(const std::map<std::string, RoomBytes>& rooms) {
  std::vector<std::pair<std::string, RoomBytes>> sorted(rooms.begin(), rooms.end());
  std::ranges::sort(
      sorted, [](const auto& a, const auto& b) { return total_of(a.second) > total_of(b.second); });
  if (sorted.size() > kRoomsShown) sorted.resize(kRoomsShown);
  json::array out;
  for (const auto& [room, bytes] : sorted) {
    json::object each{{"bytes", total_of(bytes)},
                      {"messages", bytes.log},
                      {"documents", bytes.documents},
                      {"files", bytes.files},
                      {"file_bytes", bytes.file_bytes}};
    if (room.starts_with(kDirectPrefix)) {
      each["kind"] = "direct";
    } else {
      each["kind"] = "room";
      each["id"] = room;
    }
    out.push_back(std::move(each));
  }
  return out;
}

/// Adds the names that the rows of rooms tell.
void name_rooms(Services& services, const Call& call, json::object answer) {
  const std::string partition = core::workspace_partition(services.options.workspace);
  std::vector<port::RecordKey> keys;
  for (const json::value& room : answer.at("rooms").as_array()) {
    const std::string id = atelier::text_of(room.as_object(), "id");
    if (id.empty()) continue;
    keys.push_back({partition, "room/" + id});
    keys.push_back({partition, std::string(core::kTrashedPrefix) + id});  // there or here
  }
  if (keys.empty()) return call->reply(200, answer);
  services.store.get(std::move(keys),
                     core::on(*services.loops[call->loop()], services.alive,
                              [call, answer = std::move(answer)](port::ReadResult read) mutable {
                                std::map<std::string, std::string> names;
                                for (const port::Record& record : read.records) {
                                  names[record.key.sort.substr(record.key.sort.find('/') + 1)] =
                                      atelier::text_of(object_of(record.value), "name");
                                }
                                for (json::value& each : answer.at("rooms").as_array()) {
                                  json::object& room = each.as_object();
                                  const auto found = names.find(atelier::text_of(room, "id"));
                                  if (found != names.end()) room["name"] = found->second;
                                }
                                call->reply(200, answer);
                              }));
}

void storage(Services& services, const ServerFacts& facts, const Call& call) {
  if (!is_owner(call)) return;
  on_pool(
      services, call, [&facts] { return facts.storage(); },
      [&services, call](Result<StorageFacts> found) {
        if (!found) return call->fail(found.error());
        json::object answer = std::move(found->totals);
        answer["rooms"] = largest(found->rooms);
        name_rooms(services, call, std::move(answer));
      });
}

void health(const Services& services, const ServerFacts& facts, const Call& call) {
  if (!is_owner(call)) return;
  json::object answer = facts.health();
  answer["version"] = services.options.version;
  call->reply(200, answer);
}

void limits(Services& services, const ServerFacts& facts, const Call& call) {
  if (!is_owner(call)) return;
  ask(services, call, server_principal(), "people.state", {},
      [&facts, call](const json::object& state) {
        call->reply(
            200, json::object{{"configured", facts.configured}, {"workspace", state.at("limits")}});
      });
}

void set_limits(Services& services, const Call& call) {
  if (!is_owner(call)) return;
  const auto body = body_of(call);
  if (!body) return;
  json::object change;
  for (const char* key : {"registration", "guests", "upload_mb", "rooms_per_person"}) {
    if (body->contains(key)) change[key] = body->at(key);
  }
  ask(services, call, call->identity.principal, "workspace.limit", change,
      [call](const json::object&) { call->reply(200, json::object()); });
}

}  // namespace

void add_admin_routes(Api& api, Services& services, const ServerFacts& facts) {
  api.add({"GET", "/admin/storage", "What takes how much of the disk", Caller::kKnown,
           shared([&services, &facts](const Call& call) { storage(services, facts, call); }), 8192,
           "",
           schema({"database_bytes?:integer", "search_bytes?:integer", "file_bytes?:integer",
                   "free_bytes?:integer", "low?:boolean", "rooms:array"})});
  api.add({"GET", "/admin/health", "How the server does", Caller::kKnown,
           shared([&services, &facts](const Call& call) { health(services, facts, call); }), 8192,
           "", schema({"version:string", "uptime_ms?:integer", "ready?:boolean"})});
  api.add({"GET", "/admin/limits", "What is configured, and what the workspace limits further",
           Caller::kKnown,
           shared([&services, &facts](const Call& call) { limits(services, facts, call); }), 8192,
           "", schema({"configured:object", "workspace:object"})});
  api.add({"PATCH", "/admin/limits", "Limit the workspace further", Caller::kKnown,
           shared([&services](const Call& call) { set_limits(services, call); }), 8192,
           schema({"registration?:string", "guests?:boolean", "upload_mb?:integer",
                   "rooms_per_person?:integer"}),
           schema({})});
}

}  // namespace atelier::gateway
