// The head of a parsed HTTP/1 request, and why a request was refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/http/headers.h"

namespace atelier::wire::http {

struct RequestHead {
  std::string method;  // a token, case as sent
  std::string target;  // starts with '/', or is "*" for OPTIONS; absolute form is reduced to this
  std::string authority;  // host[:port] of Host or of the absolute form; empty in HTTP/1.0 without
  int minor_version = 1;  // HTTP/1.<minor_version>: 0 or 1
  Headers headers;        // names in lower case, values trimmed, in order
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;         // what the client asked for
  bool expects_continue = false;  // wants "100 Continue" before it sends the body
  bool is_upgrade = false;        // HTTP/1.1, `Connection: upgrade` and an Upgrade header

  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

/// Status of the answer and a sentence for its body. The connection closes after it.
struct RequestError {
  int status = 400;
  std::string_view message;  // lives for ever

  bool operator==(const RequestError&) const = default;
};

}  // namespace atelier::wire::http
