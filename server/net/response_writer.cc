#include "net/response_writer.h"

#include "base/json_text.h"
#include "base/log.h"
#include "base/result.h"
#include "wire/http/response.h"

namespace atelier::net {

namespace http = wire::http;

namespace {

Errc code_of(int status) {
  switch (status) {
    case 413:
    case 414:
    case 431:
      return Errc::kTooLarge;
    case 408:
    case 503:
      return Errc::kUnavailable;
    case 417:
    case 426:
    case 501:
    case 505:
      return Errc::kUnsupported;
    case 500:
      return Errc::kInternal;
    default:
      return Errc::kInvalid;
  }
}

bool has_header(const port::HttpResponse& response, std::string_view name) {
  return http::find_header(response.headers, name).has_value();
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_length(std::string& out, const port::HttpResponse& response, BodyLength length) {
  switch (length) {
    case BodyLength::kKnown:
      if (is_bodiless(response.status) || has_header(response, "content-length")) return;
      append_field(out, "Content-Length", std::to_string(response.body.size()));
      return;
    case BodyLength::kChunked:
      append_field(out, "Transfer-Encoding", "chunked");
      return;
    case BodyLength::kTillClose:
      return;
  }
}

}  // namespace

bool is_bodiless(int status) {
  return status < 200 || status == 204 || status == 304;
}

bool append_answer_head(std::string& out, const port::HttpResponse& response, BodyLength length,
                        const AnswerContext& context) {
  if (const Result<void> head = http::append_response_head(out, response.status, response.headers);
      !head) {
    log::error("http_response_refused", {{"reason", head.error().message}});
    append_answer_head(out, {.status = 500, .headers = {}, .body = {}}, BodyLength::kKnown,
                       context);
    return false;
  }
  out.resize(out.size() - 2);  // the empty line comes behind what is added here
  append_length(out, response, length);
  append_field(out, "Date", context.date);
  if (response.status != 101) {
    if (!context.keep_alive) {
      append_field(out, "Connection", "close");
    } else if (context.is_http_1_0) {
      append_field(out, "Connection", "keep-alive");
    }
  }
  out.append("\r\n");
  return true;
}

port::HttpResponse error_response(int status, std::string_view message) {
  std::string body = R"({"error":{"code":)";
  json_text::append_quoted(body, name_of(code_of(status)));
  body += R"(,"message":)";
  json_text::append_quoted(body, message);
  body += "}}";
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

}  // namespace atelier::net
