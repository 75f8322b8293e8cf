#include "feature/thread/thread_anchor.h"

#include <algorithm>

#include "base/ids.h"
#include "feature/thread/thread_limits.h"

namespace atelier::feature::thread {
namespace {

bool is_base64(std::string_view text) {
  const std::size_t padding = text.size() - std::min(text.size(), text.find_last_not_of('=') + 1);
  if (padding > 2) return false;
  text.remove_suffix(padding);
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '-' || c == '_';
  });
}

// An optional member: a text, or left out.
Result<std::string> optional_text(const json::object& anchor, std::string_view name) {
  const json::value* member = anchor.if_contains(name);
  if (member == nullptr || member->is_null()) return std::string();
  const auto text = string_member(anchor, name);
  if (!text) return invalid("anchor." + std::string(name) + " must be a text.");
  return std::string(*text);
}

}  // namespace

Result<Anchor> read_anchor(const json::object& body) {
  const json::value* member = body.if_contains("anchor");
  if (member == nullptr || !member->is_object()) {
    return invalid("anchor must be {surface, target?, position?, quote?}.");
  }
  const json::object& given = member->get_object();
  Anchor anchor;
  anchor.surface = string_member(given, "surface").value_or("");
  if (!is_document_name(anchor.surface)) {
    return invalid("anchor.surface must be a surface's id: 1 to 128 of A-Z a-z 0-9 . _ ~ -.");
  }
  ATELIER_TRY(anchor.target, optional_text(given, "target"));
  ATELIER_TRY(anchor.position, optional_text(given, "position"));
  ATELIER_TRY(anchor.quote, optional_text(given, "quote"));
  if (anchor.target.size() > kTargetBytes) {
    return too_large("anchor.target is longer than 256 bytes.");
  }
  if (!is_base64(anchor.position)) return invalid("anchor.position must be base64.");
  if (anchor.position.size() > (kPositionBytes + 2) / 3 * 4) {
    return too_large("anchor.position is longer than 1024 bytes.");
  }
  if (anchor.quote.size() > kQuoteBytes) {
    return too_large("anchor.quote is longer than 2048 bytes: quote the beginning.");
  }
  return anchor;
}

json::object to_json(const Anchor& anchor) {
  json::object out{{"surface", anchor.surface}};
  if (!anchor.target.empty()) out["target"] = anchor.target;
  if (!anchor.position.empty()) out["position"] = anchor.position;
  if (!anchor.quote.empty()) out["quote"] = anchor.quote;
  return out;
}

}  // namespace atelier::feature::thread
