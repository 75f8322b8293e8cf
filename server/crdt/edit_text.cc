#include <map>

#include "base/utf8.h"
#include "crdt/edit.h"
#include "crdt/js_json.h"
#include "crdt/position_index.h"

namespace atelier::crdt {
namespace {

Result<std::string> json_of(const Any& value) {
  auto json = js_json::stringify(value);
  if (!json) return invalid("The value has no JSON.");
  return *std::move(json);
}

Result<TextAttributes> attributes_of(const AttributeChanges& changes) {
  TextAttributes attributes;
  for (const auto& [key, value] : changes) {
    ATELIER_TRY(const std::string json, json_of(value));
    attributes.set(key, json);
  }
  return attributes;
}

bool is_format(const Item& item) {
  return item.kind == ContentKind::kFormat;
}

/// Goes right over deleted items and over formats that say what holds anyway.
void skip_equal_formats(TextPosition& position, const TextAttributes& attributes) {
  while (position.right != nullptr) {
    if (!position.right->is_deleted) {
      if (!is_format(*position.right)) return;
      const auto [key, value] = format_of(*position.right);
      if (!equal_values(attributes.value(key), value)) return;
    }
    position.forward();
  }
}

}  // namespace

void TextPosition::forward() {
  if (is_format(*right) && !right->is_deleted) attributes.apply(format_of(*right));
  left = right;
  right = right->right;
}

/// Directly behind the unit before `at`. Attributes take the way from the start, if there are any.
TextPosition Edit::text_position(Type& text, std::uint64_t at) {
  TextPosition position{nullptr, text.start, {}};
  if (at > 0 && !text.has_formats) {
    if (!text.index) text.index = std::make_unique<PositionIndex>(text);
    const PositionIndex::Start start = text.index->find(at);
    position = {start.item->left, start.item, {}};
    at -= start.position;
  }
  advance(position, at);
  return position;
}

void Edit::advance(TextPosition& position, std::uint64_t count) {
  while (position.right != nullptr && count > 0) {
    if (position.right->is_shown()) {
      if (count < position.right->length) split_at(position.right, count);
      count -= position.right->length;
    }
    position.forward();
  }
}

void Edit::insert_format(Type& text, TextPosition& position, std::string_view key,
                         std::string_view json) {
  const std::string body = format_body(key, json);
  position.right =
      insert_item(text, {position.left, position.right}, {ContentKind::kFormat, false, 1, body});
  position.forward();
}

/// Gives what must be set again behind what these formats are for.
TextAttributes Edit::insert_formats(Type& text, TextPosition& position,
                                    const TextAttributes& attributes) {
  TextAttributes negated;
  for (const auto& [key, value] : attributes.entries()) {
    const std::string current(position.attributes.value(key));
    if (equal_values(current, value)) continue;
    negated.set(key, current);
    insert_format(text, position, key, value);
  }
  return negated;
}

void Edit::insert_negated(Type& text, TextPosition& position, TextAttributes negated) {
  while (position.right != nullptr) {
    if (!position.right->is_deleted) {
      if (!is_format(*position.right)) break;
      const auto [key, value] = format_of(*position.right);
      const std::string* const wanted = negated.find(key);
      if (wanted == nullptr || !equal_values(*wanted, value)) break;
      negated.erase(key);
    }
    position.forward();
  }
  for (const auto& [key, value] : negated.entries()) insert_format(text, position, key, value);
}

/// YJS32. `attributes` is all that shall hold.
void Edit::insert_content(Type& text, TextPosition& position, const Content& content,
                          TextAttributes attributes) {
  for (const auto& [key, value] : position.attributes.entries()) {
    if (attributes.find(key) == nullptr) attributes.set(key, kNoValue);
  }
  skip_equal_formats(position, attributes);
  TextAttributes negated = insert_formats(text, position, attributes);
  position.right = insert_item(text, {position.left, position.right}, content);
  position.forward();
  insert_negated(text, position, std::move(negated));
}

Result<void> Edit::insert_text(Type& text, std::uint64_t at, std::string_view inserted) {
  if (!utf8::is_valid(inserted)) return invalid("The text is not UTF-8.");
  if (const auto checked = check_boundary(text, at); !checked) return checked.error();
  if (inserted.empty()) return {};
  TextPosition position = text_position(text, at);
  const TextAttributes attributes = position.attributes;
  insert_content(text, position,
                 {ContentKind::kString, false, utf8::utf16_length(inserted), inserted}, attributes);
  return {};
}

Result<void> Edit::insert_text(Type& text, std::uint64_t at, std::string_view inserted,
                               const AttributeChanges& attributes) {
  if (!utf8::is_valid(inserted)) return invalid("The text is not UTF-8.");
  if (const auto checked = check_boundary(text, at); !checked) return checked.error();
  ATELIER_TRY(TextAttributes wanted, attributes_of(attributes));
  if (inserted.empty()) return {};
  TextPosition position = text_position(text, at);
  insert_content(text, position,
                 {ContentKind::kString, false, utf8::utf16_length(inserted), inserted},
                 std::move(wanted));
  return {};
}

Result<void> Edit::append_texts(Type& text, const std::vector<TextPiece>& pieces) {
  std::vector<TextAttributes> wanted;
  for (const TextPiece& piece : pieces) {
    if (!utf8::is_valid(piece.text)) return invalid("The text is not UTF-8.");
    ATELIER_TRY(TextAttributes attributes, attributes_of(piece.attributes));
    wanted.push_back(std::move(attributes));
  }
  if (const auto checked = check_boundary(text, text.length); !checked) return checked.error();
  TextPosition position = text_position(text, text.length);
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    const std::string& added = pieces[at].text;
    if (added.empty()) continue;
    insert_content(text, position, {ContentKind::kString, false, utf8::utf16_length(added), added},
                   std::move(wanted[at]));
  }
  return {};
}

