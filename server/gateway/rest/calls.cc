#include "gateway/rest/calls.h"

#include "wire/http/cookie.h"

namespace atelier::gateway {

core::Access server_access(core::Principal who) {
  return {std::move(who), core::Role::kNone, true};
}

std::optional<json::object> body_of(const Call& call) {
  auto body = call->body();
  if (body) return std::move(*body);
  call->fail(body.error());
  return std::nullopt;
}

std::optional<std::string> text_of(const Call& call, const json::object& body, std::string_view key,
                                   std::size_t longest) {
  auto text = required_string(body, key, longest);
  if (text) return std::move(*text);
  call->fail(text.error());
  return std::nullopt;
}

void set_cookie(ApiCall& call, std::string_view name, const std::string& value,
                std::int64_t max_age_seconds) {
  wire::http::SetCookie cookie;
  cookie.name = name;
  cookie.value = value;
  cookie.max_age_seconds = max_age_seconds;
  cookie.secure = call.request().secure;
  if (auto header = wire::http::format_set_cookie(cookie)) {
    call.add_header("Set-Cookie", std::move(*header));
  }
}

std::string file_blob_key(const std::string& room, const std::string& file) {
  return "files/" + room + "/" + file;
}

json::object describe(const core::Principal& principal) {
  return {{"id", principal.id}, {"name", principal.name}, {"kind", name_of(principal.kind)}};
}

json::object describe(const Identity& identity) {
  json::object out = describe(identity.principal);
  out["workspace_role"] = identity.workspace_owner    ? "owner"
                          : identity.workspace_member ? "member"
                                                      : "none";
  return out;
}

std::string schema(std::initializer_list<std::string_view> fields) {
  json::array required;
  json::object properties;
  for (const std::string_view field : fields) {
    const std::size_t colon = field.find(':');
    std::string_view name = field.substr(0, colon);
    if (name.ends_with('?')) {
      name.remove_suffix(1);
    } else {
      required.emplace_back(name);
    }
    properties[name] = json::object{{"type", field.substr(colon + 1)}};
  }
  json::object out{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  return json::serialize(out);
}

}  // namespace atelier::gateway
