// The OpenAPI text of the route table (spec/rest.md): made from the same entries that route.
#include "gateway/http/api.h"
#include "gateway/http/path_pattern.h"

namespace atelier::gateway {
namespace {

json::object path_parameters(std::string_view name) {
  return {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}};
}

json::object content_of(const std::string& schema) {
  return {{"application/json", {{"schema", json::parse(schema)}}}};
}

json::object operation_of(const Route& route) {
  json::object operation{{"summary", route.summary}};
  json::array parameters;
  for (const std::string_view segment : path_segments(route.pattern)) {
    if (!segment.starts_with('{')) continue;
    parameters.push_back(path_parameters(segment.substr(1, segment.size() - 2)));
  }
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (!route.request_schema.empty()) {
    operation["requestBody"] = {{"required", true}, {"content", content_of(route.request_schema)}};
  }
  json::object answer{{"description", "The answer."}};
  if (!route.response_schema.empty()) answer["content"] = content_of(route.response_schema);
  operation["responses"] = {{"2XX", std::move(answer)},
                            {"4XX", {{"$ref", "#/components/responses/Error"}}}};
  if (route.caller == Caller::kAnyone) operation["security"] = json::array{};
  return operation;
}

json::object object_schema(json::array required, json::object properties) {
  return {
      {"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
}

json::object cookie(std::string_view name, std::string_view description) {
  return {{"type", "apiKey"}, {"in", "cookie"}, {"name", name}, {"description", description}};
}

json::object components() {
  const json::object text{{"type", "string"}};
  const json::object number{{"type", "integer"}};
  json::object error = object_schema(
      {"error"}, {{"error", object_schema({"code", "message"}, {{"code", text},
                                                                {"message", text},
                                                                {"retry_after_ms", number},
                                                                {"request_id", text}})}});
  json::object described{{"description", "What went wrong and what to do."},
                         {"content", {{"application/json", {{"schema", std::move(error)}}}}}};
  return {{"responses", {{"Error", std::move(described)}}},
          {"securitySchemes",
           {{"bearer", {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}},
            {"login", cookie("atelier_login", "An account, from POST /login.")},
            {"guest", cookie("atelier_guest", "A guest, from POST /links/{link}/join.")}}}};
}

}  // namespace

std::string Api::openapi() const {
  json::object paths;
  for (const Route& route : routes_) {
    json::value& item = paths[std::string(kPrefix) + route.pattern];
    if (!item.is_object()) item.emplace_object();
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(c | 0x20);
    item.get_object()[method] = operation_of(route);
  }
  return json::serialize(json::object{{"openapi", "3.1.0"},
                                      {"info", {{"title", "Atelier"}, {"version", "1"}}},
                                      {"security", json::array{{{"bearer", json::array{}}},
                                                               {{"login", json::array{}}},
                                                               {{"guest", json::array{}}}}},
                                      {"paths", std::move(paths)},
                                      {"components", components()}});
}

}  // namespace atelier::gateway
