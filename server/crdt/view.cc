#include "crdt/view.h"

#include <algorithm>
#include <cmath>

#include "base/base64.h"
#include "crdt/js_json.h"
#include "crdt/view_values.h"

namespace atelier::crdt::view {
namespace {

Any array_of(const Type& type, int depth) {
  Any::Array elements;
  for (const Item* item = type.start; item != nullptr; item = item->right) {
    if (!item->is_shown()) continue;
    for_each_value(*item, [&](Value value) {
      elements.push_back(value_as_json(std::move(value), depth + 1));
    });
  }
  return {std::move(elements)};
}

Any map_of(const Type& type, int depth) {
  Any::Object members;
  for (const KeyMap::Entry& entry : type.map.entries()) {
    auto value = map_value(*entry.item);
    if (value) members.push_back({*entry.key, value_as_json(std::move(*value), depth + 1)});
  }
  return {std::move(members)};
}

/// Writes a view as JSON with wrappers for what JSON cannot say.
class Printer {
 public:
  explicit Printer(std::string& out) : out_(out) {}

  void print(const Any& any) { std::visit(*this, any.value); }

  void operator()(Undefined) { out_ += R"({"$undef":true})"; }
  void operator()(Null) { out_ += "null"; }
  void operator()(bool flag) { out_ += flag ? "true" : "false"; }
  void operator()(double number) {
    out_ += std::isfinite(number) ? js_json::number_text(number) : "null";
  }
  void operator()(BigInt integer) {
    out_ += R"({"$big":")" + std::to_string(integer.value) + "\"}";
  }
  void operator()(const std::string& text) { js_json::append_quoted(out_, text); }
  void operator()(const Buffer& buffer) {
    out_ += R"({"$bin":")" + base64::encode(buffer.bytes) + "\"}";
  }
  void operator()(const Any::Array& elements) {
    out_ += '[';
    for (std::size_t index = 0; index < elements.size(); ++index) {
      if (index > 0) out_ += ',';
      print(elements[index]);
    }
    out_ += ']';
  }
  void operator()(const Any::Object& members) {
    std::vector<const AnyMember*> sorted;
    for (const AnyMember& member : members) sorted.push_back(&member);
    std::stable_sort(sorted.begin(), sorted.end(), comes_before);
    out_ += '{';
    for (std::size_t index = 0; index < sorted.size(); ++index) {
      // Of equal keys the last value counts, as in JavaScript.
      if (index + 1 < sorted.size() && sorted[index]->key == sorted[index + 1]->key) continue;
      if (out_.back() != '{') out_ += ',';
      js_json::append_quoted(out_, sorted[index]->key);
      out_ += ':';
      print(sorted[index]->value);
    }
    out_ += '}';
  }

 private:
  /// Sorted, and then as JavaScript lists members: array indices first.
  static bool comes_before(const AnyMember* a, const AnyMember* b) {
    const auto a_index = js_json::array_index(a->key);
    const auto b_index = js_json::array_index(b->key);
    if (a_index && b_index) return *a_index < *b_index;
    if (a_index || b_index) return a_index.has_value();
    return js_json::utf16_less(a->key, b->key);
  }

  std::string& out_;
};

Any embed_as_json(const Item& item) {
  Any shown{Null{}};
  for_each_value(item, [&shown](Value value) { shown = value_as_json(std::move(value), 1); });
  return shown;
}

}  // namespace

Any value_as_json(Value value, int depth) {
  if (value.type_item == nullptr) return std::move(value.plain);
  if (depth >= kMaxDepth) return {Null{}};
  const Type& type = *value.type_item->own_type;
  switch (type_kind(*value.type_item)) {
    case TypeKind::kArray:
      return array_of(type, depth);
    case TypeKind::kMap:
    case TypeKind::kXmlHook:
      return map_of(type, depth);
    case TypeKind::kText:
    case TypeKind::kXmlElement:
    case TypeKind::kXmlFragment:
    case TypeKind::kXmlText:
      return {value_as_text(value, depth)};
  }
  return {Null{}};
}

std::string text(const Type& type) {
  std::string shown;
  for (const Item* item = type.start; item != nullptr; item = item->right) {
    if (!item->is_deleted && item->kind == ContentKind::kString) shown += item->body();
  }
  return shown;
}

Any delta(const Type& type) {
  Any::Array operations;
  for_each_run(type, [&operations](Run run) {
    Any::Object operation;
    operation.push_back(
        {"insert", run.embed != nullptr ? embed_as_json(*run.embed) : Any{std::move(run.text)}});
    if (!run.attributes.empty()) {
      Any::Object attributes;
      for (const auto& [key, value] : run.attributes) {
        const auto any = js_json::parse(value);
        attributes.push_back({std::string(key), any ? *any : Any{Null{}}});
      }
      operation.push_back({"attributes", {std::move(attributes)}});
    }
    operations.push_back({std::move(operation)});
  });
  return {std::move(operations)};
}

Any array(const Type& type) {
  return array_of(type, 0);
}

Any map(const Type& type) {
  return map_of(type, 0);
}

Any show(const Type* type, Kind kind) {
  const Type empty;
  const Type& shown = type != nullptr ? *type : empty;
  switch (kind) {
    case Kind::kText:
      return {text(shown)};
    case Kind::kDelta:
      return delta(shown);
    case Kind::kArray:
      return array(shown);
    case Kind::kMap:
      return map(shown);
    case Kind::kXml:
      return {xml(shown)};
  }
  return {Null{}};
}

std::string json(const Any& shown) {
  std::string out;
  Printer(out).print(shown);
  return out;
}

}  // namespace atelier::crdt::view
