// JSON exactly as JavaScript's JSON.parse and JSON.stringify read and write it: numbers, order of
// members, escapes. Embeds and formats are JSON text in update format V1 and `any` in V2, so that
// converting needs both. Knows nothing of updates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crdt/any.h"

namespace atelier::crdt::js_json {

/// JSON.parse; lone surrogates become U+FFFD, because an `any` cannot carry them.
Result<Any> parse(std::string_view text);

/// JSON.stringify. Nothing where JavaScript has no text for it (`undefined` itself, any BigInt),
/// and above `max_bytes`: a buffer takes 13 bytes for one.
std::optional<std::string> stringify(Any any, std::size_t max_bytes = std::string::npos);

/// Number.prototype.toString.
std::string number_text(double number);
void append_quoted(std::string& out, std::string_view utf8);

/// Order and uniqueness of a JavaScript object's members: array indices first and ascending, of
/// equal keys the last value at the first one's place.
void arrange_members(Any::Object& members);
/// The value of a key that JavaScript treats as an array index, and lists before all others.
std::optional<std::uint32_t> array_index(std::string_view key);
/// Order of JavaScript's `<` on strings: by UTF-16 code units.
bool utf16_less(std::string_view a, std::string_view b);

}  // namespace atelier::crdt::js_json
