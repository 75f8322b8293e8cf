#include "gateway/rest/activity_csv.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "base/log.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kUnsentBytes = 1024 * 1024;
constexpr DurationMs kLookAgainMs = 10;
constexpr DurationMs kStalledMs = 60'000;
constexpr DurationMs kTryAgainMs = 500;
constexpr int kTries = 60;

/// "2026-11-24T15:30:00.123Z"
std::string time_of(WallMs at) {
  const auto moment =
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at));
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  char text[40];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return text;
}

/// Quoted, and never a formula to a program that would run it: a name is what somebody typed.
std::string cell(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  std::string out = "\"";
  if (!text.empty() && kFormula.find(text[0]) != std::string_view::npos) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string member_of(const json::object& object, std::string_view key) {
  return std::string(string_member(object, key).value_or(""));
}

json::object object_in(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found != nullptr && found->is_object() ? found->get_object() : json::object();
}

bool is_passing(const Error& error) {
  return error.code == Errc::kUnavailable || error.code == Errc::kRateLimited;
}

}  // namespace

std::string csv_line(const json::object& event) {
  const json::object actor = object_in(event, "actor");
  const json::object body = object_in(event, "body");
  std::string line = std::to_string(int_member(event, "seq").value_or(0));
  for (const std::string& text :
       {time_of(int_member(event, "at").value_or(0)), member_of(event, "kind"),
        member_of(actor, "id"), member_of(actor, "name"), member_of(actor, "kind"),
        json::serialize(body)}) {
    line += ',' + cell(text);
  }
  return line + "\r\n";
}

void ActivityCsv::start(const json::object& first) {
  // The stream belongs to this object, so it must not hold it.
  stream_->on_closed([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->end();
  });
  // The mark tells spreadsheets that it is UTF-8.
  stream_->write("\xEF\xBB\xBFseq,time,event,person_id,person,person_kind,details\r\n");
  write(first);
}

void ActivityCsv::write(const json::object& page) {
  std::string text;
  if (const json::value* events = page.if_contains("events"); events != nullptr) {
    for (const json::value& event : events->as_array()) text += csv_line(event.as_object());
  }
  stream_->write(text);
  before_ = int_member(page, "next").value_or(0);
  if (before_ > 0) return go_on();
  stream_->close();
  end();
}

// The stream does not tell when it drains, so it is looked at again.
void ActivityCsv::go_on() {
  const std::size_t waiting = stream_->buffered_bytes();
  if (waiting <= kUnsentBytes) {
    stalled_ms_ = 0;
    return read(kTries);
  }
  stalled_ms_ = waiting == waiting_bytes_ ? stalled_ms_ + kLookAgainMs : 0;
  waiting_bytes_ = waiting;
  if (stalled_ms_ > kStalledMs) return end();
  loop_.run_after(kLookAgainMs, [self = shared_from_this()] {
    if (self->stream_ != nullptr) self->go_on();
  });
}

// Asked as the caller each time, so that a role that was taken away ends it: without its end, the
// peer knows that something is missing.
void ActivityCsv::read(int tries) {
  ask_(before_, [self = shared_from_this(), tries](Result<json::object> page) {
    if (self->stream_ == nullptr) return;
    if (page) return self->write(*page);
    if (!is_passing(page.error()) || tries == 1) {
      log::warn("activity_export.failed", {{"reason", page.error().message}});
      return self->end();
    }
    self->loop_.run_after(kTryAgainMs, [self, tries] {
      if (self->stream_ != nullptr) self->read(tries - 1);
    });
  });
}

void ActivityCsv::end() {
  const auto self = shared_from_this();
  stream_.reset();
}

}  // namespace atelier::gateway
