#include <algorithm>

#include "base/limits.h"
#include "wire/http/authority.h"
#include "wire/http/head_rules.h"

namespace atelier::wire::http {
namespace {

using Refused = std::optional<RequestError>;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// HTTP7 HTTP8
Refused take_version(std::string_view version, RequestHead& head) {
  if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) ||
      version[6] != '.' || !is_digit(version[7])) {
    return RequestError{400, "the request line does not end with a version like HTTP/1.1"};
  }
  if (version[5] != '1' || version[7] > '1') {
    return RequestError{505, "this HTTP version is not spoken here: use HTTP/1.1"};
  }
  head.minor_version = version[7] - '0';
  return std::nullopt;
}

// HTTP11: the authority of the absolute form stands in for Host, which must then agree.
Refused take_absolute_form(std::string_view target, RequestHead& head) {
  const std::size_t scheme_end = target.find("://");
  if (scheme_end == std::string_view::npos ||
      (!equal_ignoring_case(target.substr(0, scheme_end), "http") &&
       !equal_ignoring_case(target.substr(0, scheme_end), "https"))) {
    return RequestError{400, "the request target is neither a path nor an http URL"};
  }
  target.remove_prefix(scheme_end + 3);
  const std::size_t authority_end = std::min(target.find_first_of("/?"), target.size());
  head.authority = target.substr(0, authority_end);
  if (!is_authority(head.authority)) {
    return RequestError{400, "the host of the request target is invalid"};
  }
  target.remove_prefix(authority_end);
  head.target = target;
  if (head.target.empty() && head.method == "OPTIONS") head.target = "*";
  if (head.target.empty() || head.target[0] == '?') head.target.insert(0, "/");
  return std::nullopt;
}

Refused take_target(std::string_view target, RequestHead& head) {
  const bool is_clean =
      std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!is_clean || target.find('#') != std::string_view::npos) {
    return RequestError{400, "the request target holds a character that must be percent-encoded"};
  }
  if (target == "*") {
    if (head.method != "OPTIONS") {
      return RequestError{400, "the target * is only for OPTIONS"};
    }
    head.target = target;
    return std::nullopt;
  }
  if (target[0] != '/') return take_absolute_form(target, head);
  head.target = target;
  return std::nullopt;
}

}  // namespace

Refused take_request_line(std::string_view line, RequestHead& head) {
  if (line == "PRI * HTTP/2.0") {
    return RequestError{505, "HTTP/2 is not spoken here: use HTTP/1.1"};
  }
  const std::size_t method_end = line.find(' ');
  if (method_end == std::string_view::npos || !is_token(line.substr(0, method_end)) ||
      method_end > limits::kHttpMethodBytes) {
    return RequestError{400, "the request line does not begin with a method"};
  }
  head.method = line.substr(0, method_end);
  line.remove_prefix(method_end + 1);
  const std::size_t target_end = line.find(' ');
  if (target_end == std::string_view::npos || target_end == 0) {
    return RequestError{400, "the request line is not: method, space, target, space, version"};
  }
  if (target_end > limits::kHttpTargetBytes) {
    return RequestError{414, "the request target is too long"};
  }
  if (Refused refused = take_version(line.substr(target_end + 1), head)) return refused;
  if (head.method == "CONNECT") {
    return RequestError{501, "this server is no proxy: CONNECT is not supported"};
  }
  return take_target(line.substr(0, target_end), head);
}

}  // namespace atelier::wire::http
