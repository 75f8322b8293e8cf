#include "wire/mail/message.h"

#include <string_view>

#include "base/mail_address.h"
#include "wire/http/date.h"
#include "wire/mail/header_text.h"
#include "wire/mail/quoted_printable.h"

namespace atelier::wire::mail {
namespace {

constexpr std::size_t kSubjectBytes = 256;
constexpr std::size_t kNameBytes = 128;
// Quoted-printable never writes '=' before '_', so no part can hold this line.
constexpr std::string_view kBoundary = "=_atelier_alternative";

Result<void> check(const Message& message) {
  if (!is_mail_address(message.from)) return invalid("From is no mail address.");
  if (!is_mail_address(message.to)) return invalid("To is no mail address.");
  if (!is_mail_address(message.id)) return invalid("A message id looks like a mail address.");
  return {};
}

/// "Mon, 23 Nov 2026 13:40:00 +0000"
std::string date_of(WallMs at) {
  std::string date = http::format_date(at);
  return date.replace(date.size() - 3, 3, "+0000");
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

void add_part(std::string& out, std::string_view type, std::string_view text) {
  out += "--";
  out += kBoundary;
  out += "\r\nContent-Type: ";
  out += type;
  out += "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
  out += quoted_printable(text);
  out += "\r\n";
}

}  // namespace

Result<std::string> format_message(const Message& message) {
  if (auto good = check(message); !good) return good.error();
  std::string out;
  const std::string name = one_line(message.from_name, kNameBytes);
  const std::string phrase = header_phrase(name, std::string_view("From: ").size());
  add(out, "From", phrase.empty() ? message.from : phrase + "\r\n <" + message.from + '>');
  add(out, "To", message.to);
  add(out, "Subject",
      header_text(one_line(message.subject, kSubjectBytes), std::string_view("Subject: ").size()));
  add(out, "Date", date_of(message.at));
  add(out, "Message-ID", '<' + message.id + '>');
  add(out, "Auto-Submitted", "auto-generated");
  add(out, "MIME-Version", "1.0");
  add(out, "Content-Type", "multipart/alternative;\r\n boundary=\"" + std::string(kBoundary) + '"');
  out += "\r\n";
  add_part(out, "text/plain", message.text);
  add_part(out, "text/html", message.html);
  return out + "--" + std::string(kBoundary) + "--\r\n";
}

}  // namespace atelier::wire::mail
