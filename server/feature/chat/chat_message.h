// Messages as JSON text: checking what a client sends, and putting together what others read.
// Members that we do not know keep their text (EVT40).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/event.h"

namespace atelier::feature::chat {

/// A checked chat.send.
struct Draft {
  std::string content;  // JSON object text: all members that are the client's to set, without id
  std::string text;
  std::uint64_t thread_root = 0;
  std::uint64_t reply_to = 0;
  std::vector<std::string> mentions;
};
Result<Draft> check_draft(std::string_view body);

/// `{"id":...,"seq":...,"from":...,"at":..., <content>}`; what remains of it when the content is
/// gone is a deleted message.
std::string message_of(const core::Event& sent);

/// The tombstone that takes the place of a deleted message.
std::string tombstone(std::string_view id, std::uint64_t seq, std::string_view from_json,
                      std::int64_t at, std::uint64_t thread_root);

/// What later events changed about a message.
struct Amendments {
  std::optional<std::string> text;
  std::int64_t edited_at = 0;
  std::vector<std::pair<std::string, std::vector<std::string>>> reactions;  // emoji -> principals
  std::uint64_t replies = 0;
  bool pinned = false;
};
std::string amend(std::string_view message, const Amendments& amendments);

}  // namespace atelier::feature::chat
