#include "port/http_client.h"

#include <algorithm>

namespace atelier::port {
namespace {

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  // A name such as 127.0.0.1.example.org is no address.
  return host.starts_with("127.") &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool is_callable_url(std::string_view url) {
  const bool printable =
      std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
  const bool secure = url.starts_with("https://");
  if (!printable || !(secure || url.starts_with("http://"))) return false;
  const std::string_view rest = url.substr(secure ? 8 : 7);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.empty() || authority.find('@') != std::string_view::npos) return false;
  std::string_view host = authority;
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && !host.ends_with(']')) host = host.substr(0, colon);
  return !host.empty() && (secure || is_loopback(host));
}

}  // namespace atelier::port
