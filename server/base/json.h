// Boost.JSON under one name, for JSON whose values we need. What is only passed on stays text
// (base/json_text.h).
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier {
namespace json = boost::json;

/// Parses one value with the depth limit of json_text; the error says what to mend.
Result<json::value> parse_json(std::string_view text);

/// The member as a string, or nothing when it is absent or of another type.
std::optional<std::string_view> string_member(const json::object& object, std::string_view key);
/// The member as an integer; doubles with an integer value count (JavaScript has no other).
std::optional<std::int64_t> int_member(const json::object& object, std::string_view key);
bool bool_member(const json::object& object, std::string_view key, bool otherwise);

/// For what was checked before it was stored: an object, or an empty one for what is none, so that
/// a damaged entry crashes nothing.
json::object object_of(std::string_view text);
/// The member as a string; empty when it is absent or of another type.
std::string text_of(const json::object& object, std::string_view key);

}  // namespace atelier
