// The words of every mail in every language (spec/mail.md MAIL30..). {name} stands for a value;
// a sentence with a value that is absent is left out.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace atelier::feature::mail {

enum class Language : std::uint8_t { kEnglish, kGerman };

/// "de-AT" is German; what is not known is English.
Language language_of(std::string_view tag);

struct Words {
  std::string_view subject;
  std::string_view heading;
  std::span<const std::string_view> sentences;  // paragraphs, before the button
  std::string_view button;                      // empty: this mail has no link
  std::string_view footer;
};

struct Template {
  std::string_view name;
  std::span<const std::string_view> required;  // values; "link" among them when there is a button
  Words english;
  Words german;
};

/// Null for a name that no template has.
const Template* find_template(std::string_view name);

/// "The link works until {expires_at}."
std::string_view expiry_of(Language language);
/// Above the inviter's own words: "{inviter} writes:"
std::string_view note_of(Language language);
/// Above the link as text: "If the button does not work, open this address:"
std::string_view address_of(Language language);

}  // namespace atelier::feature::mail
