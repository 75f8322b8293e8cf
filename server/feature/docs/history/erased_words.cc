#include "feature/docs/history/erased_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "crdt/text_attributes.h"

namespace atelier::feature::docs {
namespace {

/// Attributes that say how a block looks, not what somebody said in it.
constexpr std::array<std::string_view, 14> kStructure{
    "id",       "level",  "textAlignment", "textColor",   "backgroundColor", "checked", "start",
    "language", "indent", "previewWidth",  "showPreview", "colspan",         "rowspan", "colwidth"};
/// Marks whose values are the names of colours.
constexpr std::array<std::string_view, 2> kColours{"textColor", "backgroundColor"};

bool holds(const auto& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_format_with_words(const crdt::Item& item) {
  const auto [key, json] = crdt::format_of(item);
  return json.find('"') != std::string::npos && !holds(kColours, key);
}

bool may_hold_words(const crdt::Item& item) {
  switch (item.kind) {
    case crdt::ContentKind::kString:
    case crdt::ContentKind::kJson:
    case crdt::ContentKind::kBinary:
    case crdt::ContentKind::kEmbed:
    case crdt::ContentKind::kAny:
      return item.parent_sub == nullptr || !holds(kStructure, *item.parent_sub);
    case crdt::ContentKind::kFormat:
      return is_format_with_words(item);
    case crdt::ContentKind::kGc:
    case crdt::ContentKind::kDeleted:
    case crdt::ContentKind::kType:
    case crdt::ContentKind::kDoc:
    case crdt::ContentKind::kSkip:
      return false;
  }
  return false;
}

void add_words(const crdt::Doc& now, crdt::ClientId client, crdt::ClockRange range,
               crdt::DeleteSet& words) {
  while (range.from < range.until) {
    const crdt::Item* item = now.item_at({client, range.from});
    if (item == nullptr) return;
    const crdt::Clock end = std::min(item->end(), range.until);
    if (!item->is_deleted && may_hold_words(*item)) words.add(client, {range.from, end});
    range.from = end;
  }
}

bool has_words_of(const History& history, const std::string& person) {
  const auto& moments = history.moments();
  const auto& named = history.named();
  return std::ranges::any_of(moments, [&](const auto& each) { return each.author == person; }) ||
         std::ranges::any_of(named, [&](const auto& each) { return each.from.id == person; });
}

// What they wrote first, of what can hold words and is still shown.
crdt::DeleteSet words_of(const History& history, const crdt::Doc& now, const std::string& author) {
  crdt::DeleteSet words;
  for (const Delivered& moment : history.moments()) {
    if (moment.author != author) continue;
    for (const UnitRange& range : moment.inserted) {
      // What somebody else delivered first is theirs.
      for (crdt::Clock at = range.clocks.from; at < range.clocks.until;) {
        const auto owned = history.inserters().find(range.client, at);
        if (!owned) break;
        const crdt::Clock end = std::min(owned->until, range.clocks.until);
        if (history.moments()[owned->moment].author == author) {
          add_words(now, range.client, {at, end}, words);
        }
        at = end;
      }
    }
  }
  return words;
}

}  // namespace

Result<std::optional<std::string>> state_without(History& history, const std::string& author) {
  if (!has_words_of(history, author)) return std::optional<std::string>();
  crdt::Doc now;
  const std::string whole = history.all().encode_state_as_update();
  if (auto applied = now.apply(whole); !applied) return applied.error();
  crdt::Update erased;
  erased.deletes = words_of(history, now, author);
  now.apply(erased);
  return std::optional<std::string>(now.encode_state_as_update());
}

}  // namespace atelier::feature::docs
