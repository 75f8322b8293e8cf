// Structured logs: one JSON object a line on stderr. Never a token, a cookie, a password or
// content. Any thread may log; writing happens on spdlog's own thread, and lines are dropped (and
// counted) rather than blocking an event loop.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace atelier::log {

enum class Level : std::uint8_t { kDebug, kInfo, kWarn, kError };

/// One member of the line; text is quoted, numbers and flags are not.
class Field {
 public:
  Field(std::string_view key, std::string_view text);
  Field(std::string_view key, const char* text) : Field(key, std::string_view(text)) {}
  Field(std::string_view key, const std::string& text) : Field(key, std::string_view(text)) {}
  Field(std::string_view key, bool flag);
  Field(std::string_view key, std::int64_t number);
  Field(std::string_view key, int number) : Field(key, static_cast<std::int64_t>(number)) {}
  Field(std::string_view key, std::uint64_t number);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

using Fields = std::initializer_list<Field>;

void set_level(Level lowest);
void write(Level level, std::string_view event, Fields fields);
inline void debug(std::string_view event, Fields fields = {}) {
  write(Level::kDebug, event, fields);
}
inline void info(std::string_view event, Fields fields = {}) {
  write(Level::kInfo, event, fields);
}
inline void warn(std::string_view event, Fields fields = {}) {
  write(Level::kWarn, event, fields);
}
inline void error(std::string_view event, Fields fields = {}) {
  write(Level::kError, event, fields);
}

}  // namespace atelier::log
