// Cross-origin headers (Fetch standard) from a policy and a request. Decides nothing about who may
// do what: a refused origin only gets no headers, and the browser then hides the answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/http/headers.h"

namespace atelier::wire::http {

struct CorsPolicy {
  bool any_origin = false;           // "*"; never with credentials
  std::vector<std::string> origins;  // exact, e.g. "https://example.org"
  bool credentials = false;          // only for listed origins
  std::string methods = "GET,HEAD,PUT,PATCH,POST,DELETE";
  int max_age_seconds = 0;  // 0: no Access-Control-Max-Age
};

/// An origin as browsers send it: "null", or scheme "://" host [":" port] without anything behind.
bool is_origin(std::string_view text);
bool allows_origin(const CorsPolicy& policy, std::string_view origin);

/// Headers for an ordinary answer. `origin` is empty when the request has none.
Headers cors_headers(const CorsPolicy& policy, std::string_view origin);

/// Headers for the 204 that answers a preflight; reflects the requested headers when they are a
/// list of tokens.
Headers cors_preflight_headers(const CorsPolicy& policy, std::string_view origin,
                               std::string_view requested_headers);

}  // namespace atelier::wire::http
