// Who acts, and what a role may. A principal is the same person or bot on all devices and
// protocols.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atelier::core {

enum class PrincipalKind : std::uint8_t { kUser, kGuest, kBot };

struct Principal {
  std::string id;
  std::string name;
  PrincipalKind kind = PrincipalKind::kUser;
  bool operator==(const Principal&) const = default;
};

/// Ordered: each role may all that the ones before it may.
enum class Role : std::uint8_t { kNone, kViewer, kCommenter, kEditor, kOwner };

/// The names on the wire: "user", "viewer"... kNone is "none".
std::string_view name_of(PrincipalKind kind);
std::string_view name_of(Role role);
std::optional<PrincipalKind> parse_kind(std::string_view name);
/// "none" is no role that anyone can be given: nothing.
std::optional<Role> parse_role(std::string_view name);

/// `{"id":...,"name":...,"kind":...}`: the `from` of every event.
std::string to_json(const Principal& principal);

}  // namespace atelier::core
