// The one page that every mail looks like: a heading, paragraphs, maybe a button, a footer. As text
// and as HTML that mail programs of all ages show: no images, inline styles, light and dark. Knows
// no template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atelier::feature::mail {

/// Plain text everywhere; the link is an address without white space and quotes.
struct MailPage {
  std::string_view language;  // "en", for ever
  std::string heading;
  std::vector<std::string> paragraphs;
  std::string note_title;
  std::string note;  // may have lines
  std::string button;
  std::string link;
  std::string link_hint;  // above the link as text
  std::string expiry;
  std::string footer;
};

std::string text_page(const MailPage& page);
std::string html_page(const MailPage& page);

}  // namespace atelier::feature::mail
