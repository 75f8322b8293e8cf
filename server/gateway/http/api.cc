#include "gateway/http/api.h"

#include "gateway/errors.h"
#include "gateway/http/path_pattern.h"

namespace atelier::gateway {
namespace {

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD";
}

}  // namespace

Api::Api(Authenticator& authenticator, const CsrfGuard& csrf, std::size_t loop)
    : authenticator_(authenticator), csrf_(csrf), loop_(loop) {}

void Api::add(Route route) {
  routes_.push_back(std::move(route));
}

Api::Match Api::match(const port::HttpRequest& request) const {
  Match found;
  if (!request.path.starts_with(kPrefix)) return found;
  const std::string_view path = std::string_view(request.path).substr(kPrefix.size());
  std::vector<std::string> parameters;
  for (const Route& route : routes_) {
    if (!path_fits(route.pattern, path, parameters)) continue;
    const bool head = request.method == "HEAD" && route.method == "GET";
    if (route.method == request.method || head) return {&route, std::move(parameters), {}};
    if (!found.allowed.empty()) found.allowed += ", ";
    found.allowed += route.method;
  }
  return found;
}

std::size_t Api::max_body_bytes(const port::HttpRequest& head) const {
  const Match found = match(head);
  return found.route != nullptr ? found.route->max_body_bytes : 64 * 1024;
}

void Api::handle(std::unique_ptr<port::HttpExchange> exchange) {
  const port::HttpRequest& request = exchange->request();
  if (request.path == "/api/openapi.json") {
    exchange->respond({200, {{"Content-Type", "application/json"}}, openapi()});
    return;
  }
  Match found = match(request);
  if (found.route == nullptr && !found.allowed.empty()) {
    port::HttpResponse refusal = error_response(
        {Errc::kUnsupported, "This path knows only " + found.allowed + "."}, request.request_id);
    refusal.status = 405;
    refusal.headers.emplace_back("Allow", found.allowed);
    return exchange->respond(std::move(refusal));
  }
  if (found.route == nullptr) {
    return exchange->respond(error_response(
        not_found("There is no such route; see /api/openapi.json."), request.request_id));
  }
  const Route& route = *found.route;
  auto call = std::make_shared<ApiCall>(std::move(exchange), loop_, std::move(found.parameters));
  if (route.caller == Caller::kAnyone) {
    if (!is_safe(call->request().method) && !csrf_.is_own_origin(call->request())) {
      return call->fail(forbidden("This request comes from another site."));
    }
    return route.handle(std::move(*call));
  }
  const port::HttpRequest& asked = call->request();
  authenticator_.by_request(loop_, asked, [this, &route, call](Result<Identity> identity) {
    if (!identity) return call->fail(identity.error());
    call->identity = std::move(*identity);
    authenticated(route, std::move(*call));
  });
}

void Api::authenticated(const Route& route, ApiCall call) {
  if (!is_safe(call.request().method) && !passes_csrf(call.identity, call.request())) {
    return call.fail(
        forbidden("The CSRF token is missing or old: read GET /api/v1/session again."));
  }
  route.handle(std::move(call));
}

bool Api::passes_csrf(const Identity& identity, const port::HttpRequest& request) const {
  // A token in a header is proof by itself; browsers add only cookies on their own.
  if (identity.credential == Credential::kToken && request.header("authorization")) return true;
  return csrf_.is_own_origin(request) &&
         request.header("x-atelier-csrf").value_or("") == csrf_.token_of(identity);
}

}  // namespace atelier::gateway
