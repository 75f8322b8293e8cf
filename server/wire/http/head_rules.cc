#include "wire/http/head_rules.h"

#include <algorithm>

#include "wire/http/authority.h"

namespace atelier::wire::http {
namespace {

using Refused = std::optional<RequestError>;

std::size_t count_of(const Headers& headers, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(
      headers.begin(), headers.end(), [name](const auto& header) { return header.first == name; }));
}

// HTTP14 HTTP15
Refused check_host(RequestHead& head) {
  const std::size_t count = count_of(head.headers, "host");
  if (count > 1) return RequestError{400, "more than one Host header"};
  if (count == 0) {
    if (head.minor_version == 0) return std::nullopt;
    return RequestError{400, "the Host header is missing"};
  }
  const std::string_view host = *find_header(head.headers, "host");
  if (!is_authority(host)) return RequestError{400, "the Host header is invalid"};
  if (!head.authority.empty() && !equal_ignoring_case(head.authority, host)) {
    return RequestError{400, "the Host header and the request target name different hosts"};
  }
  head.authority = host;
  return std::nullopt;
}

// HTTP16: plain decimal digits, once. Leading zeros are refused because some parsers read octal.
Refused check_content_length(RequestHead& head) {
  const std::size_t count = count_of(head.headers, "content-length");
  if (count == 0) return std::nullopt;
  if (count > 1) return RequestError{400, "more than one Content-Length header"};
  const std::string_view digits = *find_header(head.headers, "content-length");
  const bool is_number =
      !digits.empty() && digits.size() <= 18 && (digits.size() == 1 || digits[0] != '0') &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) return RequestError{400, "the Content-Length header is not a number"};
  std::uint64_t length = 0;
  for (const char c : digits) length = length * 10 + static_cast<std::uint64_t>(c - '0');
  head.content_length = length;
  return std::nullopt;
}

// HTTP18: exactly "chunked". What we do not know is 501, what cannot be framed is 400.
Refused check_codings(std::string_view list, bool& chunked) {
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view coding = trim(list.substr(0, comma));
    if (!is_token(coding)) return RequestError{400, "the Transfer-Encoding header is invalid"};
    if (!equal_ignoring_case(coding, "chunked")) {
      return RequestError{501, "the only transfer coding supported is chunked"};
    }
    if (chunked) return RequestError{400, "the transfer coding chunked is applied twice"};
    chunked = true;
    if (comma == list.size()) return std::nullopt;
    list.remove_prefix(comma + 1);
  }
}

Refused check_transfer_encoding(RequestHead& head) {
  if (count_of(head.headers, "transfer-encoding") == 0) return std::nullopt;
  if (count_of(head.headers, "content-length") > 0) {
    return RequestError{400, "both Content-Length and Transfer-Encoding are given"};  // HTTP17
  }
  if (head.minor_version == 0) {
    return RequestError{400, "Transfer-Encoding is not allowed in HTTP/1.0"};
  }
  for (const auto& [name, value] : head.headers) {
    if (name != "transfer-encoding") continue;
    if (Refused refused = check_codings(value, head.chunked)) return refused;
  }
  return std::nullopt;
}

// HTTP22 HTTP23
Refused check_expectation(RequestHead& head) {
  if (head.minor_version == 0) return std::nullopt;
  for (const auto& [name, value] : head.headers) {
    if (name != "expect") continue;
    if (!equal_ignoring_case(value, "100-continue")) {
      return RequestError{417, "the only expectation supported is 100-continue"};
    }
    head.expects_continue = head.has_body();
  }
  return std::nullopt;
}

// HTTP20 HTTP21
void read_connection(RequestHead& head) {
  const bool closes = has_token(head.headers, "connection", "close");
  const bool is_old = head.minor_version == 0;
  head.keep_alive = !closes && (!is_old || has_token(head.headers, "connection", "keep-alive"));
  head.is_upgrade = !is_old && has_token(head.headers, "connection", "upgrade") &&
                    count_of(head.headers, "upgrade") > 0;
}

}  // namespace

Refused take_header_line(std::string_view line, Headers& headers) {
  if (line[0] == ' ' || line[0] == '\t') {
    return RequestError{400, "a header line begins with white space"};  // HTTP4
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return RequestError{400, "a header line has no colon"};
  const std::string_view name = line.substr(0, colon);
  if (name.ends_with(' ') || name.ends_with('\t')) {
    return RequestError{400, "white space stands before the colon of a header"};  // HTTP5
  }
  if (!is_token(name)) return RequestError{400, "a header name is invalid"};
  headers.emplace_back(to_lower(name), trim(line.substr(colon + 1)));
  return std::nullopt;
}

Refused finish_head(RequestHead& head) {
  if (Refused refused = check_host(head)) return refused;
  if (Refused refused = check_content_length(head)) return refused;
  if (Refused refused = check_transfer_encoding(head)) return refused;
  if (Refused refused = check_expectation(head)) return refused;
  read_connection(head);
  return std::nullopt;
}

}  // namespace atelier::wire::http
