// The one place where the neutral error codes become HTTP statuses, WebSocket close codes and the
// JSON that clients read (spec/rest.md, spec/events.md).
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "port/http.h"

namespace atelier::gateway {

int http_status(Errc code);
/// For sockets whose protocol has no code of its own: 4401, 4403, 4413, 1008, 1011 or 1013.
std::uint16_t close_code(Errc code);
/// `{"code":...,"message":...,"retry_after_ms":...}`
std::string error_json(const Error& error);
/// `{"ok":false,"error":...}`: the ack of a command that failed.
std::string failed_ack(const Error& error);
/// `{"error":...}` with the status, Retry-After where it applies, and the request id.
port::HttpResponse error_response(const Error& error, const std::string& request_id);

}  // namespace atelier::gateway
