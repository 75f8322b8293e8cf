// The HTTP/1 request parser and the grammars behind it: never crash, and give the same events for a
// request however it is cut.
#include <cstdlib>

#include "wire/http/accept.h"
#include "wire/http/conditional.h"
#include "wire/http/cookie.h"
#include "wire/http/cors.h"
#include "wire/http/date.h"
#include "wire/http/event_stream_test.h"
#include "wire/http/range.h"
#include "wire/http/target.h"
#include "wire/websocket/handshake.h"

namespace {

namespace http = atelier::wire::http;

constexpr std::uint64_t kMaxBodyBytes = 10'000;

void check(bool holds) {
  if (!holds) std::abort();
}

void read_head(std::string_view bytes) {
  http::RequestParser parser;
  if (parser.next(bytes) != http::RequestParser::Event::kHead) return;
  const http::RequestHead& head = parser.head();
  static_cast<void>(atelier::wire::websocket::parse_handshake(head));
  const auto target = http::parse_target(head.target);
  if (target) {
    check(target->path.starts_with('/'));
    check((target->path + "/").find("/../") == std::string::npos);
    static_cast<void>(http::query_value(target->query, "a"));
  }
  for (const auto& [name, value] : head.headers) {
    check(http::is_token(name));
    static_cast<void>(http::parse_range(value, 1000));
    static_cast<void>(http::if_none_match_hits(value, "\"a\""));
    static_cast<void>(http::negotiate_coding(value, {true, true}));
    static_cast<void>(http::cookie_value(value, "a"));
    static_cast<void>(http::is_origin(value));
    const auto date = http::parse_date(value);
    if (date) check(http::format_date(*date) == value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = http::events_of(bytes, size, kMaxBodyBytes);
  check(http::events_of(bytes, 1, kMaxBodyBytes) == whole);
  check(http::events_of(bytes, 1 + size % 61, kMaxBodyBytes) == whole);
  read_head(bytes);
  return 0;
}
