// Deleted messages in the trash (spec/trash.md): one row each, beside the tombstone that everybody
// sees, which expires by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/room_feature.h"
#include "feature/chat/chat_queries.h"

namespace atelier::feature::chat {

/// What is kept of a deleted message, as texts: who thinks up members has them back unchanged.
struct KeptMessage {
  std::string message;  // its row
  std::string edit;     // the row of its last edit; empty: there was none
  std::string by;       // principal id of who deleted it
  WallMs at = 0;        // when
};

std::string trash_row(const KeptMessage& kept);
/// Nothing for a damaged row.
std::optional<KeptMessage> read_trash_row(std::string_view row);

/// The content of chat.restored, and back.
std::string restored_content(const KeptMessage& kept);
struct Restored {
  std::string message;
  std::string text;  // as last edited
  std::int64_t edited_at = 0;
};
/// Nothing when the content is gone: deleted again.
std::optional<Restored> read_restored(const core::Event& event);

/// TRS3: own deletions, or all for an owner.
bool may_take_back(const KeptMessage& kept, const core::Command& command);

/// chat.trash
void read_trash(QueryContext context, const core::Command& command, const json::object& body,
                core::Reply reply);

}  // namespace atelier::feature::chat
