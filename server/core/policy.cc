#include "core/policy.h"

#include <utility>

namespace atelier::core {
namespace {

std::string_view name_of(CommandClass kind) {
  switch (kind) {
    case CommandClass::kDurable:
      return "durable";
    case CommandClass::kEphemeral:
      return "ephemeral";
    case CommandClass::kQuery:
      return "query";
  }
  return "query";
}

}  // namespace

void CommandTable::add(CommandSpec spec) {
  std::string name = spec.name;
  const bool is_new = commands_.emplace(std::move(name), std::move(spec)).second;
  ATELIER_ASSERT(is_new);
}

const CommandSpec* CommandTable::find(std::string_view name) const {
  const auto at = commands_.find(name);
  return at == commands_.end() ? nullptr : &at->second;
}

std::vector<std::string> CommandTable::names() const {
  std::vector<std::string> all;
  for (const auto& [name, spec] : commands_) all.push_back(name);
  return all;
}

std::string CommandTable::role_matrix() const {
  std::string text;
  for (const auto& [name, spec] : commands_) {
    text += name;
    text += ' ';
    text += name_of(spec.kind);
    for (const Role role : {Role::kViewer, Role::kCommenter, Role::kEditor, Role::kOwner}) {
      text += role >= spec.least ? " x" : " -";
    }
    text += '\n';
  }
  return text;
}

Role effective_role(const Standing& standing, Role claim, bool workspace_owner) {
  if (workspace_owner) return Role::kOwner;
  if (standing.banned) return Role::kNone;
  return standing.stored.value_or(claim);
}

Error no_such_room() {
  return not_found("there is no such room, or you may not enter it");
}

Error room_in_trash() {
  return not_found("this room is in the trash; an owner can bring it back");
}

Error role_too_low(const CommandSpec& spec) {
  return forbidden("this needs the role " + std::string(name_of(spec.least)) +
                   "; ask an owner of the room");
}

Error room_is_archived() {
  return forbidden("this room is archived and read-only; an owner can bring it back");
}

}  // namespace atelier::core
