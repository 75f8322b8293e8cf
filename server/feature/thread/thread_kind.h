// What a thread is (THR4): a discussion, a suggestion of other words for its passage, or a mark
// that says nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "feature/thread/thread_anchor.h"

namespace atelier::feature::thread {

enum class Kind { kComment, kSuggestion, kHighlight };

std::string_view name_of(Kind kind);
/// A kind that is not there is a comment: threads opened before there were kinds.
Kind kind_of(const json::object& body);

/// What a thread is opened as.
struct Opening {
  Kind kind = Kind::kComment;
  std::string suggested = {};  // personal content; empty: the passage goes
};
Result<Opening> read_opening(const json::object& body, const Anchor& anchor);

/// Which kinds a list shows: names with commas between; none given: all.
class KindSet {
 public:
  static Result<KindSet> read(const json::object& body);
  bool has(Kind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0; }

 private:
  unsigned bits_ = ~0U;
};

/// How a thread is resolved (THR19).
enum class Outcome { kNone, kAccepted, kRejected };
Result<Outcome> read_outcome(const json::object& body, Kind kind);
std::string_view name_of(Outcome outcome);

}  // namespace atelier::feature::thread
