// The values that an item holds, one by one, for the views. Tells types and subdocuments apart from
// plain values.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crdt/any.h"
#include "crdt/item.h"

namespace atelier::crdt::view {

enum class TypeKind : std::uint8_t {
  kArray = 0,
  kMap = 1,
  kText = 2,
  kXmlElement = 3,
  kXmlFragment = 4,
  kXmlHook = 5,
  kXmlText = 6,
};

/// A nested type, or a plain value.
struct Value {
  const Item* type_item = nullptr;
  Any plain;
};

TypeKind type_kind(const Item& type_item);
/// Of an XML element or hook.
std::string_view type_name(const Item& type_item);

/// The UTF-16 units of a text; the halves of a pair are U+FFFD each.
void each_unit(std::string_view text, const std::function<void(Value)>& take);

/// getContent() of yjs: text gives its UTF-16 units.
void for_each_value(const Item& item, const std::function<void(Value)>& take);
/// What the map shows for a key; nothing if it is deleted.
std::optional<Value> map_value(const Item& item);

/// What toJSON gives for it.
Any value_as_json(Value value, int depth);
/// What String(value) gives in JavaScript.
std::string value_as_text(const Value& value, int depth);

std::string xml_of(const Type& type, int depth);
std::string xml_text_of(const Type& type, int depth);

/// Attributes in force, raw JSON text for each key, in the order in which they came.
using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;
/// A stretch of text with the same attributes, or one embed or nested type.
struct Run {
  std::string text;
  const Item* embed = nullptr;
  const Attributes& attributes;
};
void for_each_run(const Type& type, const std::function<void(Run)>& take);

}  // namespace atelier::crdt::view
