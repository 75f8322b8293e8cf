#include "wire/http/conditional.h"

#include "wire/http/headers.h"

namespace atelier::wire::http {
namespace {

struct EntityTag {
  bool weak = false;
  std::string_view opaque;  // with its quotes; empty: malformed
};

// Takes one tag from the front of `text`.
EntityTag take_tag(std::string_view& text) {
  EntityTag tag;
  tag.weak = text.starts_with("W/");
  if (tag.weak) text.remove_prefix(2);
  const std::size_t end = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
  if (end == std::string_view::npos) return {};
  tag.opaque = text.substr(0, end + 1);
  text.remove_prefix(end + 1);
  return tag;
}

enum class Comparison { kWeak, kStrong };

bool matches(std::string_view list, std::string_view etag, Comparison comparison) {
  list = trim(list);
  if (list == "*") return true;
  const EntityTag current = take_tag(etag);
  if (current.opaque.empty()) return false;
  while (!list.empty()) {
    const EntityTag tag = take_tag(list);
    if (tag.opaque.empty()) return false;
    const bool may_match = comparison == Comparison::kWeak || (!tag.weak && !current.weak);
    if (may_match && tag.opaque == current.opaque) return true;
    list = trim(list);
    if (!list.empty() && list[0] != ',') return false;
    while (!list.empty() && list[0] == ',') list = trim(list.substr(1));
  }
  return false;
}

}  // namespace

bool if_none_match_hits(std::string_view header, std::string_view etag) {
  return matches(header, etag, Comparison::kWeak);
}

bool if_match_holds(std::string_view header, std::string_view etag) {
  return matches(header, etag, Comparison::kStrong);
}

}  // namespace atelier::wire::http
