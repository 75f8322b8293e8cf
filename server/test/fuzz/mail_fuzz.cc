// Any bytes as names, subject and bodies of a mail: the message is ASCII in lines of bounded
// length, with the headers that we wrote and no other, and no line that ends a body early.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/mail_address.h"
#include "wire/mail/message.h"

namespace {

void check(bool good) {
  if (!good) std::abort();
}

std::string_view part_of(std::string_view bytes, std::size_t i) {
  const std::size_t size = bytes.size() / 5;
  return bytes.substr(i * size, size);
}

void check_message(std::string_view message, bool long_lines) {
  std::size_t headers = 0;
  bool in_head = true;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = message.find("\r\n", at);
    check(end != std::string_view::npos);
    const std::string_view line = message.substr(at, end - at);
    for (const char c : line) check(c >= 0x20 && c < 0x7F ? true : c == '\t');
    check(line.size() <= (long_lines && in_head ? 998U : 78U));
    check(!line.starts_with('.') && !line.starts_with("From "));
    if (line.empty()) in_head = false;
    if (in_head && !line.starts_with(' ')) ++headers;
    at = end + 2;
  }
  check(headers == 8);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  atelier::wire::mail::Message message;
  message.from_name = part_of(bytes, 0);
  message.subject = part_of(bytes, 1);
  message.text = part_of(bytes, 2);
  message.html = part_of(bytes, 3);
  message.from = "rooms@studio.example";
  message.to = "ann@example.org";
  message.id = "m-1@studio.example";
  const auto formatted = atelier::wire::mail::format_message(message);
  check(formatted.has_value());
  check_message(*formatted, false);
  // As an address the same bytes are refused, or harmless.
  message.to = part_of(bytes, 4);
  if (const auto again = atelier::wire::mail::format_message(message)) {
    check_message(*again, true);
  }
  return 0;
}
