#include "feature/thread/thread_kind.h"

#include <array>

#include "feature/thread/thread_limits.h"

namespace atelier::feature::thread {
namespace {

constexpr std::array kKinds{Kind::kComment, Kind::kSuggestion, Kind::kHighlight};

std::optional<Kind> kind_named(std::string_view name) {
  for (const Kind kind : kKinds) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

Result<std::string> read_suggested(const json::value& given) {
  const auto text = given.is_object() ? string_member(given.get_object(), "text") : std::nullopt;
  if (!text) return invalid("suggestion must be {text}; an empty text deletes the passage.");
  if (text->size() > kSuggestionBytes) return too_large("suggestion.text is longer than 16 KB.");
  return std::string(*text);
}

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kComment:
      return "comment";
    case Kind::kSuggestion:
      return "suggestion";
    case Kind::kHighlight:
      return "highlight";
  }
  return "comment";
}

Kind kind_of(const json::object& body) {
  return kind_named(string_member(body, "kind").value_or("")).value_or(Kind::kComment);
}

// THR18
Result<Opening> read_opening(const json::object& body, const Anchor& anchor) {
  Opening opening;
  const json::value* suggestion = body.if_contains("suggestion");
  const bool suggests = suggestion != nullptr && !suggestion->is_null();
  const bool highlights = bool_member(body, "highlight", false);
  if (!suggests && !highlights) return opening;
  if (suggests && highlights) return invalid("A thread is a suggestion or a highlight, not both.");
  if (anchor.position.empty()) return invalid("anchor.position must say which passage it is.");
  if (highlights) {
    opening.kind = Kind::kHighlight;
    return opening;
  }
  if (anchor.quote.empty()) return invalid("A suggestion quotes the passage in anchor.quote.");
  opening.kind = Kind::kSuggestion;
  ATELIER_TRY(opening.suggested, read_suggested(*suggestion));
  return opening;
}

Result<KindSet> KindSet::read(const json::object& body) {
  KindSet kinds;
  const json::value* given = body.if_contains("kind");
  if (given == nullptr || given->is_null()) return kinds;
  std::string_view names = string_member(body, "kind").value_or("");
  kinds.bits_ = 0;
  for (;;) {
    const std::size_t comma = names.find(',');
    const auto kind = kind_named(names.substr(0, comma));
    if (!kind) return invalid("kind is comment, suggestion or highlight, or several with commas.");
    kinds.bits_ |= 1U << static_cast<unsigned>(*kind);
    if (comma == std::string_view::npos) return kinds;
    names.remove_prefix(comma + 1);
  }
}

// THR19
Result<Outcome> read_outcome(const json::object& body, Kind kind) {
  const json::value* given = body.if_contains("outcome");
  const bool is_given = given != nullptr && !given->is_null();
  if (kind == Kind::kHighlight) return invalid("A highlight is not resolved: delete it.");
  if (kind == Kind::kComment) {
    if (is_given) return invalid("Only a suggestion is resolved with an outcome.");
    return Outcome::kNone;
  }
  const std::string_view name = string_member(body, "outcome").value_or("");
  if (name == name_of(Outcome::kAccepted)) return Outcome::kAccepted;
  if (name == name_of(Outcome::kRejected)) return Outcome::kRejected;
  return invalid("outcome must be accepted or rejected: this thread is a suggestion.");
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNone:
      return "";
    case Outcome::kAccepted:
      return "accepted";
    case Outcome::kRejected:
      return "rejected";
  }
  return "";
}

}  // namespace atelier::feature::thread
