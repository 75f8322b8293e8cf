#include "app/server_facts.h"

#include <filesystem>
#include <utility>

#include "adapter/sqlite/partition_sizes.h"
#include "app/actors.h"
#include "base/recent_log.h"

namespace atelier::app {
namespace {

constexpr std::int64_t kUploadMegabytes = 100;

std::int64_t size_of(const std::filesystem::path& file) {
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(file, failed);
  return failed ? 0 : static_cast<std::int64_t>(size);
}

/// A database with what it has not taken in yet.
std::int64_t size_of_database(const std::filesystem::path& file) {
  return size_of(file) + size_of(file.string() + "-wal");
}

std::int64_t size_below(const std::filesystem::path& folder) {
  std::error_code failed;
  std::int64_t bytes = 0;
  std::filesystem::recursive_directory_iterator at(folder, failed);
  for (; !failed && at != std::filesystem::recursive_directory_iterator(); at.increment(failed)) {
    if (at->is_regular_file(failed)) bytes += size_of(at->path());
  }
  return bytes;
}

json::object totals_of(const FactSources& sources) {
  const std::filesystem::path folder(sources.config.data);
  std::error_code failed;
  const std::filesystem::space_info space = std::filesystem::space(folder, failed);
  json::object totals{{"database_bytes", size_of_database(folder / "records.db")},
                      {"search_bytes", size_of_database(folder / "search.db")},
                      {"file_bytes", size_below(folder / "blobs")},
                      {"low", sources.platform.records->stats().disk_is_low},
                      {"least_free_bytes", sources.config.min_free_mb * 1024 * 1024}};
  if (!failed) totals["free_bytes"] = static_cast<std::int64_t>(space.available);
  if (!failed) totals["disk_bytes"] = static_cast<std::int64_t>(space.capacity);
  return totals;
}

/// The room of a partition "room/<workspace>/<room>" or "document/<workspace>/<room>/<name>"; empty
/// for others.
std::string room_in(const std::string& partition, const std::string& kind) {
  const std::string prefix = kind + '/' + kWorkspace + '/';
  if (!partition.starts_with(prefix)) return {};
  return partition.substr(prefix.size(), partition.find('/', prefix.size()) - prefix.size());
}

Result<gateway::StorageFacts> storage_of(const FactSources& sources) {
  ATELIER_TRY(const auto sizes, adapter::partition_sizes(sources.config.data));
  gateway::StorageFacts facts;
  facts.totals = totals_of(sources);
  for (const auto& [partition, size] : sizes) {
    if (const std::string room = room_in(partition, "room"); !room.empty()) {
      gateway::RoomBytes& bytes = facts.rooms[room];
      bytes.log += size.bytes;
      bytes.files += size.files;
      bytes.file_bytes += size.file_bytes;
    }
    if (const std::string room = room_in(partition, "document"); !room.empty()) {
      facts.rooms[room].documents += size.bytes;
    }
  }
  return facts;
}

json::object commits_of(const adapter::StoreStats& stats) {
  const std::uint64_t mean = stats.commits == 0 ? 0 : stats.commit_us_sum / stats.commits;
  return {{"count", stats.commits},
          {"mean_us", mean},
          {"max_us", stats.commit_us_max},
          {"queued", stats.queued},
          {"failures", stats.failures}};
}

json::object mail_of(const FactSources& sources) {
  const feature::mail::OutboxStats stats = sources.outbox.stats();
  return {{"server", sources.outbox.has_mail_server()},
          {"waiting", stats.waiting},
          {"sent", stats.sent},
          {"failed", stats.failed}};
}

json::object health_of(const FactSources& sources, MonoMs started) {
  json::object out{{"uptime_ms", sources.platform.clock.mono() - started},
                   {"server_time", sources.platform.clock.wall()},
                   {"loops", sources.platform.loops.size()},
                   {"commits", commits_of(sources.platform.records->stats())},
                   {"mail", mail_of(sources)}};
  const std::string reason = sources.not_ready();
  out["ready"] = reason.empty();
  if (!reason.empty()) out["reason"] = reason;
  if (const net::Server* server = sources.server()) {
    const net::ServerStats stats = server->stats();
    out["connections"] = stats.connections;
    out["websockets"] = stats.websockets;
    out["requests"] = stats.requests_total;
  }
  json::array errors;
  for (const std::string& line : log::recent_lines()) {
    if (auto parsed = parse_json(line)) errors.push_back(std::move(*parsed));
  }
  out["errors"] = std::move(errors);
  return out;
}

json::object configured(const Config& config) {
  return {{"registration", config.registration},    {"guests", config.guests},
          {"upload_mb", kUploadMegabytes},          {"rate_limits", config.rate_limits},
          {"least_free_mb", config.min_free_mb},    {"mail", !config.mail_url.empty()},
          {"tls", !config.tls_certificate.empty()}, {"embedders", config.jwt_keys.size()}};
}

}  // namespace

gateway::ServerFacts make_facts(FactSources sources) {
  const MonoMs started = sources.platform.clock.mono();
  gateway::ServerFacts facts;
  facts.configured = configured(sources.config);
  facts.health = [sources, started] { return health_of(sources, started); };
  facts.storage = [sources = std::move(sources)] { return storage_of(sources); };
  return facts;
}

}  // namespace atelier::app
