#include "gateway/http/api.h"

#include <algorithm>

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

// Who shows nothing at all is not going to be allowed a large body: refuse before it is read.
std::size_t Api::max_body_bytes(const port::HttpRequest& head) const {
  constexpr std::size_t kUnknownCallerBytes = 64 * 1024;
  const Match found = match(head);
  if (found.route == nullptr) return kUnknownCallerBytes;
  const bool shows_something = head.header("authorization") || head.header("cookie") ||
                               head.query.find("token=") != std::string::npos;
  if (shows_something) return found.route->max_body_bytes;
  return std::min(found.route->max_body_bytes, kUnknownCallerBytes);
}

void Api::handle(std::unique_ptr<port::HttpExchange> exchange) {
  const port::HttpRequest& request = exchange->request();
  if (request.path == "/api/openapi.json") {
    exchange->respond({200, {{"Content-Type", "application/json"}}, openapi()});
    return;
  }
  Match found = match(request);
  if (found.route == nullptr) return refuse_unmatched(*exchange, found);
  const Route& route = *found.route;
  auto call = std::make_shared<ApiCall>(std::move(exchange), loop_, std::move(found.parameters));
  const bool writes = !is_safe(call->request().method);
  if (route.caller != Caller::kKnown && writes && !csrf_.is_own_origin(call->request())) {
    return call->fail(forbidden("This request comes from another site."));
  }
  if (route.caller == Caller::kAnyone) return route.handle(std::move(*call));
  identify(route, std::move(call));
}

void Api::refuse_unmatched(port::HttpExchange& exchange, const Match& found) const {
  const std::string& id = exchange.request().request_id;
  if (found.allowed.empty()) {
    return exchange.respond(
        error_response(not_found("There is no such route; see /api/openapi.json."), id));
  }
  port::HttpResponse refusal =
      error_response({Errc::kUnsupported, "This path knows only " + found.allowed + "."}, id);
  refusal.status = 405;
  refusal.headers.emplace_back("Allow", found.allowed);
  exchange.respond(std::move(refusal));
}

void Api::identify(const Route& route, std::shared_ptr<ApiCall> call) {
  const port::HttpRequest& asked = call->request();
  authenticator_.by_request(loop_, asked, [this, &route, call](Result<Identity> identity) {
    const bool nobody = !identity && identity.error().code == Errc::kUnauthenticated;
    // AUTH47: a bad token is told so, except where one only asks who one is.
    const bool bad_token = call->request().header("authorization") && route.method != "GET";
    if (!identity && !(nobody && !bad_token && route.caller == Caller::kOptional)) {
      return call->fail(identity.error());
    }
    if (identity) call->identity = std::move(*identity);
    authenticated(route, std::move(*call));
  });
}

void Api::authenticated(const Route& route, ApiCall call) {
  const bool nobody =
      route.caller == Caller::kOptional && call.identity.credential == Credential::kNone;
  const bool writes = !is_safe(call.request().method);
  if (writes && !nobody && !passes_csrf(call.identity, call.request())) {
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
