#include "feature/mail/layout.h"

#include "base/html_text.h"

namespace atelier::feature::mail {
namespace {

// Colours of the app (web/src/ui/theme.ts), named for both themes: programs that know no
// prefers-color-scheme show the inline ones, or turn them over on their own.
constexpr std::string_view kHead = R"(<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
.page { background: #121417 !important; }
.sheet { background: #191b1e !important; border-color: #45484d !important; }
.ink { color: #e5e6e9 !important; }
.quiet { color: #a0a3a8 !important; }
.quiet a { color: #8eacfe !important; }
.note { border-color: #45484d !important; }
}
</style>
)";
constexpr std::string_view kFont =
    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

class Html {
 public:
  explicit Html(const MailPage& page) : page_(page) {}

  std::string take() {
    head();
    for (const std::string& each : page_.paragraphs) paragraph(each, "0 0 16px");
    note();
    button();
    out_ +=
        "</td></tr>\n</table>\n<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
        "cellspacing=\"0\" style=\"max-width:560px\">\n<tr><td style=\"padding:16px 24px\">\n";
    quiet(page_.footer);
    out_ += "</td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const std::string heading = escape_html(page_.heading);
    out_ += "<!doctype html>\n<html lang=\"";
    out_ += page_.language;
    out_ += "\">\n<head>\n";
    out_ += kHead;
    out_ += "<title>" + heading + "</title>\n</head>\n";
    out_ += "<body class=\"page\" style=\"margin:0;padding:0;background:#f8f9fa\">\n";
    out_ +=
        "<table role=\"presentation\" class=\"page\" width=\"100%\" cellpadding=\"0\" "
        "cellspacing=\"0\" style=\"background:#f8f9fa\">\n<tr><td align=\"center\" "
        "style=\"padding:32px 12px\">\n<table role=\"presentation\" class=\"sheet\" "
        "width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:560px;"
        "background:#ffffff;border:1px solid #d7d9dc;border-radius:10px\">\n"
        "<tr><td align=\"left\" style=\"padding:32px 24px\">\n";
    out_ += "<h1 class=\"ink\" style=\"margin:0 0 16px;";
    out_ += kFont;
    out_ +=
        "font-size:22px;line-height:28px;font-weight:600;color:#1b1e24\">" + heading + "</h1>\n";
  }
  void paragraph(const std::string& text, std::string_view margin) {
    out_ += "<p class=\"ink\" style=\"margin:";
    out_ += margin;
    out_ += ';';
    out_ += kFont;
    out_ += "font-size:16px;line-height:24px;white-space:pre-line;color:#1b1e24\">" +
            escape_html(text) + "</p>\n";
  }
  void quiet(const std::string& text) {
    if (text.empty()) return;
    out_ += "<p class=\"quiet\" style=\"margin:0 0 8px;";
    out_ += kFont;
    out_ += "font-size:13px;line-height:20px;color:#5c6067;overflow-wrap:anywhere\">" +
            escape_html(text) + "</p>\n";
  }
  void note() {
    if (page_.note.empty()) return;
    paragraph(page_.note_title, "0 0 8px");
    out_ +=
        "<blockquote class=\"note\" style=\"margin:0 0 16px;padding:0 0 0 12px;"
        "border-left:2px solid #c5c7cb\">\n";
    paragraph(page_.note, "0");
    out_ += "</blockquote>\n";
  }
  void button() {
    if (page_.button.empty()) return;
    const std::string link = escape_html(page_.link);
    out_ += "<p style=\"margin:24px 0\"><a href=\"" + link +
            "\" style=\"display:inline-block;"
            "padding:12px 20px;border-radius:6px;background:#4061d6;color:#ffffff;"
            "text-decoration:none;";
    out_ += kFont;
    out_ += "font-size:16px;line-height:20px;font-weight:500\">" + escape_html(page_.button) +
            "</a></p>\n";
    quiet(page_.expiry);
    quiet(page_.link_hint);
    out_ += "<p class=\"quiet\" style=\"margin:0;";
    out_ += kFont;
    out_ += "font-size:13px;line-height:20px;color:#5c6067;overflow-wrap:anywhere\"><a href=\"" +
            link + "\" style=\"color:#334fb2\">" + link + "</a></p>\n";
  }

  const MailPage& page_;
  std::string out_;
};

}  // namespace

std::string text_page(const MailPage& page) {
  std::string out = page.heading + "\n\n";
  for (const std::string& each : page.paragraphs) out += each + "\n\n";
  if (!page.note.empty()) {
    out += page.note_title + "\n\n> ";
    for (const char c : page.note) {
      out += c;
      if (c == '\n') out += "> ";
    }
    out += "\n\n";
  }
  if (!page.button.empty()) out += page.button + ":\n" + page.link + "\n\n";
  if (!page.expiry.empty()) out += page.expiry + "\n\n";
  return out + "-- \n" + page.footer + '\n';
}

std::string html_page(const MailPage& page) {
  return Html(page).take();
}

}  // namespace atelier::feature::mail
