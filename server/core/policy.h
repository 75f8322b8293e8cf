// THE place that says who may do what: every command with its least role, and how a person's role
// in a room comes about. Features add their commands at start-up; afterwards the table is only
// read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/principal.h"

namespace atelier::core {

enum class CommandClass : std::uint8_t {
  kDurable,    // decide -> events -> answer after the store
  kEphemeral,  // decide -> deliveries at once, nothing stored
  kQuery,      // reads; never decides
};

/// Which token bucket a command takes from (rate_limit.h).
enum class RateBucket : std::uint8_t { kWrite, kRead, kSignal, kAdmin };

struct CommandSpec {
  std::string name;     // "chat.send"
  std::string feature;  // RoomFeature::name(); "room" for the core's own
  Role least = Role::kOwner;
  CommandClass kind = CommandClass::kDurable;
  RateBucket bucket = RateBucket::kWrite;
  bool idempotent = false;  // body.id is a UUIDv7 and the idempotency key
  std::size_t max_body_bytes = 64 * 1024;
  bool in_archive = false;  // also in a room that is archived; queries always may
  bool in_trash = false;    // also in a room that was deleted (TRS6); queries only with it
};

class CommandTable {
 public:
  /// Adding a name twice is a broken invariant.
  void add(CommandSpec spec);
  const CommandSpec* find(std::string_view name) const;
  /// All of them, sorted.
  std::vector<std::string> names() const;
  /// One line per command, sorted: `name class viewer commenter editor owner` with x or -; tests
  /// pin it.
  std::string role_matrix() const;

 private:
  std::map<std::string, CommandSpec, std::less<>> commands_;
};

/// What a room remembers about one person.
struct Standing {
  std::optional<Role> stored;  // kNone: removed, and claims do not bring them back
  bool banned = false;
};

/// Workspace owner, else ban, else stored role, else the token's claim (EVT11).
Role effective_role(const Standing& standing, Role claim, bool workspace_owner);

/// The one answer for rooms that do not exist and rooms one may not enter.
Error no_such_room();
/// The same for owners, who may bring it back (TRS6).
Error room_in_trash();
Error role_too_low(const CommandSpec& spec);
/// What writes is refused in a room that is archived (EVT22).
Error room_is_archived();
/// The most that anyone may do there.
inline constexpr Role kArchiveRole = Role::kViewer;

}  // namespace atelier::core
