// Cookies (RFC 6265): reading the Cookie header and writing Set-Cookie.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::wire::http {

/// First cookie of that name (names are case-sensitive), without surrounding quotes.
std::optional<std::string_view> cookie_value(std::string_view cookie_header, std::string_view name);

enum class SameSite : std::uint8_t { kStrict, kLax, kNone };

struct SetCookie {
  std::string name;
  std::string value;
  std::string path = "/";
  std::optional<std::int64_t> max_age_seconds;  // 0 deletes; absent: until the browser closes
  bool http_only = true;
  bool secure = true;
  SameSite same_site = SameSite::kLax;
};

/// The value of a Set-Cookie header. Invalid: a name that is no token, a character that a cookie
/// cannot hold in value or path, SameSite=None without Secure.
Result<std::string> format_set_cookie(const SetCookie& cookie);

}  // namespace atelier::wire::http
