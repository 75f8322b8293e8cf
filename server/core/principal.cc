#include "core/principal.h"

#include "base/json_text.h"

namespace atelier::core {

std::string_view name_of(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::kUser:
      return "user";
    case PrincipalKind::kGuest:
      return "guest";
    case PrincipalKind::kBot:
      return "bot";
  }
  return "user";
}

std::string_view name_of(Role role) {
  switch (role) {
    case Role::kNone:
      return "none";
    case Role::kViewer:
      return "viewer";
    case Role::kCommenter:
      return "commenter";
    case Role::kEditor:
      return "editor";
    case Role::kOwner:
      return "owner";
  }
  return "none";
}

std::optional<PrincipalKind> parse_kind(std::string_view name) {
  for (const auto kind : {PrincipalKind::kUser, PrincipalKind::kGuest, PrincipalKind::kBot}) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

std::optional<Role> parse_role(std::string_view name) {
  for (const auto role : {Role::kViewer, Role::kCommenter, Role::kEditor, Role::kOwner}) {
    if (name == name_of(role)) return role;
  }
  return std::nullopt;
}

std::string to_json(const Principal& principal) {
  std::string text = "{\"id\":";
  json_text::append_quoted(text, principal.id);
  text += ",\"name\":";
  json_text::append_quoted(text, principal.name);
  text += ",\"kind\":\"";
  text += name_of(principal.kind);
  text += "\"}";
  return text;
}

}  // namespace atelier::core
