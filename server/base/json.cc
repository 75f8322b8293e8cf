#include "base/json.h"

#include <cmath>

#include "base/json_text.h"

namespace atelier {

Result<json::value> parse_json(std::string_view text) {
  // The scanner first: it accepts what JavaScript writes and bounds the depth before allocation.
  if (auto checked = json_text::validate(text); !checked) return checked.error();
  json::parse_options options;
  options.max_depth = json_text::kMaxDepth + 1;
  options.allow_invalid_utf8 = false;
  boost::system::error_code failed;
  json::value value = json::parse(text, failed, {}, options);
  if (failed) return invalid("malformed JSON: " + failed.message());
  return value;
}

std::optional<std::string_view> string_member(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string_view(found->get_string());
}

std::optional<std::int64_t> int_member(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_int64()) return found->get_int64();
  if (!found->is_double()) return std::nullopt;
  const double number = found->get_double();
  if (std::trunc(number) != number || std::abs(number) > 9007199254740991.0) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

bool bool_member(const json::object& object, std::string_view key, bool otherwise) {
  const json::value* found = object.if_contains(key);
  return found != nullptr && found->is_bool() ? found->get_bool() : otherwise;
}

json::object object_of(std::string_view text) {
  auto parsed = parse_json(text);
  return parsed && parsed->is_object() ? std::move(parsed->get_object()) : json::object();
}

std::string text_of(const json::object& object, std::string_view key) {
  return std::string(string_member(object, key).value_or(""));
}

}  // namespace atelier
