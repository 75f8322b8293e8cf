#include "wire/http/cookie.h"

#include <algorithm>

#include "wire/http/headers.h"

namespace atelier::wire::http {
namespace {

// cookie-octet of RFC 6265 section 4.1.1.
bool is_cookie_octet(char c) {
  return c > ' ' && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
}

bool is_path_octet(char c) {
  return c >= ' ' && c < 0x7F && c != ';';
}

std::string_view name_of(SameSite same_site) {
  switch (same_site) {
    case SameSite::kStrict:
      return "Strict";
    case SameSite::kLax:
      return "Lax";
    case SameSite::kNone:
      return "None";
  }
  return "Strict";
}

}  // namespace

std::optional<std::string_view> cookie_value(std::string_view cookie_header,
                                             std::string_view name) {
  while (!cookie_header.empty()) {
    const std::size_t end = std::min(cookie_header.find(';'), cookie_header.size());
    const std::string_view pair = cookie_header.substr(0, end);
    cookie_header.remove_prefix(std::min(end + 1, cookie_header.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
    std::string_view value = trim(pair.substr(equals + 1));
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
      value = value.substr(1, value.size() - 2);
    }
    return value;
  }
  return std::nullopt;
}

Result<std::string> format_set_cookie(const SetCookie& cookie) {
  if (!is_token(cookie.name)) return invalid("a cookie name is a token");
  if (!std::all_of(cookie.value.begin(), cookie.value.end(), is_cookie_octet) ||
      !std::all_of(cookie.path.begin(), cookie.path.end(), is_path_octet)) {
    return invalid("a cookie holds a character that is not allowed");
  }
  if (cookie.same_site == SameSite::kNone && !cookie.secure) {
    return invalid("a cookie with SameSite=None must be Secure");
  }
  std::string out = cookie.name + "=" + cookie.value;
  if (!cookie.path.empty()) out += "; Path=" + cookie.path;
  if (cookie.max_age_seconds) out += "; Max-Age=" + std::to_string(*cookie.max_age_seconds);
  if (cookie.http_only) out += "; HttpOnly";
  if (cookie.secure) out += "; Secure";
  out.append("; SameSite=").append(name_of(cookie.same_site));
  return out;
}

}  // namespace atelier::wire::http
