// The REST API: a table of routes with who may call them, the checks that hold for all of them
// (method, caller, CSRF, origin), and the OpenAPI text made from the same table.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/authenticator.h"
#include "gateway/http/api_call.h"

namespace atelier::gateway {

enum class Caller : std::uint8_t {
  kAnyone,    // no identity is looked up
  kOptional,  // known if they show anything valid, else nobody (Credential::kNone)
  kKnown,     // a login, a guest or a token
};

struct Route {
  std::string method;   // "GET"
  std::string pattern;  // "/rooms/{room}/files", below /api/v1
  std::string summary;  // for the OpenAPI description
  Caller caller = Caller::kKnown;
  std::function<void(ApiCall)> handle;
  std::size_t max_body_bytes = 64 * 1024;
  /// JSON texts of JSON Schemas for the OpenAPI description; empty: none.
  std::string request_schema = {};
  std::string response_schema = {};
};

/// Decides whether a cookie-authenticated write comes from our own pages.
class CsrfGuard {
 public:
  virtual ~CsrfGuard() = default;
  /// The value of X-Atelier-CSRF that belongs to this identity.
  virtual std::string token_of(const Identity& identity) const = 0;
  /// Origin is absent (not a browser), the server's own, or configured.
  virtual bool is_own_origin(const port::HttpRequest& request) const = 0;
};

class Api {
 public:
  static constexpr std::string_view kPrefix = "/api/v1";

  Api(Authenticator& authenticator, const CsrfGuard& csrf, std::size_t loop);

  void add(Route route);
  /// Requests whose path starts with /api/.
  void handle(std::unique_ptr<port::HttpExchange> exchange);
  std::size_t max_body_bytes(const port::HttpRequest& head) const;
  std::string openapi() const;

 private:
  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> parameters;
    std::string allowed;  // methods of the path, when only the method is wrong
  };
  Match match(const port::HttpRequest& request) const;
  void refuse_unmatched(port::HttpExchange& exchange, const Match& found) const;
  void identify(const Route& route, std::shared_ptr<ApiCall> call);
  void authenticated(const Route& route, ApiCall call);
  bool passes_csrf(const Identity& identity, const port::HttpRequest& request) const;

  Authenticator& authenticator_;
  const CsrfGuard& csrf_;
  std::size_t loop_;
  std::vector<Route> routes_;
};

}  // namespace atelier::gateway
