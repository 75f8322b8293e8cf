#include "wire/http/date.h"

#include <array>
#include <chrono>

namespace atelier::wire::http {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr WallMs kSecondMs = 1000;
constexpr WallMs kDayMs = 86'400 * kSecondMs;

void append_digits(std::string& out, WallMs number, int digits) {
  std::string text = std::to_string(number);
  if (text.size() < static_cast<std::size_t>(digits)) text.insert(0, digits - text.size(), '0');
  out += text;
}

// The number in [from, from + digits), or -1.
int number_at(std::string_view text, std::size_t from, std::size_t digits) {
  int number = 0;
  for (const char c : text.substr(from, digits)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::string format_date(WallMs time) {
  namespace chr = std::chrono;
  const chr::sys_days day{chr::days{time / kDayMs}};
  const chr::year_month_day date{day};
  const WallMs second = time % kDayMs / kSecondMs;
  std::string out(kDays[chr::weekday{day}.c_encoding()]);
  out += ", ";
  append_digits(out, static_cast<unsigned>(date.day()), 2);
  out.append(" ").append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
  append_digits(out, static_cast<int>(date.year()), 4);
  out += ' ';
  append_digits(out, second / 3600, 2);
  out += ':';
  append_digits(out, second / 60 % 60, 2);
  out += ':';
  append_digits(out, second % 60, 2);
  out += " GMT";
  return out;
}

std::optional<WallMs> parse_date(std::string_view text) {
  namespace chr = std::chrono;
  if (text.size() != 29) return std::nullopt;
  unsigned month = 0;
  while (month < kMonths.size() && kMonths[month] != text.substr(8, 3)) ++month;
  const int day = number_at(text, 5, 2);
  const int year = number_at(text, 12, 4);
  if (month == kMonths.size() || day < 1 || year < 1970) return std::nullopt;
  const chr::year_month_day date{chr::year{year}, chr::month{month + 1},
                                 chr::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const WallMs seconds =
      number_at(text, 17, 2) * 3600 + number_at(text, 20, 2) * 60 + number_at(text, 23, 2);
  const WallMs time = chr::sys_days{date}.time_since_epoch().count() * kDayMs + seconds * kSecondMs;
  // Writing it again finds every other mistake: weekday, separators, 25 o'clock.
  if (seconds < 0 || format_date(time) != text) return std::nullopt;
  return time;
}

}  // namespace atelier::wire::http
