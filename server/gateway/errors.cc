#include "gateway/errors.h"

#include "base/json_text.h"

namespace atelier::gateway {

int http_status(Errc code) {
  switch (code) {
    case Errc::kInvalid:
      return 400;
    case Errc::kUnauthenticated:
      return 401;
    case Errc::kForbidden:
      return 403;
    case Errc::kNotFound:
      return 404;
    case Errc::kConflict:
      return 409;
    case Errc::kTooLarge:
      return 413;
    case Errc::kUnsupported:
      return 415;
    case Errc::kRateLimited:
      return 429;
    case Errc::kUnavailable:
      return 503;
    case Errc::kInternal:
      return 500;
  }
  return 500;
}

std::uint16_t close_code(Errc code) {
  switch (code) {
    case Errc::kUnauthenticated:
      return 4401;
    case Errc::kForbidden:
    case Errc::kNotFound:
      return 4403;  // unknown and forbidden look alike
    case Errc::kTooLarge:
      return 4413;
    case Errc::kInvalid:
    case Errc::kConflict:
    case Errc::kUnsupported:
      return 1008;
    case Errc::kRateLimited:
    case Errc::kUnavailable:
      return 1013;
    case Errc::kInternal:
      return 1011;
  }
  return 1011;
}

std::string error_json(const Error& error) {
  std::string out = "{\"code\":\"" + std::string(name_of(error.code)) + "\",\"message\":";
  json_text::append_quoted(out, error.message);
  if (error.retry_after_ms) out += ",\"retry_after_ms\":" + std::to_string(*error.retry_after_ms);
  return out + '}';
}

std::string failed_ack(const Error& error) {
  return "{\"ok\":false,\"error\":" + error_json(error) + '}';
}

port::HttpResponse error_response(const Error& error, const std::string& request_id) {
  std::string body = error_json(error);
  body.pop_back();
  body += ",\"request_id\":" + json_text::quote(request_id) + '}';
  port::HttpResponse response{http_status(error.code),
                              {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
                              "{\"error\":" + body + '}'};
  if (error.retry_after_ms) {
    const auto seconds = (*error.retry_after_ms + 999) / 1000;
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
  }
  return response;
}

}  // namespace atelier::gateway
