#include "feature/mail/render.h"

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "base/mail_address.h"
#include "base/utf8.h"
#include "feature/mail/layout.h"
#include "feature/mail/words.h"

namespace atelier::feature::mail {
namespace {

using Values = std::map<std::string, std::string>;

constexpr std::array<std::string_view, 12> kMonthsEn{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 12> kMonthsDe{
    "Januar", "Februar", "März",      "April",   "Mai",      "Juni",
    "Juli",   "August",  "September", "Oktober", "November", "Dezember"};
constexpr WallMs kLastShownMs = 253'402'300'799'000;  // the end of the year 9999

bool is_link(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
  if (text.size() > kLinkBytes) return false;
  for (const char c : text) {
    if (c <= 0x20 || c >= 0x7F || std::string_view("\"'<>\\^`{|}").find(c) != text.npos) {
      return false;
    }
  }
  return true;
}

/// Without U+202A..U+202E and U+2066..U+2069, which have three bytes each.
std::string without_direction_marks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view head = text.substr(at, 2);
    const auto last = static_cast<unsigned char>(at + 2 < text.size() ? text[at + 2] : 0);
    const bool mark = (head == "\xE2\x80" && last >= 0xAA && last <= 0xAE) ||
                      (head == "\xE2\x81" && last >= 0xA6 && last <= 0xA9);
    if (!mark) out += text[at];
    at += mark ? 3 : 1;
  }
  return out;
}

/// On one line, or with its line breaks; nothing that changes the direction of what follows it.
std::string plain(std::string_view text, std::size_t longest, bool lines) {
  std::string out(text.substr(0, longest));
  while (text.size() > longest && !out.empty() && !utf8::is_valid(out)) out.pop_back();
  if (!utf8::is_valid(out)) return {};
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && !(lines && c == '\n')) || byte == 0x7F) c = ' ';
  }
  return without_direction_marks(out);
}

/// "24 November 2026, 15:30 UTC"; nothing for what is no time.
std::optional<std::string> date_and_time(std::string_view text, Language language) {
  WallMs at = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), at);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (at <= 0 || at > kLastShownMs) return std::nullopt;
  const auto minute = std::chrono::floor<std::chrono::minutes>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at)));
  const auto day = std::chrono::floor<std::chrono::days>(minute);
  const std::chrono::year_month_day date(day);
  const auto minutes = (minute - day).count();
  const auto two = [](long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const bool german = language == Language::kGerman;
  const std::size_t month = static_cast<unsigned>(date.month()) - 1;
  return std::to_string(static_cast<unsigned>(date.day())) + (german ? ". " : " ") +
         std::string(german ? kMonthsDe[month] : kMonthsEn[month]) + ' ' +
         std::to_string(static_cast<int>(date.year())) + ", " + two(minutes / 60) + ':' +
         two(minutes % 60) + " UTC";
}

/// The values as they are shown.
Values shown(const core::Mail& mail, Language language) {
  Values out;
  for (const auto& [name, value] : mail.values) {
    if (value.empty() || name == "link") continue;
    if (name == "expires_at") {
      if (auto date = date_and_time(value, language)) out[name] = std::move(*date);
    } else {
      out[name] = plain(value, name == "note" ? kNoteBytes : kShortValueBytes, name == "note");
    }
  }
  return out;
}

/// With its values in place; nothing when one is absent.
std::string fill(std::string_view words, const Values& values) {
  std::string out;
  while (true) {
    const std::size_t open = words.find('{');
    out += words.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = words.find('}', open);
    const auto found = values.find(std::string(words.substr(open + 1, close - open - 1)));
    if (found == values.end()) return {};
    out += found->second;
    words.remove_prefix(close + 1);
  }
}

/// As a sentence begins.
std::string begun(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] & 0x5F);
  return text;
}

}  // namespace

Result<void> check(const core::Mail& mail) {
  if (!core::is_mail_id(mail.id)) return invalid("This is no id of a mail.");
  if (!is_mail_address(mail.to)) return invalid("This is no mail address we can write to.");
  const Template* wanted = find_template(mail.template_name);
  if (wanted == nullptr) return invalid("There is no mail named " + mail.template_name + '.');
  for (const std::string_view name : wanted->required) {
    const auto found = mail.values.find(std::string(name));
    const bool good = found != mail.values.end() && !found->second.empty() &&
                      (name != "link" || is_link(found->second));
    if (!good) return invalid("The mail lacks a good value for " + std::string(name) + '.');
  }
  for (const auto& [name, value] : mail.values) {
    if (name.size() > kShortValueBytes || value.size() > 8 * kNoteBytes ||
        mail.values.size() > 20 || !utf8::is_valid(value) || !utf8::is_valid(name)) {
      return invalid("A value of the mail is too long or no text.");
    }
  }
  return {};
}

MailWords render(const core::Mail& mail) {
  const Template* wanted = find_template(mail.template_name);
  ATELIER_ASSERT(wanted != nullptr);
  const Language language = language_of(mail.language);
  const bool german = language == Language::kGerman;
  const Words& words = german ? wanted->german : wanted->english;
  const Values values = shown(mail, language);
  MailPage page;
  page.language = german ? "de" : "en";
  page.heading = fill(words.heading, values);
  for (const std::string_view each : words.sentences) {
    if (std::string sentence = fill(each, values); !sentence.empty()) {
      page.paragraphs.push_back(std::move(sentence));
    }
  }
  // Behind a greeting German goes on in lower case; without a name there is no greeting.
  if (!page.paragraphs.empty()) page.paragraphs[0] = begun(std::move(page.paragraphs[0]));
  page.note = fill("{note}", values);
  if (!page.note.empty()) page.note_title = fill(note_of(language), values);
  page.button = words.button;
  if (!page.button.empty()) {
    page.link = mail.values.at("link");
    page.link_hint = address_of(language);
    page.expiry = fill(expiry_of(language), values);
  }
  page.footer = fill(words.footer, values);
  return {fill(words.subject, values), text_page(page), html_page(page)};
}

}  // namespace atelier::feature::mail
