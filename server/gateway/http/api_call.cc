#include "gateway/http/api_call.h"

#include <charconv>

#include "gateway/errors.h"
#include "wire/http/target.h"

namespace atelier::gateway {

ApiCall::ApiCall(std::unique_ptr<port::HttpExchange> exchange, std::size_t loop,
                 std::vector<std::string> parameters)
    : exchange_(std::move(exchange)), loop_(loop), parameters_(std::move(parameters)) {}

std::optional<std::string> ApiCall::query(std::string_view name) const {
  return wire::http::query_value(request().query, name);
}

Result<std::int64_t> ApiCall::query_int(std::string_view name, std::int64_t otherwise,
                                        std::int64_t least, std::int64_t most) const {
  const auto text = query(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (failed != std::errc() || end != text->data() + text->size() || value < least ||
      value > most) {
    return invalid(std::string(name) + " must be a whole number from " + std::to_string(least) +
                   " to " + std::to_string(most));
  }
  return value;
}

Result<json::object> ApiCall::body() const {
  const auto type = request().header("content-type").value_or("");
  if (!type.starts_with("application/json")) {
    return Error{Errc::kUnsupported, "Send the body as application/json."};
  }
  ATELIER_TRY(json::value value, parse_json(request().body));
  if (!value.is_object()) return invalid("The body must be a JSON object.");
  return std::move(value.get_object());
}

void ApiCall::reply(int status, const json::value& body) {
  reply_text(status, json::serialize(body));
}

void ApiCall::reply_text(int status, std::string json_text, port::HeaderList more) {
  port::HeaderList headers = std::move(headers_);
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("Cache-Control", "no-store");
  for (auto& header : more) headers.push_back(std::move(header));
  exchange_->respond({status, std::move(headers), std::move(json_text)});
}

void ApiCall::redirect(const std::string& location) {
  port::HeaderList headers = std::move(headers_);
  headers.emplace_back("Location", location);
  headers.emplace_back("Cache-Control", "no-store");
  headers.emplace_back("Referrer-Policy", "no-referrer");
  exchange_->respond({302, std::move(headers), {}});
}

void ApiCall::fail(const Error& error) {
  if (!failure_place_.empty()) return fail_with(std::string(name_of(error.code)));
  port::HttpResponse response = error_response(error, request().request_id);
  for (auto& header : headers_) response.headers.push_back(std::move(header));
  exchange_->respond(std::move(response));
}

void ApiCall::add_header(std::string name, std::string value) {
  headers_.emplace_back(std::move(name), std::move(value));
}

Result<std::string> required_string(const json::object& body, std::string_view key,
                                    std::size_t longest) {
  const auto text = string_member(body, key);
  if (!text || text->empty() || text->size() > longest) {
    return invalid(std::string(key) + " must be a text of 1 to " + std::to_string(longest) +
                   " bytes");
  }
  return std::string(*text);
}

}  // namespace atelier::gateway
