#include "feature/docs/render/any_json.h"

#include <cmath>

#include "base/base64.h"
#include "crdt/view.h"

namespace atelier::feature::docs::render {
namespace {

/// Beyond, JavaScript's integers are not exact.
constexpr double kMaxInteger = 9'007'199'254'740'992.0;

struct ToJson {
  int depth;

  json::value operator()(crdt::Undefined) const { return nullptr; }
  json::value operator()(crdt::Null) const { return nullptr; }
  json::value operator()(bool flag) const { return flag; }
  json::value operator()(double number) const {
    if (!std::isfinite(number)) return nullptr;
    if (number == std::trunc(number) && std::abs(number) < kMaxInteger) {
      return static_cast<std::int64_t>(number);
    }
    return number;
  }
  json::value operator()(crdt::BigInt integer) const {
    return json::string(std::to_string(integer.value));
  }
  json::value operator()(const std::string& text) const { return json::string(text); }
  json::value operator()(const crdt::Buffer& buffer) const {
    return json::string(base64::encode(buffer.bytes));
  }
  json::value operator()(const crdt::Any::Array& elements) const {
    json::array array;
    array.reserve(elements.size());
    for (const crdt::Any& element : elements) array.push_back(json_of(element, depth + 1));
    return array;
  }
  json::value operator()(const crdt::Any::Object& members) const {
    json::object object;
    for (const crdt::AnyMember& member : members) {
      object[member.key] = json_of(member.value, depth + 1);
    }
    return object;
  }
};

}  // namespace

json::value json_of(const crdt::Any& any, int depth) {
  if (depth >= crdt::view::kMaxDepth) return nullptr;
  return std::visit(ToJson{depth}, any.value);
}

crdt::Any any_of(const json::value& value) {
  if (value.is_bool()) return {value.as_bool()};
  if (value.is_string()) return {std::string(value.as_string())};
  if (value.is_number()) return {value.to_number<double>()};
  return {crdt::Null{}};
}

}  // namespace atelier::feature::docs::render
