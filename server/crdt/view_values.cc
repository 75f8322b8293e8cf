#include "crdt/view_values.h"

#include <algorithm>

#include "base/varint.h"
#include "crdt/js_json.h"
#include "crdt/view.h"

namespace atelier::crdt::view {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

Any parsed(std::string_view json_text) {
  auto any = js_json::parse(json_text);
  return any ? std::move(*any) : Any{Null{}};
}

std::string joined(const Any::Array& elements);

/// String(value) of JavaScript.
struct PlainText {
  std::string operator()(Undefined) const { return "undefined"; }
  std::string operator()(Null) const { return "null"; }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(double number) const { return js_json::number_text(number); }
  std::string operator()(BigInt integer) const { return std::to_string(integer.value); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const Buffer& buffer) const {
    std::string text;
    for (const char byte : buffer.bytes) {
      if (!text.empty()) text += ',';
      text += std::to_string(static_cast<unsigned char>(byte));
    }
    return text;
  }
  std::string operator()(const Any::Array& elements) const { return joined(elements); }
  std::string operator()(const Any::Object&) const { return "[object Object]"; }
};

std::string joined(const Any::Array& elements) {
  std::string text;
  for (std::size_t index = 0; index < elements.size(); ++index) {
    if (index > 0) text += ',';
    const auto& element = elements[index].value;
    const bool empty =
        std::holds_alternative<Undefined>(element) || std::holds_alternative<Null>(element);
    if (!empty) text += std::visit(PlainText(), element);
  }
  return text;
}

void set_attribute(Attributes& attributes, std::string_view key, std::string_view value) {
  const auto same = [key](const auto& attribute) { return attribute.first == key; };
  const auto found = std::find_if(attributes.begin(), attributes.end(), same);
  if (value == "null") {
    if (found != attributes.end()) attributes.erase(found);
  } else if (found != attributes.end()) {
    found->second = value;
  } else {
    attributes.emplace_back(key, value);
  }
}

}  // namespace

void each_unit(std::string_view text, const std::function<void(Value)>& take) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view unit = bytes == 4 ? kReplacement : text.substr(at, bytes);
    for (int half = bytes == 4 ? 2 : 1; half > 0; --half) take({nullptr, {std::string(unit)}});
    at += bytes;
  }
}

TypeKind type_kind(const Item& type_item) {
  return static_cast<TypeKind>(VarReader(type_item.body()).var_uint());
}

std::string_view type_name(const Item& type_item) {
  VarReader reader(type_item.body());
  reader.var_uint();
  return reader.var_bytes();
}

void for_each_value(const Item& item, const std::function<void(Value)>& take) {
  VarReader reader(item.body());
  switch (item.kind) {
    case ContentKind::kGc:
    case ContentKind::kDeleted:
    case ContentKind::kFormat:
    case ContentKind::kSkip:
      return;
    case ContentKind::kString:
      return each_unit(item.body(), take);
    case ContentKind::kJson:
      while (reader.ok() && !reader.at_end()) {
        const std::string_view element = reader.var_bytes();
        take({nullptr, element == "undefined" ? Any{Undefined{}} : parsed(element)});
      }
      return;
    case ContentKind::kAny:
      while (reader.ok() && !reader.at_end()) take({nullptr, read_any(reader)});
      return;
    case ContentKind::kBinary:
      return take({nullptr, {Buffer{std::string(reader.var_bytes())}}});
    case ContentKind::kEmbed:
      return take({nullptr, parsed(reader.var_bytes())});
    case ContentKind::kType:
      return take({&item, {}});
    case ContentKind::kDoc:
      return take({nullptr, {Any::Object{{"$doc", {std::string(reader.var_bytes())}}}}});
  }
}

std::optional<Value> map_value(const Item& item) {
  std::optional<Value> last;
  if (!item.is_deleted) for_each_value(item, [&last](Value value) { last = std::move(value); });
  return last;
}

std::string value_as_text(const Value& value, int depth) {
  if (value.type_item == nullptr) return std::visit(PlainText(), value.plain.value);
  if (depth >= kMaxDepth) return {};
  const Type& type = *value.type_item->own_type;
  switch (type_kind(*value.type_item)) {
    case TypeKind::kArray:
    case TypeKind::kMap:
    case TypeKind::kXmlHook:
      return "[object Object]";
    case TypeKind::kText:
      return text(type);
    case TypeKind::kXmlElement:
    case TypeKind::kXmlFragment:
      return xml_of(type, depth);
    case TypeKind::kXmlText:
      return xml_text_of(type, depth);
  }
  return {};
}

void for_each_run(const Type& type, const std::function<void(Run)>& take) {
  Attributes attributes;
  std::string pending;
  const auto flush = [&] {
    if (!pending.empty()) take({std::move(pending), nullptr, attributes});
    pending.clear();
  };
  for (const Item* item = type.start; item != nullptr; item = item->right) {
    if (item->is_deleted) continue;
    if (item->kind == ContentKind::kString) {
      pending += item->body();
    } else if (item->kind == ContentKind::kEmbed || item->kind == ContentKind::kType) {
      flush();
      take({{}, item, attributes});
    } else if (item->kind == ContentKind::kFormat) {
      flush();
      VarReader reader(item->body());
      const std::string_view key = reader.var_bytes();
      set_attribute(attributes, key, reader.var_bytes());
    }
  }
  flush();
}

}  // namespace atelier::crdt::view
