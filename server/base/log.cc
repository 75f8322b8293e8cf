#include "base/log.h"

#include <spdlog/async.h>
#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/json_text.h"
#include "base/recent_log.h"

namespace atelier::log {
namespace {

constexpr std::size_t kQueuedLines = 8192;

// What of the log is kept in memory; as the logger it has no owner.
const std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt>& recent() {
  static const auto instance = std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(kRecentLines);
  return instance;
}

// The one process-wide object: logs have no owner to inject them everywhere (style guide, log).
spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    spdlog::init_thread_pool(kQueuedLines, 1);
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    const std::vector<spdlog::sink_ptr> sinks{std::move(sink), recent()};
    auto made = std::make_shared<spdlog::async_logger>(
        "atelier", sinks.begin(), sinks.end(), spdlog::thread_pool(),
        spdlog::async_overflow_policy::overrun_oldest);
    made->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})");
    recent()->set_level(spdlog::level::warn);
    recent()->set_pattern(R"({"at":%E%e,"level":"%l",%v})");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum native(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarn:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string member(std::string_view key, std::string_view raw) {
  std::string out;
  json_text::append_quoted(out, key);
  out += ':';
  out += raw;
  return out;
}

}  // namespace

Field::Field(std::string_view key, std::string_view text)
    : text_(member(key, json_text::quote(text))) {}
Field::Field(std::string_view key, bool flag) : text_(member(key, flag ? "true" : "false")) {}
Field::Field(std::string_view key, std::int64_t number)
    : text_(member(key, std::to_string(number))) {}
Field::Field(std::string_view key, std::uint64_t number)
    : text_(member(key, std::to_string(number))) {}

void set_level(Level lowest) {
  logger().set_level(native(lowest));
}

void write(Level level, std::string_view event, Fields fields) {
  spdlog::logger& to = logger();
  if (!to.should_log(native(level))) return;
  std::string line = member("event", json_text::quote(event));
  for (const Field& field : fields) {
    line += ',';
    line += field.text();
  }
  to.log(native(level), spdlog::string_view_t(line));
}

std::vector<std::string> recent_lines() {
  std::vector<std::string> lines = recent()->last_formatted();
  std::ranges::reverse(lines);
  return lines;
}

}  // namespace atelier::log
