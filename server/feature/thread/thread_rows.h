// Where threads keep their projection, below the room's partition. A thread is named by the seq of
// its opening (`root`), a comment by its own seq:
//   thread/h/<root>                  {"id","seq","anchor","suggestion"?,"from","at"}
//   thread/s/<root>                  {"from","at","outcome"?} while it is resolved
//   thread/m/<root><seq>             the comment as sent, or its tombstone
//   thread/x/<root><seq>e            {"text","edited_at","events":[seq]} of the last edit
//   thread/x/<root><seq>k            ["emoji", ...] in use, oldest first
//   thread/x/<root><seq>r<emoji>\0<id>  one reaction of one principal
// Every row is a function of one event, so the projection can be rebuilt from the log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/ledger.h"

namespace atelier::feature::thread {

/// A comment's place: its thread's root and its own seq.
struct Place {
  std::uint64_t root = 0;
  std::uint64_t seq = 0;
};

inline std::string head_key(std::uint64_t root) {
  return core::Ledger::sequence_key("thread/h/", root);
}
inline std::string resolved_key(std::uint64_t root) {
  return core::Ledger::sequence_key("thread/s/", root);
}
inline std::string comment_key(Place place) {
  return core::Ledger::sequence_key(core::Ledger::sequence_key("thread/m/", place.root), place.seq);
}
inline constexpr std::string_view kAmendments = "thread/x/";
inline std::string amendments_key(Place place) {
  return core::Ledger::sequence_key(core::Ledger::sequence_key(kAmendments, place.root), place.seq);
}
inline std::string edit_key(Place place) {
  return amendments_key(place) + 'e';
}
inline std::string kinds_key(Place place) {
  return amendments_key(place) + 'k';
}
inline std::string reaction_key(Place place, std::string_view emoji, std::string_view principal) {
  return amendments_key(place) + 'r' + std::string(emoji) + '\0' + std::string(principal);
}

}  // namespace atelier::feature::thread
