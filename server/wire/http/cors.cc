#include "wire/http/cors.h"

#include <algorithm>

#include "wire/http/authority.h"

namespace atelier::wire::http {
namespace {

bool is_scheme(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
                  c == '.';
         });
}

bool is_token_list(std::string_view text) {
  bool all_tokens = true;
  for_each_element(text, [&](std::string_view name) { all_tokens = all_tokens && is_token(name); });
  return all_tokens;
}

}  // namespace

bool is_origin(std::string_view text) {
  if (text == "null") return true;
  const std::size_t scheme_end = text.find("://");
  return scheme_end != std::string_view::npos && is_scheme(text.substr(0, scheme_end)) &&
         is_authority(text.substr(scheme_end + 3));
}

bool allows_origin(const CorsPolicy& policy, std::string_view origin) {
  return policy.any_origin ||
         std::find(policy.origins.begin(), policy.origins.end(), origin) != policy.origins.end();
}

Headers cors_headers(const CorsPolicy& policy, std::string_view origin) {
  if (policy.any_origin) return {{"Access-Control-Allow-Origin", "*"}};
  if (policy.origins.empty()) return {};
  // The answer depends on the origin even when it is refused or absent: caches must know.
  Headers headers = {{"Vary", "Origin"}};
  if (!is_origin(origin) || !allows_origin(policy, origin)) return headers;
  headers.emplace_back("Access-Control-Allow-Origin", origin);
  if (policy.credentials) headers.emplace_back("Access-Control-Allow-Credentials", "true");
  return headers;
}

Headers cors_preflight_headers(const CorsPolicy& policy, std::string_view origin,
                               std::string_view requested_headers) {
  Headers headers = cors_headers(policy, origin);
  if (!find_header(headers, "Access-Control-Allow-Origin")) return headers;
  headers.emplace_back("Access-Control-Allow-Methods", policy.methods);
  if (!requested_headers.empty() && is_token_list(requested_headers)) {
    headers.emplace_back("Access-Control-Allow-Headers", requested_headers);
    headers.emplace_back("Vary", "Access-Control-Request-Headers");
  }
  if (policy.max_age_seconds > 0) {
    headers.emplace_back("Access-Control-Max-Age", std::to_string(policy.max_age_seconds));
  }
  return headers;
}

}  // namespace atelier::wire::http
