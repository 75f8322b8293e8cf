// Bounds of the chat (spec/events.md says what each refusal looks like).
#pragma once

#include <cstddef>

namespace atelier::feature::chat {

inline constexpr std::size_t kTextBytes = 16 * 1024;
inline constexpr std::size_t kExtraBytes = 4 * 1024;  // unknown members of a message, together
inline constexpr std::size_t kMentions = 50;
inline constexpr std::size_t kAttachments = 10;
inline constexpr std::size_t kAttachmentBytes = 1024;  // JSON text of one attachment
inline constexpr std::size_t kEmojiBytes = 32;
inline constexpr std::size_t kReactionKinds = 20;
inline constexpr std::size_t kPins = 100;
inline constexpr std::size_t kRecentMessages = 1000;  // unread counts stop here
inline constexpr std::size_t kPageMessages = 200;

}  // namespace atelier::feature::chat
