// Lines of a request head into a RequestHead, and the rules a complete head must obey before its
// body can be found (RFC 9112). Stateless; the parser feeds it lines without their ends.
#pragma once

#include <optional>
#include <string_view>

#include "wire/http/request.h"

namespace atelier::wire::http {

/// Nothing means that the line was taken into `head`.
std::optional<RequestError> take_request_line(std::string_view line, RequestHead& head);
std::optional<RequestError> take_header_line(std::string_view line, Headers& headers);

/// After the last header line: Host, body length, connection, expectations.
std::optional<RequestError> finish_head(RequestHead& head);

}  // namespace atelier::wire::http
