// One REST request on its way: the parsed body, path parameters and caller, and the one answer.
// Moves into callbacks; lives on its loop.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "gateway/authenticator.h"
#include "port/http.h"

namespace atelier::gateway {

class ApiCall {
 public:
  ApiCall(std::unique_ptr<port::HttpExchange> exchange, std::size_t loop,
          std::vector<std::string> parameters);

  const port::HttpRequest& request() const { return exchange_->request(); }
  std::size_t loop() const { return loop_; }
  /// The i-th {parameter} of the route's pattern, decoded.
  const std::string& parameter(std::size_t i) const { return parameters_.at(i); }
  std::optional<std::string> query(std::string_view name) const;
  /// A whole number of the query within bounds; `otherwise` when it is absent.
  Result<std::int64_t> query_int(std::string_view name, std::int64_t otherwise, std::int64_t least,
                                 std::int64_t most) const;
  /// The body as a JSON object.
  Result<json::object> body() const;

  /// Set before the handler runs, on routes that need a caller.
  Identity identity;

  void reply(int status, const json::value& body);
  void reply_text(int status, std::string json_text, port::HeaderList more = {});
  void fail(const Error& error);
  /// 302 to a path of ours, or to an address that we trust.
  void redirect(const std::string& location);
  /// From now on fail() is a redirect to `place` with "#error=<code>": for requests that a browser
  /// makes by itself. Empty: no more.
  void fail_at(std::string place) { failure_place_ = std::move(place); }
  /// As fail(), with a word of the route's own for the page that fail_at names.
  void fail_with(const std::string& word) { redirect(failure_place_ + "#error=" + word); }
  /// For answers that are not JSON.
  std::unique_ptr<port::HttpExchange> take_exchange() { return std::move(exchange_); }
  /// Adds a header (Set-Cookie) to the answer.
  void add_header(std::string name, std::string value);

 private:
  std::unique_ptr<port::HttpExchange> exchange_;
  std::size_t loop_;
  std::vector<std::string> parameters_;
  port::HeaderList headers_;
  std::string failure_place_;
};

/// A member that must be a string of 1..longest bytes.
Result<std::string> required_string(const json::object& body, std::string_view key,
                                    std::size_t longest);

}  // namespace atelier::gateway
