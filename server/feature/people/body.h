// Reading and writing the JSON bodies of commands and events of this feature.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/utf8.h"
#include "core/command.h"

namespace atelier::feature::people {

inline json::object object_of(const std::string& text) {
  auto parsed = parse_json(text);
  return parsed && parsed->is_object() ? std::move(parsed->get_object()) : json::object();
}
inline std::string text_of(const json::object& body, std::string_view key) {
  return std::string(string_member(body, key).value_or(""));
}

/// A text people read: 1..longest bytes without control characters.
inline Result<std::string> plain_text(const json::object& body, std::string_view key,
                                      std::size_t longest) {
  std::string text = text_of(body, key);
  bool plain = !text.empty() && text.size() <= longest && utf8::is_valid(text);
  for (const char c : text) plain = plain && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  if (!plain) {
    return invalid(std::string(key) + " must be a text of 1 to " + std::to_string(longest) +
                   " bytes without control characters.");
  }
  return text;
}

}  // namespace atelier::feature::people
