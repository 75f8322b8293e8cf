// Where the chat keeps its projection, below the room's partition (spec/core.md, projections):
//   chat/m/<seq>               the message as sent, or its tombstone
//   chat/x/<seq>e              {"text","edited_at","events":[seq]} of the last edit
//   chat/x/<seq>k              ["emoji", ...] in use, oldest first
//   chat/x/<seq>r<emoji>\0<id>  one reaction of one principal
//   chat/d/<seq>               what is kept of a deleted message (chat_trash.h); expires
//   chat/t/<root><seq>         the messages of a thread
// Every row but those of the trash is a function of one event, so the projection can be rebuilt
// from the log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/ledger.h"

namespace atelier::feature::chat {

inline std::string message_key(std::uint64_t seq) {
  return core::Ledger::sequence_key("chat/m/", seq);
}
inline std::string amendments_key(std::uint64_t seq) {
  return core::Ledger::sequence_key("chat/x/", seq);
}
inline std::string edit_key(std::uint64_t seq) {
  return amendments_key(seq) + 'e';
}
inline std::string kinds_key(std::uint64_t seq) {
  return amendments_key(seq) + 'k';
}
inline std::string reaction_key(std::uint64_t seq, std::string_view emoji,
                                std::string_view principal) {
  return amendments_key(seq) + 'r' + std::string(emoji) + '\0' + std::string(principal);
}
inline std::string kept_key(std::uint64_t seq) {
  return core::Ledger::sequence_key("chat/d/", seq);
}
inline constexpr std::string_view kKeptEnd = "chat/d0";  // '0' follows '/'
inline std::string thread_key(std::uint64_t root, std::uint64_t seq) {
  return core::Ledger::sequence_key(core::Ledger::sequence_key("chat/t/", root), seq);
}
/// The seq in the last 8 bytes of a key, or at `from`.
std::uint64_t seq_at(std::string_view key, std::size_t from);

}  // namespace atelier::feature::chat