Result<void> Edit::insert_embed(Type& text, std::uint64_t at, const Any& embed,
                                const AttributeChanges& attributes) {
  if (const auto checked = check_boundary(text, at); !checked) return checked.error();
  ATELIER_TRY(const std::string json, json_of(embed));
  ATELIER_TRY(TextAttributes wanted, attributes_of(attributes));
  VarWriter body;
  body.var_bytes(json);
  TextPosition position = text_position(text, at);
  insert_content(text, position, {ContentKind::kEmbed, false, 1, body.view()}, std::move(wanted));
  return {};
}

Result<void> Edit::format_text(Type& text, std::uint64_t at, std::uint64_t length,
                               const AttributeChanges& changes) {
  if (const auto checked = check_range(text, at, length); !checked) return checked.error();
  ATELIER_TRY(const TextAttributes attributes, attributes_of(changes));
  if (length == 0) return {};
  TextPosition position = text_position(text, at);
  skip_equal_formats(position, attributes);
  change_formats(text, position, length, attributes);
  return {};
}

/// YJS33: formats of the same keys within are taken away, also behind the range as long as that
/// saves a format at its end.
void Edit::change_formats(Type& text, TextPosition& position, std::uint64_t length,
                          const TextAttributes& attributes) {
  TextAttributes negated = insert_formats(text, position, attributes);
  while (position.right != nullptr) {
    Item& item = *position.right;
    const bool is_in_gap = item.is_deleted || is_format(item);
    if (length == 0 && (negated.empty() || !is_in_gap)) break;
    if (item.is_shown()) {
      if (length < item.length) split_at(&item, length);
      length -= item.length;
    } else if (!item.is_deleted && is_format(item)) {
      const auto [key, value] = format_of(item);
      const std::string* const wanted = attributes.find(key);
      if (wanted == nullptr) {
        position.attributes.apply({key, value});
      } else if (equal_values(*wanted, value)) {
        negated.erase(key);
        transaction_.erase(&item);
      } else {
        if (length == 0) break;
        negated.set(key, value);
        transaction_.erase(&item);
      }
    }
    position.forward();
  }
  insert_negated(text, position, std::move(negated));
}

Result<void> Edit::delete_text(Type& text, std::uint64_t at, std::uint64_t length) {
  if (const auto checked = check_range(text, at, length); !checked) return checked.error();
  if (length == 0) return {};
  TextPosition position = text_position(text, at);
  const TextAttributes start_attributes = position.attributes;
  Item* const start = position.right;
  while (length > 0) {
    Item* const item = position.right;
    if (item->is_shown()) {
      if (length < item->length) split_at(item, length);
      length -= item->length;
      transaction_.erase(item);
    }
    position.forward();
  }
  clean_gap(start, position.right, start_attributes, position.attributes);
  return {};
}

/// YJS34: between two shown units only the last format of each key counts, and only if it changes
/// something. `current` is where `attributes` hold.
void Edit::clean_gap(Item* start, const Item* current, const TextAttributes& start_attributes,
                     TextAttributes& attributes) {
  std::map<std::string, const Item*, std::less<>> last_formats;
  Item* end = start;
  for (; end != nullptr && !end->is_shown(); end = end->right) {
    if (!end->is_deleted && is_format(*end)) last_formats[format_of(*end).first] = end;
  }
  bool is_before_current = true;
  for (Item* item = start; item != end; item = item->right) {
    if (item == current) is_before_current = false;
    if (item->is_deleted || !is_format(*item)) continue;
    const auto [key, value] = format_of(*item);
    const std::string_view before = start_attributes.value(key);
    const bool changes_nothing = equal_values(before, value);
    if (last_formats[key] != item || changes_nothing) {
      transaction_.erase(item);
      if (is_before_current && equal_values(attributes.value(key), value) && !changes_nothing) {
        attributes.apply({key, std::string(before)});
      }
    } else if (is_before_current) {
      attributes.apply({key, value});
    }
  }
}

}  // namespace atelier::crdt
