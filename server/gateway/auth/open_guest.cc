#include "gateway/auth/open_guest.h"

#include "base/base64.h"
#include "gateway/auth/server_authenticator.h"
#include "wire/auth/secret.h"
#include "wire/http/cookie.h"
#include "wire/http/target.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kIdBytes = 16;  // as make_id

bool shows_anything(const port::HttpRequest& request) {
  if (request.header("authorization") || wire::http::query_value(request.query, "token")) {
    return true;
  }
  for (const auto& [key, value] : request.headers) {
    if (key != "cookie") continue;
    if (wire::http::cookie_value(value, kLoginCookie)) return true;
    const auto guest = wire::http::cookie_value(value, kGuestCookie);
    if (guest && wire::parse_secret("guest", *guest)) return true;
  }
  return false;
}

}  // namespace

std::string make_guest_secret(port::Random& random) {
  return wire::format_secret("guest", random.bytes(kSecretBytes));
}

std::optional<core::Principal> open_guest(const port::Crypto& crypto, std::string_view secret) {
  if (!wire::parse_secret("guest", secret)) return std::nullopt;
  const std::string hash = crypto.sha256("open guest " + std::string(secret));
  return core::Principal{"g-" + base64::encode_url(std::string_view(hash).substr(0, kIdBytes)),
                         "Guest", core::PrincipalKind::kGuest};
}

std::function<std::string(port::HttpRequest&)> guest_introduction(port::Random& random) {
  return [&random](port::HttpRequest& request) -> std::string {
    if (shows_anything(request)) return {};
    wire::http::SetCookie cookie;
    cookie.name = kGuestCookie;
    cookie.value = make_guest_secret(random);
    cookie.max_age_seconds = kGuestCookieSeconds;
    cookie.secure = request.secure;
    request.headers.emplace_back("cookie", std::string(kGuestCookie) + '=' + cookie.value);
    const auto header = wire::http::format_set_cookie(cookie);
    return header ? *header : std::string();
  };
}

}  // namespace atelier::gateway
