#include "wire/auth/jwt_claims.h"

#include <algorithm>
#include <set>

#include "base/ids.h"
#include "base/json.h"
#include "base/json_text.h"

namespace atelier::wire {
namespace {

constexpr std::size_t kMaxTextBytes = 128;
constexpr std::size_t kMaxRooms = 100;
constexpr std::int64_t kLastSecond = 253'402'300'799;  // the end of the year 9999

bool is_role(std::string_view text) {
  return text == "viewer" || text == "commenter" || text == "editor" || text == "owner";
}

bool is_plain_text(std::string_view text) {
  return !text.empty() && text.size() <= kMaxTextBytes && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

Error bad_claim(std::string_view name, std::string_view rule) {
  return unauthenticated("the token's claim \"" + std::string(name) + "\" " + std::string(rule));
}

Result<std::string> text_claim(const json::object& claims, std::string_view name) {
  const auto text = string_member(claims, name);
  if (!text || !is_plain_text(*text)) {
    return bad_claim(name, "must be a string of 1 to 128 bytes");
  }
  return std::string(*text);
}

Result<WallMs> time_claim(const json::object& claims, std::string_view name, bool required) {
  if (!required && !claims.contains(name)) return WallMs{0};
  const auto seconds = int_member(claims, name);
  if (!seconds || *seconds < 0 || *seconds > kLastSecond) {
    return bad_claim(name, "must be a time in whole seconds since 1970");
  }
  return *seconds * 1000;
}

Result<std::string> audience_claim(const json::object& claims, std::string_view wanted) {
  const json::value* found = claims.if_contains("aud");
  const auto matches = [wanted](const json::value& value) {
    return value.is_string() && std::string_view(value.get_string()) == wanted;
  };
  const bool fits =
      found != nullptr &&
      (matches(*found) || (found->is_array() && std::ranges::any_of(found->get_array(), matches)));
  if (!fits) return bad_claim("aud", "names another server; ask for a token for this one");
  return std::string(wanted);
}

Result<std::vector<std::pair<std::string, std::string>>> room_claims(const json::object& claims) {
  std::vector<std::pair<std::string, std::string>> rooms;
  const json::value* found = claims.if_contains("rooms");
  if (found == nullptr) return rooms;
  const json::object* object = found->if_object();
  if (object == nullptr || object->size() > kMaxRooms) {
    return bad_claim("rooms", "must map at most 100 rooms to roles");
  }
  for (const auto& member : *object) {
    const auto role = member.value().is_string() ? std::string_view(member.value().get_string())
                                                 : std::string_view();
    if (!is_room_id(member.key()) || !is_role(role)) {
      return bad_claim("rooms", "must map room names to viewer, commenter, editor or owner");
    }
    rooms.emplace_back(member.key(), role);
  }
  return rooms;
}

Result<std::string> workspace_claim(const json::object& claims) {
  if (!claims.contains("ws")) return std::string("main");
  const auto name = string_member(claims, "ws");
  if (!name || !is_room_id(*name)) return bad_claim("ws", "is not a workspace name");
  return std::string(*name);
}

}  // namespace

Error unauthenticated(std::string message) {
  return {Errc::kUnauthenticated, std::move(message)};
}

Result<void> check_members(std::string_view object_text) {
  const auto members = json_text::split_object(object_text);
  if (!members) return unauthenticated("the token is not made of JSON objects");
  std::set<std::string_view> seen;
  for (const auto& [key, value] : *members) {
    if (!seen.insert(key).second) return unauthenticated("the token has a member twice");
    if (key != "rooms" || !value.starts_with('{')) continue;
    if (auto inner = check_members(value); !inner) return inner;
  }
  return {};
}

Result<JwtClaims> parse_claims(std::string_view payload, std::string_view audience) {
  if (auto fine = check_members(payload); !fine) return fine.error();
  const auto parsed = parse_json(payload);
  if (!parsed || !parsed->is_object()) return unauthenticated("the token's claims are not JSON");
  const json::object& object = parsed->get_object();
  JwtClaims claims;
  ATELIER_TRY(claims.issuer, text_claim(object, "iss"));
  ATELIER_TRY(claims.audience, audience_claim(object, audience));
  ATELIER_TRY(claims.expires_at, time_claim(object, "exp", true));
  ATELIER_TRY(claims.issued_at, time_claim(object, "iat", true));
  ATELIER_TRY(claims.not_before, time_claim(object, "nbf", false));
  ATELIER_TRY(claims.subject, text_claim(object, "sub"));
  ATELIER_TRY(claims.name, text_claim(object, "name"));
  ATELIER_TRY(claims.id, text_claim(object, "jti"));
  ATELIER_TRY(claims.rooms, room_claims(object));
  ATELIER_TRY(claims.workspace, workspace_claim(object));
  return claims;
}

Result<void> check_times(const JwtClaims& claims, const JwtPolicy& policy, WallMs now) {
  if (claims.expires_at <= now - policy.leeway_ms) {
    return unauthenticated("the token has expired; get a new one");
  }
  if (claims.not_before > now + policy.leeway_ms || claims.issued_at > now + policy.leeway_ms) {
    return unauthenticated("the token is not valid yet; check the clocks");
  }
  if (claims.expires_at - claims.issued_at > policy.max_lifetime_ms) {
    return unauthenticated("the token lives too long; ask for one with an earlier \"exp\"");
  }
  return {};
}

std::string write_claims(const JwtClaims& claims) {
  json::object object{{"sub", claims.subject},
                      {"name", claims.name},
                      {"iss", claims.issuer},
                      {"aud", claims.audience},
                      {"exp", claims.expires_at / 1000},
                      {"iat", claims.issued_at / 1000},
                      {"jti", claims.id}};
  if (claims.not_before != 0) object["nbf"] = claims.not_before / 1000;
  if (claims.workspace != "main") object["ws"] = claims.workspace;
  json::object rooms;
  for (const auto& [room, role] : claims.rooms) rooms[room] = role;
  if (!rooms.empty()) object["rooms"] = std::move(rooms);
  return json::serialize(object);
}

}  // namespace atelier::wire
