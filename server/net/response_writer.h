// The bytes of HTTP answers: heads with the headers that net adds, and the error answers it gives
// by itself. Appends to a string; knows no connection.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "port/http.h"

namespace atelier::net {

/// What an answer's head depends on besides the response.
struct AnswerContext {
  std::string_view date;
  bool keep_alive = true;
  bool is_http_1_0 = false;
  bool is_head = false;  // answers HEAD: same headers, no body
};

/// How long the body is.
enum class BodyLength : std::uint8_t {
  kKnown,     // Content-Length from response.body
  kChunked,   // Transfer-Encoding: chunked
  kTillClose  // HTTP/1.0 streams
};

/// True when an answer of this status never has a body (1xx, 204, 304).
bool is_bodiless(int status);

/// Appends the head. A response that cannot be written (bad status or header) becomes a plain 500:
/// false then, and there must be no body.
bool append_answer_head(std::string& out, const port::HttpResponse& response, BodyLength length,
                        const AnswerContext& context);

/// {"error":{"code","message"}} with the neutral code that fits the status.
port::HttpResponse error_response(int status, std::string_view message);

}  // namespace atelier::net
