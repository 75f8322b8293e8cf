// Reading and writing the JSON bodies of commands and events of this feature.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/mail_address.h"
#include "base/utf8.h"
#include "core/room_feature.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {

/// All that an event says.
inline json::object said_by(const core::Event& event) {
  json::object body = object_of(event.body);
  for (const auto& [key, value] : object_of(event.content)) body[key] = value;
  return body;
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

/// U+202A to U+202E and U+2066 to U+2069: they turn the direction of what stands behind a name,
/// too.
inline bool turns_direction(std::string_view text) {
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const std::string_view lead = text.substr(at, 2);
    const unsigned char last = static_cast<unsigned char>(text[at + 2]);
    if (lead == "\xE2\x80" && last >= 0xAA && last <= 0xAE) return true;
    if (lead == "\xE2\x81" && last >= 0xA6 && last <= 0xA9) return true;
  }
  return false;
}

/// A name as others are shown it, in the middle of their own words (AUTH77).
inline Result<std::string> shown_name(const json::object& body, std::string_view key,
                                      std::size_t longest) {
  ATELIER_TRY(std::string name, plain_text(body, key, longest));
  if (!turns_direction(name)) return name;
  return invalid(std::string(key) +
                 " must not have characters that turn the direction of writing.");
}

inline std::string in_lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return text;
}

/// The address of an account, in lower case (AUTH41).
inline Result<std::string> email_of(const json::object& body) {
  ATELIER_TRY(std::string email, plain_text(body, "email", kEmailBytes));
  email = in_lower_case(std::move(email));
  const std::size_t at = email.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == email.size() ||
      email.find_first_of(" ,<>\"") != std::string::npos) {
    return invalid("email must be an address such as ann@example.org.");
  }
  return email;
}

/// The same, of those that mail can be sent to (MAIL1).
inline Result<std::string> address_of(const json::object& body) {
  ATELIER_TRY(std::string email, email_of(body));
  if (!is_mail_address(email)) return invalid("email must be an address to write to.");
  return email;
}

/// Names of the tz database and tags of languages: letters, digits and little else.
inline bool is_tag(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return plain || std::string_view("_-+/").find(c) != std::string_view::npos;
  });
}

/// What a group is mentioned by: "design-team".
inline bool is_group_id(std::string_view id) {
  if (id.empty() || id.size() > kGroupIdBytes || id[0] < 'a' || id[0] > 'z') return false;
  return std::ranges::all_of(
      id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// What mails are written in; English for what is no tag of a language.
inline std::string language_of(const json::object& body) {
  std::string tag = text_of(body, "language");
  return is_tag(tag, kLanguageBytes) ? tag : "en";
}

inline core::NewEvent event_of(std::string kind, const json::object& body,
                               const json::object& content = {}) {
  core::NewEvent event{std::move(kind), json::serialize(body)};
  if (!content.empty()) event.content = json::serialize(content);
  return event;
}

}  // namespace atelier::feature::people
